import type { AllMessages } from './catalogue.ts';

export const messages: AllMessages = {
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

  ownTitle: 'Vos applications d’authentification',
  ownIntro: 'Celles qui affichent vos codes de connexion.',
  ownNone: 'Il n’y en a pas encore. Ajoutez-en une pour vous connecter avec ses codes.',
  ownUnnamed: 'Application d’authentification',
  ownAddedOn: 'Ajoutée le {date}',
  ownLastUsedOn: 'Dernière utilisation le {date}',
  ownNeverUsed: 'Pas encore utilisée',
  ownRename: 'Renommer',
  ownReplace: 'Remplacer',
  ownRemove: 'Supprimer',
  ownAdd: 'Ajouter une application',
  ownLimit:
    'Vous en avez {count}, et il ne peut y en avoir plus. Pour en ajouter une, supprimez ou remplacez-en une autre.',
  ownCancel: 'Annuler',

  ownRenameTitle: 'Nommez cette application',
  ownRenameIntro: 'Un nom, comme celui du téléphone où elle se trouve, la distingue des autres.',
  ownLabel: 'Nom',
  ownLabelMissing: 'Saisissez un nom.',
  ownSave: 'Enregistrer',

  ownReplaceNote:
    '« {label} » fonctionne jusqu’à ce que vous confirmiez la nouvelle. Ensuite, ses codes ne sont plus valables.',
  ownRemoveTitle: 'Supprimer « {label} » ?',
  ownRemoveText:
    'Ses codes ne vous connecteront plus, et cette action est définitive. Vos autres applications et vos codes de secours restent valables. Supprimez aussi son entrée dans l’application.',
  ownLastTitle: '« {label} » est votre seule application d’authentification',
  ownLastText:
    'Sans elle, vous ne pourriez plus vous connecter : elle ne peut donc pas être supprimée. Remplacez-la : elle fonctionne jusqu’à ce que la nouvelle soit confirmée.',

  ownCodesTitle: 'Codes de secours',
  ownCodesText: 'Si vous perdez votre téléphone, chacun vous permet de vous connecter une fois.',
  ownCodesLeft: 'Codes restants : {count}',
  ownCodesFew: 'Il en reste peu. Créez-en d’autres avant d’en avoir besoin.',
  ownRenew: 'Créer de nouveaux codes',
  ownRenewTitle: 'Créer de nouveaux codes de secours ?',
  ownRenewText:
    'Tous les codes que vous avez conservés cessent aussitôt de fonctionner. Les nouveaux ne s’affichent qu’une fois : prévoyez un endroit sûr où les garder.',

  ownSessionsTitle: 'Vos connexions en cours',
  ownSessionHere: 'Ce navigateur',
  ownSessionElsewhere: 'Un autre navigateur',
  ownSessionSince: 'Connecté le {date}',
  ownEndSession: 'Déconnecter',
  ownEndSessionTitle: 'Déconnecter ce navigateur ?',
  ownEndSessionText: 'La personne qui l’utilise devra se reconnecter avec un code.',

  ownBrowsersTitle: 'Navigateurs connus',
  ownBrowsersText:
    'Nous retenons les navigateurs avec lesquels vous vous êtes connecté, pour que personne ne puisse vous bloquer en essayant de deviner vos codes.',
  ownForget: 'Oublier les navigateurs',
  ownForgetTitle: 'Oublier tous les navigateurs ?',
  ownForgetText:
    'Chaque navigateur, celui-ci compris, sera nouveau pour nous à la prochaine connexion. Personne n’est déconnecté.',

  ownWasAdded:
    'La nouvelle application fonctionne. Donnez-lui un nom pour la distinguer des autres.',
  ownWasReplaced:
    'La nouvelle application fonctionne, et l’ancienne n’est plus valable. Supprimez son entrée dans l’application.',
  ownWasRenamed: 'Le nom est enregistré.',
  ownWasRemoved: 'L’application d’authentification est supprimée.',
  ownWasRenewed: 'Vous avez de nouveaux codes de secours. Les anciens ne sont plus valables.',
  ownSessionEnded: 'Ce navigateur est déconnecté.',
  ownBrowsersForgotten: 'Tous les navigateurs sont oubliés.',
  ownGone: 'Cela a changé entre-temps. Voici la situation actuelle.',
};
