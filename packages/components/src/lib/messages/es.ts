import type { AllMessages } from './catalogue.ts';

export const messages: AllMessages = {
  tryAgain: 'Reintentar',
  tryAgainIn: 'Reintentar en {duration}',

  loginId: 'Usuario',
  codeDigitsOnly: 'El código solo tiene números.',
  codeTooLong: 'El código tiene 6 dígitos. Solo se conservaron los 6 primeros.',
  codeStep: 'Escribe el código de 6 dígitos que aparece',
  confirmSubmit: 'Confirmar',

  signInTitle: 'Iniciar sesión',
  signInIntro: 'Abre tu app de autenticación y escribe el código que aparece.',
  signInCode: 'Código de tu app de autenticación',
  signInSubmit: 'Iniciar sesión',
  useRecoveryCode: '¿No tienes tu teléfono? Usa un código de recuperación',
  stepUpTitle: 'Confirma que eres tú',

  signInRefused:
    'No se pudo iniciar sesión. Revisa tu usuario, espera al siguiente código e inténtalo de nuevo.',
  signedInTitle: 'Sesión iniciada',
  signedInText: 'Hola de nuevo, {loginId}.',
  verifiedTitle: 'Confirmado',
  verifiedText: 'Gracias, todo está en orden.',
  failedTitle: 'No se pudo completar',

  login_id_missing: 'Escribe tu usuario.',
  code_incomplete: 'Escribe los 6 dígitos del código.',

  invalid_code: 'Ese código no funcionó. Espera al siguiente e inténtalo de nuevo.',
  too_many_attempts: 'Demasiados intentos. Espera un poco e inténtalo de nuevo.',
  internal: 'Tenemos un problema técnico. Espera un momento e inténtalo de nuevo.',

  server_unreachable: 'Sin conexión. Revisa tu conexión a internet e inténtalo de nuevo.',

  misconfiguredTitle: 'Esta página aún no está lista',
  forDevelopers: 'Para quienes desarrollan este sitio',
  login_id_too_long: 'Es demasiado largo. Escribe un usuario más corto.',
  login_id_refused:
    'Ese usuario no se puede usar. Prueba con uno de letras, números y signos sencillos.',
  recovery_code_incomplete:
    'Un código de recuperación tiene 24 letras y números. Escríbelo completo.',
  invalid_request:
    'No se pudo leer alguno de los datos. Revisa lo que escribiste e inténtalo de nuevo.',
  clock_off:
    'Ese código es de otra hora. Activa la hora automática en tu teléfono y prueba con el siguiente código.',
  ticket_invalid: 'Este enlace ya se usó o es demasiado antiguo. Pide uno nuevo.',
  unauthenticated: 'Tu sesión ha terminado. Inicia sesión e inténtalo de nuevo.',
  session_not_fresh: 'Por tu seguridad, confirma que eres tú e inténtalo de nuevo.',
  sign_up_closed: 'Por ahora no se pueden crear cuentas nuevas aquí.',
  login_id_taken:
    'Ese usuario ya está en uso. Elige otro y borra la entrada nueva de tu app de autenticación.',
  limit_reached: 'Ya no se pueden añadir más. Elimina uno primero.',
  enrollment_expired: 'Esta configuración ha caducado. Empieza de nuevo.',
  enrollment_confirmed:
    'Tu app de autenticación funciona. Inicia sesión con el próximo código que aparezca.',
  storage_unavailable:
    'Ahora mismo no podemos guardar nada. Espera un momento e inténtalo de nuevo.',
  origin_not_allowed:
    'Esta página no puede conectarse al servicio de inicio de sesión. Avisa a quien administra el sitio.',
  server_timeout: 'Tardó demasiado. Revisa tu conexión a internet e inténtalo de nuevo.',

  loginIdHint: 'El nombre con el que iniciarás sesión, por ejemplo, tu correo electrónico.',
  identifyTitle: 'Crea tu cuenta',
  identifyIntro: 'Sin contraseña: iniciarás sesión con una app de autenticación en tu teléfono.',
  identifySubmit: 'Continuar',
  setupTitle: 'Configura tu app de autenticación',
  setupPreparing: 'Preparando tu clave…',
  setupIntro: 'Mostrará los códigos para iniciar sesión como {loginId}.',
  changeLoginId: 'Cambiar el usuario',
  scanStep: 'Escanea con tu app de autenticación',
  openStep: 'Añade la cuenta a tu app de autenticación',
  cannotScan: '¿No puedes escanear? Escribe una clave',
  anotherDevice: 'Usar otro dispositivo',
  keyIntro:
    'En tu app de autenticación, añade una cuenta con una clave de configuración y escribe esta:',
  keyLabel: 'Clave',
  qrAlternative:
    'Código QR para tu app de autenticación. Si no puedes escanearlo, escribe la clave.',
  qrFailed: 'No se pudo mostrar el código QR. Escribe la clave en su lugar.',
  openApp: 'Abrir la app de autenticación',
  openAppMissed: '¿No se abrió ninguna app? Copia esta clave en tu app de autenticación:',
  copyKey: 'Copiar clave',
  copied: 'Copiada',
  clearClipboard: 'Pégala en tu app de autenticación y después copia otra cosa para reemplazarla.',
  copyFailed: 'No se pudo copiar. La clave está seleccionada: cópiala desde ahí.',
  expiredTitle: 'Esta configuración ha caducado',
  expiredText:
    'Por tu seguridad, cada configuración caduca al cabo de un tiempo. Empieza de nuevo para obtener otro código QR. Si tu app ya tiene una entrada de esta configuración, bórrala.',
  startAgain: 'Empezar de nuevo',
  setupDoneTitle: 'Todo listo',
  setupDoneText: 'A partir de ahora, inicia sesión como {loginId} con tu app de autenticación.',
  setupWasDoneTitle: 'Ya estaba todo listo',

  recoveryTitle: 'Guarda estos códigos de recuperación',
  recoveryIntro:
    'Tu app de autenticación funciona. Si algún día pierdes el teléfono, podrás entrar con uno de estos códigos; cada uno sirve una sola vez. Solo se muestran ahora: guárdalos en un lugar seguro que no sea el teléfono.',
  recoveryList: 'Códigos de recuperación',
  recoveryCopy: 'Copiar',
  recoveryCopied: 'Listo',
  recoveryCopyFailed: 'No se pudieron copiar. Los códigos están seleccionados: cópialos desde ahí.',
  recoveryDownload: 'Guardar',
  recoveryPrint: 'Imprimir',
  recoverySaved: 'Ya están guardados',
  recoverySheet: 'Códigos de recuperación para {loginId}. Cada uno sirve una sola vez.',
  recoveryEntryIntro:
    'Escribe uno de los códigos que guardaste al configurar tu app de autenticación.',
  recoveryEntryLabel: 'Código de recuperación',
  recoveryEntryHint: '24 letras y números. Los espacios y guiones no importan.',
  recoveryRefused:
    'Ese código de recuperación no funcionó. Revísalo o prueba con otro: cada uno sirve una sola vez.',
  recoveryAndLoginIdRefused:
    'No se pudo iniciar sesión. Revisa tu usuario y el código de recuperación, o prueba con otro código: cada uno sirve una sola vez.',
  useAuthenticator: 'Usar la app de autenticación',

  chooseTitle: 'Inicia sesión o crea una cuenta',
  chooseIntro: 'Sin contraseña: solo necesitas una app de autenticación en tu teléfono.',
  chooseSignIn: 'Ya la tengo configurada aquí',
  chooseSignUp: 'Es mi primera vez aquí',
  goOn: 'Continuar',
  back: 'Atrás',

  ownTitle: 'Tus apps de autenticación',
  ownIntro: 'Las apps que muestran los códigos con los que inicias sesión.',
  ownNone: 'Todavía no hay ninguna. Añade una para iniciar sesión con sus códigos.',
  ownUnnamed: 'App de autenticación',
  ownAddedOn: 'Añadida el {date}',
  ownLastUsedOn: 'Usada por última vez el {date}',
  ownNeverUsed: 'Sin usar todavía',
  ownRename: 'Cambiar nombre',
  ownReplace: 'Reemplazar',
  ownRemove: 'Eliminar',
  ownAdd: 'Añadir una app de autenticación',
  ownLimit: 'Tienes {count} y no puede haber más. Para añadir otra, elimina o reemplaza una.',
  ownCancel: 'Cancelar',

  ownRenameTitle: 'Ponle un nombre',
  ownRenameIntro: 'Un nombre, como el del teléfono en el que está, la distingue de las demás.',
  ownLabel: 'Nombre',
  ownLabelMissing: 'Escribe un nombre.',
  ownSave: 'Guardar',

  ownReplaceNote:
    '«{label}» funciona hasta que confirmes la nueva. Después sus códigos dejan de servir.',
  ownRemoveTitle: '¿Eliminar «{label}»?',
  ownRemoveText:
    'Sus códigos ya no servirán para iniciar sesión, y esto no se puede deshacer. Tus otras apps y tus códigos de recuperación se mantienen. Borra también su entrada en la app.',
  ownLastTitle: '«{label}» es tu única app de autenticación',
  ownLastText:
    'Sin ella no podrías iniciar sesión, así que no se puede eliminar. Reemplázala por otra: funciona hasta que confirmes la nueva.',

  ownCodesTitle: 'Códigos de recuperación',
  ownCodesText: 'Si pierdes el teléfono, cada uno te permite entrar una vez.',
  ownCodesLeft: 'Códigos que quedan: {count}',
  ownCodesFew: 'Quedan pocos. Crea otros antes de que te hagan falta.',
  ownRenew: 'Crear códigos nuevos',
  ownRenewTitle: '¿Crear códigos de recuperación nuevos?',
  ownRenewText:
    'Todos los códigos que guardaste dejan de servir al momento. Los nuevos se muestran una sola vez: ten preparado un lugar seguro para ellos.',

  ownSessionsTitle: 'Dónde tienes la sesión iniciada',
  ownSessionHere: 'Este navegador',
  ownSessionElsewhere: 'Otro navegador',
  ownSessionSince: 'Sesión iniciada el {date}',
  ownEndSession: 'Cerrar sesión',
  ownEndSessionTitle: '¿Cerrar la sesión de ese navegador?',
  ownEndSessionText: 'Quien lo use tendrá que iniciar sesión de nuevo con un código.',

  ownBrowsersTitle: 'Navegadores conocidos',
  ownBrowsersText:
    'Recordamos los navegadores con los que has iniciado sesión, para que nadie pueda dejarte fuera intentando adivinar tus códigos.',
  ownForget: 'Olvidar navegadores',
  ownForgetTitle: '¿Olvidar todos los navegadores?',
  ownForgetText:
    'Todos los navegadores, también este, serán nuevos para nosotros la próxima vez. No se cierra ninguna sesión.',

  ownWasAdded:
    'La nueva app de autenticación funciona. Ponle un nombre para distinguirla de las demás.',
  ownWasReplaced:
    'La nueva app de autenticación funciona y la anterior ya no sirve. Borra su entrada en la app.',
  ownWasRenamed: 'El nombre se ha guardado.',
  ownWasRemoved: 'La app de autenticación se ha eliminado.',
  ownWasRenewed: 'Tienes códigos de recuperación nuevos. Los anteriores ya no sirven.',
  ownSessionEnded: 'La sesión de ese navegador está cerrada.',
  ownBrowsersForgotten: 'Todos los navegadores se han olvidado.',
  ownGone: 'Eso ha cambiado mientras tanto. Así está ahora.',
};
