import type { AllMessages } from './catalogue.ts';

export const messages: AllMessages = {
  tryAgain: 'Erneut versuchen',
  tryAgainIn: 'In {duration} erneut versuchen',

  loginId: 'Anmeldename',
  codeDigitsOnly: 'Der Code besteht nur aus Ziffern.',
  codeTooLong: 'Der Code hat 6 Ziffern. Nur die ersten 6 wurden übernommen.',
  codeStep: '6-stelligen Code aus der App eingeben',
  confirmSubmit: 'Bestätigen',

  signInTitle: 'Anmelden',
  signInIntro: 'Authenticator-App öffnen und den angezeigten Code eingeben.',
  signInCode: 'Code aus der Authenticator-App',
  signInSubmit: 'Anmelden',
  useRecoveryCode: 'Handy verloren? Wiederherstellungscode verwenden',
  stepUpTitle: 'Identität bestätigen',

  signInRefused:
    'Das hat nicht geklappt. Bitte den Anmeldenamen prüfen, den nächsten Code abwarten und es erneut versuchen.',
  signedInTitle: 'Angemeldet',
  signedInText: 'Willkommen zurück, {loginId}.',
  verifiedTitle: 'Bestätigt',
  verifiedText: 'Danke, alles in Ordnung.',
  failedTitle: 'Das hat nicht geklappt',

  login_id_missing: 'Bitte einen Anmeldenamen eingeben.',
  code_incomplete: 'Bitte alle 6 Ziffern des Codes eingeben.',

  invalid_code:
    'Dieser Code hat nicht funktioniert. Bitte den nächsten abwarten und es erneut versuchen.',
  too_many_attempts: 'Zu viele Versuche. Bitte etwas warten und es dann erneut versuchen.',
  internal: 'Bei uns ist etwas schiefgelaufen. Bitte einen Moment warten und es erneut versuchen.',

  server_unreachable:
    'Keine Verbindung. Bitte die Internetverbindung prüfen und es erneut versuchen.',

  misconfiguredTitle: 'Diese Seite ist noch nicht so weit',
  forDevelopers: 'Für das Entwicklungsteam dieser Website',
  login_id_too_long: 'Das ist zu lang. Bitte einen kürzeren Anmeldenamen eingeben.',
  login_id_refused:
    'Dieser Anmeldename ist nicht möglich. Bitte nur einfache Buchstaben, Ziffern und Zeichen verwenden.',
  recovery_code_incomplete:
    'Ein Wiederherstellungscode besteht aus 24 Buchstaben und Ziffern. Bitte vollständig eingeben.',
  invalid_request:
    'Ein Teil der Eingabe war nicht lesbar. Bitte die Angaben prüfen und es erneut versuchen.',
  clock_off:
    'Dieser Code gehört zu einer anderen Uhrzeit. Bitte auf dem Handy die automatische Uhrzeit einschalten und dann den nächsten Code eingeben.',
  ticket_invalid: 'Dieser Link wurde schon benutzt oder ist zu alt. Bitte einen neuen anfordern.',
  unauthenticated: 'Die Anmeldung ist abgelaufen. Bitte neu anmelden und es erneut versuchen.',
  session_not_fresh: 'Zur Sicherheit bitte die Identität bestätigen und es dann erneut versuchen.',
  sign_up_closed: 'Zurzeit können hier keine neuen Konten erstellt werden.',
  login_id_taken:
    'Dieser Anmeldename ist schon vergeben. Bitte einen anderen wählen und den neuen Eintrag aus der Authenticator-App löschen.',
  limit_reached: 'Mehr Einträge sind nicht möglich. Bitte zuerst einen entfernen.',
  enrollment_expired: 'Diese Einrichtung ist abgelaufen. Bitte neu beginnen.',
  enrollment_confirmed:
    'Die Authenticator-App funktioniert. Bitte mit dem nächsten angezeigten Code anmelden.',
  storage_unavailable:
    'Im Moment können wir nichts speichern. Bitte einen Moment warten und es erneut versuchen.',
  origin_not_allowed:
    'Diese Seite erreicht den Anmeldedienst nicht. Bitte dem Betreiber der Website Bescheid geben.',
  server_timeout:
    'Das hat zu lange gedauert. Bitte die Internetverbindung prüfen und es erneut versuchen.',

  loginIdHint: 'Der Name zum Anmelden, zum Beispiel die E-Mail-Adresse.',
  identifyTitle: 'Konto erstellen',
  identifyIntro:
    'Ganz ohne Passwort: Die Anmeldung läuft über eine Authenticator-App auf dem Handy.',
  identifySubmit: 'Weiter',
  setupTitle: 'Authenticator-App einrichten',
  setupPreparing: 'Schlüssel wird vorbereitet …',
  setupIntro: 'Die App zeigt künftig die Codes für die Anmeldung als {loginId}.',
  changeLoginId: 'Anmeldenamen ändern',
  scanStep: 'Mit der Authenticator-App scannen',
  openStep: 'Zur Authenticator-App hinzufügen',
  cannotScan: 'Scannen geht nicht? Schlüssel eingeben',
  anotherDevice: 'Anderes Gerät verwenden',
  keyIntro:
    'In der Authenticator-App ein Konto per Einrichtungsschlüssel hinzufügen und diesen Schlüssel eingeben:',
  keyLabel: 'Schlüssel',
  qrAlternative:
    'QR-Code für die Authenticator-App. Wenn Scannen nicht möglich ist, stattdessen den Schlüssel eingeben.',
  qrFailed: 'Der QR-Code konnte nicht angezeigt werden. Bitte stattdessen den Schlüssel eingeben.',
  openApp: 'Authenticator-App öffnen',
  openAppMissed:
    'Es hat sich keine App geöffnet? Dann diesen Schlüssel in die Authenticator-App kopieren:',
  copyKey: 'Schlüssel kopieren',
  copied: 'Kopiert',
  clearClipboard:
    'In die Authenticator-App einfügen und danach zur Sicherheit etwas anderes kopieren.',
  copyFailed:
    'Das Kopieren hat nicht geklappt. Der Schlüssel ist markiert und lässt sich von Hand kopieren.',
  expiredTitle: 'Diese Einrichtung ist abgelaufen',
  expiredText:
    'Zur Sicherheit läuft eine Einrichtung nach einer Weile ab. Wer neu beginnt, erhält einen neuen QR-Code. Falls die App schon einen Eintrag aus dieser Einrichtung hat, diesen bitte löschen.',
  startAgain: 'Neu beginnen',
  setupDoneTitle: 'Fertig eingerichtet',
  setupDoneText: 'Ab jetzt läuft die Anmeldung als {loginId} über die Authenticator-App.',
  setupWasDoneTitle: 'Bereits eingerichtet',

  recoveryTitle: 'Wieder\u00adherstellungs\u00adcodes aufbewahren',
  recoveryIntro:
    'Die Authenticator-App funktioniert. Sollte das Handy einmal verloren gehen, ermöglicht jeder dieser Codes eine einzige Anmeldung. Sie werden nur jetzt angezeigt. Bitte sicher aufbewahren, aber nicht auf dem Handy.',
  recoveryList: 'Wiederherstellungscodes',
  recoveryCopy: 'Kopieren',
  recoveryCopied: 'Kopiert',
  recoveryCopyFailed:
    'Das Kopieren hat nicht geklappt. Die Codes sind markiert und lassen sich von Hand kopieren.',
  recoveryDownload: 'Speichern',
  recoveryPrint: 'Drucken',
  recoverySaved: 'Ich habe sie gesichert',
  recoverySheet: 'Wiederherstellungscodes für {loginId}. Jeder gilt nur einmal.',
  recoveryEntryIntro:
    'Bitte einen der Codes eingeben, die beim Einrichten der Authenticator-App angezeigt wurden.',
  recoveryEntryLabel: 'Wiederherstellungscode',
  recoveryEntryHint: '24 Buchstaben und Ziffern. Leerzeichen und Bindestriche sind egal.',
  recoveryRefused:
    'Dieser Wiederherstellungscode hat nicht funktioniert. Bitte prüfen oder einen anderen versuchen: Jeder gilt nur einmal.',
  recoveryAndLoginIdRefused:
    'Das hat nicht geklappt. Bitte Anmeldenamen und Wiederherstellungscode prüfen oder einen anderen Code versuchen: Jeder gilt nur einmal.',
  useAuthenticator: 'Authenticator-App verwenden',

  chooseTitle: 'Anmelden oder registrieren',
  chooseIntro: 'Ganz ohne Passwort, mit einer Authenticator-App auf dem Handy.',
  chooseSignIn: 'Die App ist hier schon eingerichtet',
  chooseSignUp: 'Ich bin neu hier',
  goOn: 'Weiter',
  back: 'Zurück',

  ownTitle: 'Authenticator-Apps',
  ownIntro: 'Die Apps, die die Codes für die Anmeldung anzeigen.',
  ownNone: 'Noch keine vorhanden. Bitte eine hinzufügen, um sich mit ihren Codes anzumelden.',
  ownUnnamed: 'Authenticator-App',
  ownAddedOn: 'Hinzugefügt am {date}',
  ownLastUsedOn: 'Zuletzt verwendet am {date}',
  ownNeverUsed: 'Noch nicht verwendet',
  ownRename: 'Umbenennen',
  ownReplace: 'Ersetzen',
  ownRemove: 'Entfernen',
  ownAdd: 'Authenticator-App hinzufügen',
  ownLimit:
    'Es sind {count}, mehr sind nicht möglich. Um eine hinzuzufügen, bitte eine andere entfernen oder ersetzen.',
  ownCancel: 'Abbrechen',

  ownRenameTitle: 'Authenticator-App benennen',
  ownRenameIntro: 'Ein Name, etwa der des Handys, unterscheidet sie von den anderen.',
  ownLabel: 'Name',
  ownLabelMissing: 'Bitte einen Namen eingeben.',
  ownSave: 'Speichern',

  ownReplaceNote: '„{label}“ gilt, bis die neue App bestätigt ist. Danach enden ihre Codes.',
  ownRemoveTitle: '„{label}“ entfernen?',
  ownRemoveText:
    'Ihre Codes gelten dann nicht mehr für die Anmeldung. Das lässt sich nicht rückgängig machen. Die anderen Apps und die Wiederherstellungscodes bleiben. Bitte auch den Eintrag in der App löschen.',
  ownLastTitle: '„{label}“ ist die einzige Authenticator-App',
  ownLastText:
    'Ohne sie wäre keine Anmeldung möglich, deshalb lässt sie sich nicht entfernen. Sie lässt sich aber ersetzen: Sie gilt, bis die neue bestätigt ist.',

  ownCodesTitle: 'Wieder\u00adherstellungs\u00adcodes',
  ownCodesText: 'Falls das Handy verloren geht, ermöglicht jeder von ihnen eine Anmeldung.',
  ownCodesLeft: 'Verbleibende Codes: {count}',
  ownCodesFew: 'Das sind wenige. Bitte rechtzeitig neue erstellen.',
  ownRenew: 'Neue Codes erstellen',
  ownRenewTitle: 'Neue Wieder\u00adherstellungs\u00adcodes erstellen?',
  ownRenewText:
    'Alle bisherigen Codes werden sofort ungültig. Die neuen werden nur einmal angezeigt: Bitte einen sicheren Ort dafür bereithalten.',

  ownSessionsTitle: 'Aktive Anmeldungen',
  ownSessionHere: 'Dieser Browser',
  ownSessionElsewhere: 'Ein anderer Browser',
  ownSessionSince: 'Angemeldet am {date}',
  ownEndSession: 'Abmelden',
  ownEndSessionTitle: 'Diesen Browser abmelden?',
  ownEndSessionText: 'Wer ihn benutzt, muss sich neu mit einem Code anmelden.',

  ownBrowsersTitle: 'Bekannte Browser',
  ownBrowsersText:
    'Browser, mit denen schon eine Anmeldung gelungen ist, merken wir uns. So kann niemand durch Erraten von Codes die Anmeldung sperren.',
  ownForget: 'Browser vergessen',
  ownForgetTitle: 'Alle Browser vergessen?',
  ownForgetText:
    'Jeder Browser, auch dieser, ist bei der nächsten Anmeldung neu für uns. Niemand wird abgemeldet.',

  ownWasAdded:
    'Die neue Authenticator-App funktioniert. Ein Name unterscheidet sie von den anderen.',
  ownWasReplaced:
    'Die neue Authenticator-App funktioniert, die alte gilt nicht mehr. Bitte deren Eintrag in der App löschen.',
  ownWasRenamed: 'Der Name ist gespeichert.',
  ownWasRemoved: 'Die Authenticator-App ist entfernt.',
  ownWasRenewed: 'Es gibt neue Wiederherstellungscodes. Die alten sind ungültig.',
  ownSessionEnded: 'Der Browser ist abgemeldet.',
  ownBrowsersForgotten: 'Alle Browser sind vergessen.',
  ownGone: 'Das hat sich inzwischen geändert. So sieht es jetzt aus.',
};
