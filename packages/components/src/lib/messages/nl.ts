import type { AllMessages } from './catalogue.ts';

export const messages: AllMessages = {
  tryAgain: 'Opnieuw proberen',
  tryAgainIn: 'Opnieuw proberen over {duration}',

  loginId: 'Inlognaam',
  codeDigitsOnly: 'De code bestaat alleen uit cijfers.',
  codeTooLong: 'De code heeft 6 cijfers. Alleen de eerste 6 zijn overgenomen.',
  codeStep: 'Voer de 6-cijferige code uit de app in',
  confirmSubmit: 'Bevestigen',

  signInTitle: 'Inloggen',
  signInIntro: 'Open je authenticator-app en voer de code in die je daar ziet.',
  signInCode: 'Code uit je authenticator-app',
  signInSubmit: 'Inloggen',
  useRecoveryCode: 'Telefoon kwijt? Gebruik een herstelcode',
  stepUpTitle: 'Bevestig dat jij het bent',

  signInRefused:
    'Dat is niet gelukt. Controleer je inlognaam, wacht op de volgende code en probeer het opnieuw.',
  signedInTitle: 'Je bent ingelogd',
  signedInText: 'Welkom terug, {loginId}.',
  verifiedTitle: 'Bevestigd',
  verifiedText: 'Bedankt, alles klopt.',
  failedTitle: 'Dat is niet gelukt',

  login_id_missing: 'Voer een inlognaam in.',
  code_incomplete: 'Voer alle 6 cijfers van de code in.',

  invalid_code: 'Die code werkte niet. Wacht op de volgende en probeer het opnieuw.',
  too_many_attempts: 'Te veel pogingen. Wacht even en probeer het dan opnieuw.',
  internal: 'Er is bij ons iets misgegaan. Wacht even en probeer het opnieuw.',

  server_unreachable: 'Geen verbinding. Controleer je internetverbinding en probeer het opnieuw.',

  misconfiguredTitle: 'Deze pagina is nog niet klaar',
  forDevelopers: 'Voor de ontwikkelaars van deze site',
  login_id_too_long: 'Dat is te lang. Voer een kortere inlognaam in.',
  login_id_refused:
    'Die inlognaam kan niet worden gebruikt. Probeer er een met gewone letters, cijfers en tekens.',
  recovery_code_incomplete: 'Een herstelcode heeft 24 letters en cijfers. Voer de hele code in.',
  invalid_request:
    'Een deel van je gegevens was niet leesbaar. Controleer wat je hebt ingevoerd en probeer het opnieuw.',
  clock_off:
    'Die code hoort bij een ander tijdstip. Zet de tijd op je telefoon op automatisch en probeer dan de volgende code.',
  ticket_invalid: 'Deze link is al gebruikt of is te oud. Vraag een nieuwe aan.',
  unauthenticated: 'Je bent niet meer ingelogd. Log in en probeer het opnieuw.',
  session_not_fresh: 'Bevestig voor je veiligheid dat jij het bent en probeer het opnieuw.',
  sign_up_closed: 'Je kunt hier op dit moment geen nieuw account maken.',
  login_id_taken:
    'Die inlognaam is al in gebruik. Kies een andere en verwijder het nieuwe account uit je authenticator-app.',
  limit_reached: 'Het maximum is bereikt. Verwijder er eerst één.',
  enrollment_expired: 'De tijd voor het instellen is om. Begin opnieuw.',
  enrollment_confirmed: 'Je authenticator-app werkt. Log in met de volgende code die je daar ziet.',
  storage_unavailable: 'We kunnen op dit moment niets opslaan. Wacht even en probeer het opnieuw.',
  origin_not_allowed:
    'Deze pagina kan de inlogdienst niet bereiken. Laat het de beheerder van de site weten.',
  server_timeout: 'Dat duurde te lang. Controleer je internetverbinding en probeer het opnieuw.',

  loginIdHint: 'De naam waarmee je inlogt, bijvoorbeeld je e-mailadres.',
  identifyTitle: 'Maak je account',
  identifyIntro: 'Geen wachtwoord nodig: je logt in met een authenticator-app op je telefoon.',
  identifySubmit: 'Doorgaan',
  setupTitle: 'Stel je authenticator-app in',
  setupPreparing: 'Je sleutel wordt voorbereid…',
  setupIntro: 'Daarin zie je straks de codes om in te loggen als {loginId}.',
  changeLoginId: 'Inlognaam wijzigen',
  scanStep: 'Scan met je authenticator-app',
  openStep: 'Voeg het account toe aan je authenticator-app',
  cannotScan: 'Lukt scannen niet? Voer een sleutel in',
  anotherDevice: 'Ander apparaat gebruiken',
  keyIntro: 'Voeg in je authenticator-app een account toe met een instelsleutel en voer deze in:',
  keyLabel: 'Sleutel',
  qrAlternative: 'QR-code voor je authenticator-app. Lukt scannen niet, voer dan de sleutel in.',
  qrFailed: 'De QR-code kan niet worden getoond. Voer in plaats daarvan de sleutel in.',
  openApp: 'Authenticator-app openen',
  openAppMissed: 'Geen app geopend? Kopieer deze sleutel naar je authenticator-app:',
  copyKey: 'Sleutel kopiëren',
  copied: 'Gekopieerd',
  clearClipboard:
    'Plak de sleutel in je authenticator-app en kopieer daarna iets anders, zodat hij niet op je klembord blijft staan.',
  copyFailed: 'Kopiëren is niet gelukt. De sleutel is geselecteerd, dus je kunt hem zelf kopiëren.',
  expiredTitle: 'De tijd voor het instellen is om',
  expiredText:
    'Voor je veiligheid heb je een beperkte tijd om dit in te stellen. Begin opnieuw voor een nieuwe QR-code. Staat het account van deze poging al in je app, verwijder het dan.',
  startAgain: 'Opnieuw beginnen',
  setupDoneTitle: 'Alles is ingesteld',
  setupDoneText: 'Vanaf nu log je als {loginId} in met je authenticator-app.',
  setupWasDoneTitle: 'Alles was al ingesteld',

  recoveryTitle: 'Bewaar deze herstelcodes',
  recoveryIntro:
    'Je authenticator-app werkt. Raak je ooit je telefoon kwijt, dan kun je met een van deze codes inloggen. Elke code werkt één keer. Je ziet ze alleen nu: bewaar ze op een veilige plek, maar niet op je telefoon.',
  recoveryList: 'Herstelcodes',
  recoveryCopy: 'Kopieer',
  recoveryCopied: 'Gelukt',
  recoveryCopyFailed:
    'Kopiëren is niet gelukt. De codes zijn geselecteerd, dus je kunt ze zelf kopiëren.',
  recoveryDownload: 'Download',
  recoveryPrint: 'Print',
  recoverySaved: 'Ik heb ze bewaard',
  recoverySheet: 'Herstelcodes voor {loginId}. Elke code werkt één keer.',
  recoveryEntryIntro:
    'Voer een van de codes in die je hebt bewaard toen je je authenticator-app instelde.',
  recoveryEntryLabel: 'Herstelcode',
  recoveryEntryHint: '24 letters en cijfers. Spaties en streepjes maken niet uit.',
  recoveryRefused:
    'Die herstelcode werkte niet. Controleer de code of probeer een andere: elke code werkt één keer.',
  recoveryAndLoginIdRefused:
    'Dat is niet gelukt. Controleer je inlognaam en de herstelcode, of probeer een andere code: elke code werkt één keer.',
  useAuthenticator: 'Authenticator-app gebruiken',

  chooseTitle: 'Inloggen of registreren',
  chooseIntro: 'Geen wachtwoord nodig: je gebruikt een authenticator-app op je telefoon.',
  chooseSignIn: 'Ik heb de app hier al ingesteld',
  chooseSignUp: 'Ik ben nieuw hier',
  goOn: 'Doorgaan',
  back: 'Terug',

  ownTitle: 'Je authenticator-apps',
  ownIntro: 'De apps waarin je de codes ziet om in te loggen.',
  ownNone: 'Je hebt er nog geen. Voeg er een toe om met de codes in te loggen.',
  ownUnnamed: 'Authenticator-app',
  ownAddedOn: 'Toegevoegd op {date}',
  ownLastUsedOn: 'Laatst gebruikt op {date}',
  ownNeverUsed: 'Nog niet gebruikt',
  ownRename: 'Naam wijzigen',
  ownReplace: 'Vervangen',
  ownRemove: 'Verwijderen',
  ownAdd: 'Authenticator-app toevoegen',
  ownLimit:
    'Je hebt er {count}, en meer kan niet. Verwijder of vervang er een om een andere toe te voegen.',
  ownCancel: 'Annuleren',

  ownRenameTitle: 'Geef deze app een naam',
  ownRenameIntro: 'Met een naam, zoals die van de telefoon waarop hij staat, herken je hem.',
  ownLabel: 'Naam',
  ownLabelMissing: 'Voer een naam in.',
  ownSave: 'Opslaan',

  ownReplaceNote:
    '‘{label}’ werkt totdat je de nieuwe bevestigt. Daarna gelden de oude codes niet meer.',
  ownRemoveTitle: '‘{label}’ verwijderen?',
  ownRemoveText:
    'Met de codes ervan kun je niet meer inloggen, en dat kun je niet ongedaan maken. Je andere apps en je herstelcodes blijven. Verwijder ook het account in de app.',
  ownLastTitle: '‘{label}’ is je enige authenticator-app',
  ownLastText:
    'Zonder zou je niet kunnen inloggen, dus je kunt hem niet verwijderen. Vervang hem door een nieuwe: hij werkt totdat de nieuwe is bevestigd.',

  ownCodesTitle: 'Herstelcodes',
  ownCodesText: 'Raak je je telefoon kwijt, dan kun je met elke code één keer inloggen.',
  ownCodesLeft: 'Codes over: {count}',
  ownCodesFew: 'Dat zijn er weinig. Maak nieuwe voordat je ze nodig hebt.',
  ownRenew: 'Nieuwe codes maken',
  ownRenewTitle: 'Nieuwe herstelcodes maken?',
  ownRenewText:
    'Alle codes die je hebt bewaard, werken meteen niet meer. De nieuwe zie je maar één keer: zorg voor een veilige plek.',

  ownSessionsTitle: 'Waar je bent ingelogd',
  ownSessionHere: 'Deze browser',
  ownSessionElsewhere: 'Een andere browser',
  ownSessionSince: 'Ingelogd op {date}',
  ownEndSession: 'Uitloggen',
  ownEndSessionTitle: 'Deze browser uitloggen?',
  ownEndSessionText: 'Wie hem gebruikt, moet opnieuw inloggen met een code.',

  ownBrowsersTitle: 'Bekende browsers',
  ownBrowsersText:
    'We onthouden browsers waarmee je hebt ingelogd. Zo kan niemand je buitensluiten door je codes te raden.',
  ownForget: 'Browsers vergeten',
  ownForgetTitle: 'Alle browsers vergeten?',
  ownForgetText:
    'Elke browser, ook deze, is de volgende keer nieuw voor ons. Niemand wordt uitgelogd.',

  ownWasAdded: 'De nieuwe authenticator-app werkt. Geef hem een naam, zodat je hem herkent.',
  ownWasReplaced:
    'De nieuwe authenticator-app werkt en de oude geldt niet meer. Verwijder het oude account in de app.',
  ownWasRenamed: 'De naam is opgeslagen.',
  ownWasRemoved: 'De authenticator-app is verwijderd.',
  ownWasRenewed: 'Je hebt nieuwe herstelcodes. De oude gelden niet meer.',
  ownSessionEnded: 'Die browser is uitgelogd.',
  ownBrowsersForgotten: 'Alle browsers zijn vergeten.',
  ownGone: 'Dat is intussen veranderd. Zo is het nu.',
};
