import type { Messages } from './catalogue.ts';

export const messages: Messages = {
  tryAgain: 'Réessayer',
  tryAgainIn: 'Réessayer dans {duration}',

  loginId: 'Identifiant',
  codeDigitsOnly: 'Le code ne contient que des chiffres.',
  codeTooLong: 'Le code comporte 6 chiffres. Seuls les 6 premiers ont été conservés.',
  codeStep: 'Saisissez le code à 6 chiffres affiché',
  confirmSubmit: 'Confirmer',

  signInTitle: 'Connexion',
  signInIntro: 'Ouvrez votre application d’authentification et saisissez le code affiché.',
  signInCode: 'Code de votre application d’authentification',
  signInSubmit: 'Se connecter',
  useRecoveryCode: 'Téléphone perdu ? Utilisez un code de secours',
  stepUpTitle: 'Confirmez votre identité',
  stepUpIntro:
    'Avant de modifier vos options de connexion, saisissez le code affiché en ce moment par votre application d’authentification.',

  signInRefused:
    'La connexion n’a pas abouti. Vérifiez votre identifiant, attendez le code suivant et réessayez.',
  signedInTitle: 'Connexion réussie',
  signedInText: 'Bonjour {loginId}.',
  verifiedTitle: 'Identité confirmée',
  verifiedText: 'Merci, c’est bien vous.',
  failedTitle: 'Cela n’a pas fonctionné',

  login_id_missing: 'Saisissez un identifiant.',
  code_incomplete: 'Saisissez les 6 chiffres du code.',

  invalid_code: 'Ce code n’a pas fonctionné. Attendez le suivant et réessayez.',
  too_many_attempts: 'Trop de tentatives. Patientez un peu, puis réessayez.',
  internal: 'Un problème est survenu de notre côté. Patientez un instant et réessayez.',

  server_unreachable: 'Pas de connexion. Vérifiez votre accès à Internet et réessayez.',

  misconfiguredTitle: 'Cette page n’est pas encore prête',
  forDevelopers: 'Pour l’équipe technique de ce site',
  login_id_too_long: 'C’est trop long. Saisissez un identifiant plus court.',
  login_id_refused:
    'Cet identifiant ne peut pas être utilisé. Choisissez-en un composé de lettres, de chiffres et de signes simples.',
  recovery_code_incomplete:
    'Un code de secours comporte 24 lettres et chiffres. Saisissez-le en entier.',
  invalid_request: 'Une partie de votre saisie n’a pas pu être lue. Vérifiez-la et réessayez.',
  clock_off:
    'Ce code correspond à une autre heure. Activez l’heure automatique sur votre téléphone, puis essayez le code suivant.',
  ticket_invalid: 'Ce lien a déjà servi ou est trop ancien. Demandez-en un nouveau.',
  unauthenticated: 'Votre session a pris fin. Reconnectez-vous, puis réessayez.',
  session_not_fresh: 'Pour votre sécurité, confirmez votre identité, puis réessayez.',
  sign_up_closed: 'Il n’est pas possible de créer un compte ici pour le moment.',
  login_id_taken:
    'Cet identifiant est déjà utilisé. Choisissez-en un autre et supprimez la nouvelle entrée de votre application d’authentification.',
  limit_reached: 'Le nombre maximal est atteint. Commencez par supprimer une entrée.',
  enrollment_expired: 'Cette configuration a expiré. Recommencez.',
  enrollment_confirmed:
    'Votre application d’authentification fonctionne. Connectez-vous avec le prochain code affiché.',
  storage_unavailable:
    'Rien ne peut être enregistré pour le moment. Patientez un instant et réessayez.',
  origin_not_allowed:
    'Cette page ne parvient pas à joindre le service de connexion. Merci de prévenir le responsable du site.',
  server_timeout: 'Cela a pris trop de temps. Vérifiez votre accès à Internet et réessayez.',

  loginIdHint: 'Il vous servira à vous connecter. Par exemple, votre adresse e-mail.',
  identifyTitle: 'Créez votre compte',
  identifyIntro:
    'Pas besoin de mot de passe : vous vous connecterez avec une application d’authentification sur votre téléphone.',
  identifySubmit: 'Continuer',
  setupTitle: 'Configurez votre application d’authentification',
  setupPreparing: 'Préparation de votre clé…',
  setupIntro: 'Elle affichera les codes de connexion pour {loginId}.',
  changeLoginId: 'Modifier l’identifiant',
  scanStep: 'Scannez avec votre application d’authentification',
  openStep: 'Ajoutez le compte à votre application d’authentification',
  cannotScan: 'Impossible de scanner ? Saisissez une clé',
  anotherDevice: 'Utiliser un autre appareil',
  keyIntro:
    'Dans votre application d’authentification, ajoutez un compte avec une clé de configuration et saisissez celle-ci :',
  keyLabel: 'Clé',
  qrAlternative:
    'QR code pour votre application d’authentification. Si vous ne pouvez pas le scanner, saisissez plutôt la clé.',
  qrFailed: 'Le QR code n’a pas pu être affiché. Saisissez plutôt la clé.',
  openApp: 'Ouvrir l’application',
  openAppMissed:
    'Aucune application ne s’est ouverte ? Copiez cette clé dans votre application d’authentification :',
  copyKey: 'Copier la clé',
  copied: 'Clé copiée',
  clearClipboard:
    'Collez-la dans votre application d’authentification, puis copiez autre chose pour ne pas la laisser dans le presse-papiers.',
  copyFailed: 'La copie n’a pas fonctionné. La clé est sélectionnée : copiez-la vous-même.',
  expiredTitle: 'Cette configuration a expiré',
  expiredText:
    'Pour votre sécurité, une configuration expire au bout d’un certain temps. Recommencez pour obtenir un nouveau QR code. Si votre application contient déjà une entrée créée avec l’ancien, supprimez-la.',
  startAgain: 'Recommencer',
  setupDoneTitle: 'Tout est prêt',
  setupDoneText:
    'Vous pouvez désormais vous connecter en tant que {loginId} avec votre application d’authentification.',
  setupWasDoneTitle: 'Tout était déjà prêt',

  recoveryTitle: 'Conservez ces codes de secours',
  recoveryIntro:
    'Votre application d’authentification fonctionne. Si un jour vous perdez votre téléphone, chacun de ces codes vous permettra de vous connecter une seule fois. Ils ne s’affichent que maintenant : gardez-les en lieu sûr, ailleurs que sur votre téléphone.',
  recoveryList: 'Codes de secours',
  recoveryCopy: 'Copier',
  recoveryCopied: 'Copiés',
  recoveryCopyFailed:
    'La copie n’a pas fonctionné. Les codes sont sélectionnés : copiez-les vous-même.',
  recoveryDownload: 'Télécharger',
  recoveryPrint: 'Imprimer',
  recoverySaved: 'Je les ai mis en lieu sûr',
  recoverySheet: 'Codes de secours pour {loginId}. Chacun ne fonctionne qu’une fois.',
  recoveryEntryIntro:
    'Saisissez l’un des codes conservés lors de la configuration de votre application d’authentification.',
  recoveryEntryLabel: 'Code de secours',
  recoveryEntryHint: '24 lettres et chiffres. Les espaces et les tirets ne comptent pas.',
  recoveryRefused:
    'Ce code de secours n’a pas fonctionné. Vérifiez-le ou essayez-en un autre : chacun ne fonctionne qu’une fois.',
  recoveryAndLoginIdRefused:
    'La connexion n’a pas abouti. Vérifiez votre identifiant et le code de secours, ou essayez un autre code : chacun ne fonctionne qu’une fois.',
  useAuthenticator: 'Utiliser l’application d’authentification',

  chooseTitle: 'Connexion ou inscription',
  chooseIntro:
    'Pas besoin de mot de passe : une application d’authentification sur votre téléphone suffit.',
  chooseSignIn: 'Je l’ai déjà configurée ici',
  chooseSignUp: 'C’est ma première visite',
  goOn: 'Continuer',
  back: 'Retour',
};
