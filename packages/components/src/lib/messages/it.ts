import type { AllMessages } from './catalogue.ts';

export const messages: AllMessages = {
  tryAgain: 'Riprova',
  tryAgainIn: 'Riprova tra {duration}',

  loginId: 'Nome utente',
  codeDigitsOnly: 'Il codice contiene solo cifre.',
  codeTooLong: 'Il codice ha 6 cifre. Sono state mantenute solo le prime 6.',
  codeStep: 'Inserisci il codice a 6 cifre dell’app',
  confirmSubmit: 'Conferma',

  signInTitle: 'Accedi',
  signInIntro: 'Apri l’app di autenticazione e inserisci il codice mostrato.',
  signInCode: 'Codice dell’app di autenticazione',
  signInSubmit: 'Accedi',
  useRecoveryCode: 'Hai perso il telefono? Usa un codice di recupero',
  stepUpTitle: 'Conferma la tua identità',

  signInRefused:
    'Accesso non riuscito. Controlla il nome utente, attendi il codice successivo e riprova.',
  signedInTitle: 'Accesso effettuato',
  signedInText: 'È un piacere rivederti, {loginId}.',
  verifiedTitle: 'Identità confermata',
  verifiedText: 'Grazie, è tutto a posto.',
  failedTitle: 'Non ha funzionato',

  login_id_missing: 'Inserisci un nome utente.',
  code_incomplete: 'Inserisci tutte e 6 le cifre del codice.',

  invalid_code: 'Questo codice non ha funzionato. Attendi il successivo e riprova.',
  too_many_attempts: 'Troppi tentativi. Attendi un po’ e riprova.',
  internal: 'C’è stato un problema da parte nostra. Attendi un momento e riprova.',

  server_unreachable: 'Nessuna connessione. Controlla la connessione a Internet e riprova.',

  misconfiguredTitle: 'Questa pagina non è ancora pronta',
  forDevelopers: 'Per chi sviluppa questo sito',
  login_id_too_long: 'È troppo lungo. Inserisci un nome utente più corto.',
  login_id_refused:
    'Questo nome utente non si può usare. Provane uno con lettere, cifre e segni semplici.',
  recovery_code_incomplete: 'Un codice di recupero ha 24 lettere e cifre. Inseriscilo per intero.',
  invalid_request: 'Alcuni dati non sono leggibili. Controlla quello che hai inserito e riprova.',
  clock_off:
    'Questo codice si riferisce a un altro orario. Imposta l’ora automatica sul telefono, poi prova il codice successivo.',
  ticket_invalid: 'Questo link è già stato usato o è troppo vecchio. Richiedine uno nuovo.',
  unauthenticated: 'La sessione è terminata. Accedi e riprova.',
  session_not_fresh: 'Per la tua sicurezza, conferma la tua identità e riprova.',
  sign_up_closed: 'Al momento non è possibile creare nuovi account qui.',
  login_id_taken:
    'Questo nome utente è già in uso. Scegline un altro ed elimina la nuova voce dall’app di autenticazione.',
  limit_reached: 'Non è possibile aggiungerne altri. Prima rimuovine uno.',
  enrollment_expired: 'Questa configurazione è scaduta. Ricomincia.',
  enrollment_confirmed: 'L’app di autenticazione funziona. Accedi con il prossimo codice mostrato.',
  storage_unavailable: 'Al momento non possiamo salvare nulla. Attendi un momento e riprova.',
  origin_not_allowed:
    'Questa pagina non riesce a raggiungere il servizio di accesso. Avvisa chi gestisce il sito.',
  server_timeout: 'Ci è voluto troppo tempo. Controlla la connessione a Internet e riprova.',

  loginIdHint: 'Il nome con cui accederai, ad esempio il tuo indirizzo e-mail.',
  identifyTitle: 'Crea il tuo account',
  identifyIntro: 'Niente password: accederai con un’app di autenticazione sul telefono.',
  identifySubmit: 'Continua',
  setupTitle: 'Configura l’app di autenticazione',
  setupPreparing: 'Preparazione della chiave…',
  setupIntro: 'Mostrerà i codici per accedere come {loginId}.',
  changeLoginId: 'Cambia nome utente',
  scanStep: 'Scansiona con l’app di autenticazione',
  openStep: 'Aggiungi l’account all’app di autenticazione',
  cannotScan: 'Non riesci a scansionare? Inserisci una chiave',
  anotherDevice: 'Usa un altro dispositivo',
  keyIntro:
    'Nell’app di autenticazione, aggiungi un account con una chiave di configurazione e inserisci questa:',
  keyLabel: 'Chiave',
  qrAlternative:
    'Codice QR per l’app di autenticazione. Se non puoi scansionarlo, inserisci la chiave.',
  qrFailed: 'Non è stato possibile mostrare il codice QR. Inserisci invece la chiave.',
  openApp: 'Apri l’app di autenticazione',
  openAppMissed: 'Non si è aperta nessuna app? Copia questa chiave nell’app di autenticazione:',
  copyKey: 'Copia chiave',
  copied: 'Copiata',
  clearClipboard: 'Incollala nell’app di autenticazione, poi copia qualcos’altro per sostituirla.',
  copyFailed: 'La copia non è riuscita. La chiave è selezionata: copiala da lì.',
  expiredTitle: 'Questa configurazione è scaduta',
  expiredText:
    'Per la tua sicurezza, ogni configurazione scade dopo un po’. Ricomincia per ottenere un nuovo codice QR. Se l’app contiene già una voce di questa configurazione, eliminala.',
  startAgain: 'Ricomincia',
  setupDoneTitle: 'Tutto pronto',
  setupDoneText: 'D’ora in poi accederai come {loginId} con l’app di autenticazione.',
  setupWasDoneTitle: 'Era già tutto pronto',

  recoveryTitle: 'Conserva questi codici di recupero',
  recoveryIntro:
    'L’app di autenticazione funziona. Se un giorno perdi il telefono, potrai accedere con uno di questi codici; ognuno vale una sola volta. Vengono mostrati solo ora: conservali in un luogo sicuro, non sul telefono.',
  recoveryList: 'Codici di recupero',
  recoveryCopy: 'Copia',
  recoveryCopied: 'Copiati',
  recoveryCopyFailed: 'La copia non è riuscita. I codici sono selezionati: copiali da lì.',
  recoveryDownload: 'Scarica',
  recoveryPrint: 'Stampa',
  recoverySaved: 'Li ho conservati',
  recoverySheet: 'Codici di recupero per {loginId}. Ognuno vale una sola volta.',
  recoveryEntryIntro:
    'Inserisci uno dei codici che hai conservato quando hai configurato l’app di autenticazione.',
  recoveryEntryLabel: 'Codice di recupero',
  recoveryEntryHint: '24 lettere e cifre. Spazi e trattini non contano.',
  recoveryRefused:
    'Questo codice di recupero non ha funzionato. Controllalo o provane un altro: ognuno vale una sola volta.',
  recoveryAndLoginIdRefused:
    'Accesso non riuscito. Controlla il nome utente e il codice di recupero o prova un altro codice: ognuno vale una sola volta.',
  useAuthenticator: 'Usa l’app di autenticazione',

  chooseTitle: 'Accedi o registrati',
  chooseIntro: 'Niente password: ti basta un’app di autenticazione sul telefono.',
  chooseSignIn: 'L’ho già configurata qui',
  chooseSignUp: 'È la mia prima volta qui',
  goOn: 'Continua',
  back: 'Indietro',

  ownTitle: 'Le tue app di autenticazione',
  ownIntro: 'Le app che mostrano i codici con cui accedi.',
  ownNone: 'Non ce n’è ancora nessuna. Aggiungine una per accedere con i suoi codici.',
  ownUnnamed: 'App di autenticazione',
  ownAddedOn: 'Aggiunta: {date}',
  ownLastUsedOn: 'Ultimo utilizzo: {date}',
  ownNeverUsed: 'Non ancora usata',
  ownRename: 'Rinomina',
  ownReplace: 'Sostituisci',
  ownRemove: 'Rimuovi',
  ownAdd: 'Aggiungi un’app di autenticazione',
  ownLimit:
    'Ne hai {count} e non possono essere di più. Per aggiungerne una, rimuovine o sostituiscine un’altra.',
  ownCancel: 'Annulla',

  ownRenameTitle: 'Dai un nome a questa app',
  ownRenameIntro: 'Un nome, come quello del telefono su cui si trova, la distingue dalle altre.',
  ownLabel: 'Nome',
  ownLabelMissing: 'Inserisci un nome.',
  ownSave: 'Salva',

  ownReplaceNote:
    '«{label}» funziona finché non confermi la nuova. Poi i suoi codici non valgono più.',
  ownRemoveTitle: 'Rimuovere «{label}»?',
  ownRemoveText:
    'I suoi codici non ti faranno più accedere e l’operazione non si può annullare. Le altre app e i codici di recupero restano. Elimina anche la sua voce nell’app.',
  ownLastTitle: '«{label}» è la tua unica app di autenticazione',
  ownLastText:
    'Senza non potresti accedere, quindi non si può rimuovere. Sostituiscila con una nuova: funziona finché la nuova non è confermata.',

  ownCodesTitle: 'Codici di recupero',
  ownCodesText: 'Se perdi il telefono, ognuno ti fa accedere una volta.',
  ownCodesLeft: 'Codici rimasti: {count}',
  ownCodesFew: 'Ne restano pochi. Creane di nuovi prima di averne bisogno.',
  ownRenew: 'Crea nuovi codici',
  ownRenewTitle: 'Creare nuovi codici di recupero?',
  ownRenewText:
    'Tutti i codici che hai conservato smettono subito di funzionare. I nuovi vengono mostrati una sola volta: prepara un luogo sicuro in cui tenerli.',

  ownSessionsTitle: 'Dove hai effettuato l’accesso',
  ownSessionHere: 'Questo browser',
  ownSessionElsewhere: 'Un altro browser',
  ownSessionSince: 'Accesso: {date}',
  ownEndSession: 'Disconnetti',
  ownEndSessionTitle: 'Disconnettere questo browser?',
  ownEndSessionText: 'Chi lo usa dovrà accedere di nuovo con un codice.',

  ownBrowsersTitle: 'Browser conosciuti',
  ownBrowsersText:
    'Ricordiamo i browser con cui hai effettuato l’accesso, così nessuno può bloccarti cercando di indovinare i tuoi codici.',
  ownForget: 'Dimentica i browser',
  ownForgetTitle: 'Dimenticare tutti i browser?',
  ownForgetText:
    'Ogni browser, anche questo, sarà nuovo per noi al prossimo accesso. Nessuno viene disconnesso.',

  ownWasAdded:
    'La nuova app di autenticazione funziona. Dalle un nome per distinguerla dalle altre.',
  ownWasReplaced:
    'La nuova app di autenticazione funziona e la vecchia non vale più. Elimina la sua voce nell’app.',
  ownWasRenamed: 'Il nome è salvato.',
  ownWasRemoved: 'L’app di autenticazione è stata rimossa.',
  ownWasRenewed: 'Hai nuovi codici di recupero. I vecchi non valgono più.',
  ownSessionEnded: 'Quel browser è stato disconnesso.',
  ownBrowsersForgotten: 'Tutti i browser sono stati dimenticati.',
  ownGone: 'Nel frattempo è cambiato. Ecco la situazione attuale.',
};
