import type { AllMessages } from './catalogue.ts';

export const messages: AllMessages = {
  tryAgain: 'Tentar de novo',
  tryAgainIn: 'Tentar de novo em {duration}',

  loginId: 'Usuário',
  codeDigitsOnly: 'O código só tem números.',
  codeTooLong: 'O código tem 6 dígitos. Só os 6 primeiros foram mantidos.',
  codeStep: 'Digite o código de 6 dígitos do app',
  confirmSubmit: 'Confirmar',

  signInTitle: 'Entrar',
  signInIntro: 'Abra seu app autenticador e digite o código que aparece.',
  signInCode: 'Código do seu app autenticador',
  signInSubmit: 'Entrar',
  useRecoveryCode: 'Perdeu o celular? Use um código de recuperação',
  stepUpTitle: 'Confirme que é você',

  signInRefused: 'Não deu certo. Confira seu usuário, espere o próximo código e tente de novo.',
  signedInTitle: 'Você entrou',
  signedInText: 'Que bom ver você de novo, {loginId}.',
  verifiedTitle: 'Confirmado',
  verifiedText: 'Obrigado, está tudo certo.',
  failedTitle: 'Não deu certo',

  login_id_missing: 'Digite seu usuário.',
  code_incomplete: 'Digite os 6 dígitos do código.',

  invalid_code: 'Esse código não funcionou. Espere o próximo e tente de novo.',
  too_many_attempts: 'Muitas tentativas. Espere um pouco e tente de novo.',
  internal: 'Algo deu errado do nosso lado. Espere um momento e tente de novo.',

  server_unreachable: 'Sem conexão. Verifique sua internet e tente de novo.',

  misconfiguredTitle: 'Esta página ainda não está pronta',
  forDevelopers: 'Para quem desenvolve este site',
  login_id_too_long: 'É longo demais. Digite um usuário mais curto.',
  login_id_refused: 'Esse usuário não é aceito. Tente um com letras, números e sinais simples.',
  recovery_code_incomplete:
    'Um código de recuperação tem 24 letras e números. Digite o código inteiro.',
  invalid_request:
    'Não foi possível ler parte dos dados. Confira o que você digitou e tente de novo.',
  clock_off:
    'Esse código é de outro horário. Ative a hora automática no celular e use o próximo código.',
  ticket_invalid: 'Este link já foi usado ou é antigo demais. Peça um novo.',
  unauthenticated: 'Sua sessão terminou. Entre na sua conta e tente de novo.',
  session_not_fresh: 'Para sua segurança, confirme que é você e tente de novo.',
  sign_up_closed: 'No momento, não é possível criar contas novas aqui.',
  login_id_taken:
    'Esse usuário já está em uso. Escolha outro e exclua a entrada nova do seu app autenticador.',
  limit_reached: 'Não é possível adicionar mais. Primeiro, remova um item.',
  enrollment_expired: 'Esta configuração expirou. Comece de novo.',
  enrollment_confirmed:
    'Seu app autenticador está funcionando. Entre com o próximo código que aparecer.',
  storage_unavailable: 'Não conseguimos salvar nada agora. Espere um momento e tente de novo.',
  origin_not_allowed:
    'Esta página não consegue acessar o serviço de login. Avise o responsável pelo site.',
  server_timeout: 'Demorou demais. Verifique sua internet e tente de novo.',

  loginIdHint: 'O nome que você vai usar para entrar, como seu e-mail.',
  identifyTitle: 'Crie sua conta',
  identifyIntro: 'Sem senha: você vai entrar com um app autenticador no celular.',
  identifySubmit: 'Continuar',
  setupTitle: 'Configure seu app autenticador',
  setupPreparing: 'Preparando sua chave…',
  setupIntro: 'Ele vai mostrar os códigos para entrar como {loginId}.',
  changeLoginId: 'Alterar usuário',
  scanStep: 'Escaneie com seu app autenticador',
  openStep: 'Adicione a conta ao seu app autenticador',
  cannotScan: 'Não consegue escanear? Digite uma chave',
  anotherDevice: 'Usar outro dispositivo',
  keyIntro:
    'No seu app autenticador, adicione uma conta com uma chave de configuração e digite esta:',
  keyLabel: 'Chave',
  qrAlternative: 'QR code para seu app autenticador. Se não conseguir escanear, digite a chave.',
  qrFailed: 'Não foi possível mostrar o QR code. Digite a chave no lugar dele.',
  openApp: 'Abrir app autenticador',
  openAppMissed: 'Nenhum app abriu? Copie esta chave para seu app autenticador:',
  copyKey: 'Copiar chave',
  copied: 'Copiada',
  clearClipboard:
    'Cole no seu app autenticador e depois copie outra coisa para substituir a chave.',
  copyFailed: 'Não foi possível copiar. A chave está selecionada: copie manualmente.',
  expiredTitle: 'Esta configuração expirou',
  expiredText:
    'Para sua segurança, cada configuração expira depois de um tempo. Comece de novo para receber outro QR code. Se seu app já tiver uma entrada desta configuração, exclua essa entrada.',
  startAgain: 'Começar de novo',
  setupDoneTitle: 'Tudo pronto',
  setupDoneText: 'A partir de agora, entre como {loginId} com seu app autenticador.',
  setupWasDoneTitle: 'Já estava tudo pronto',

  recoveryTitle: 'Guarde estes códigos de recuperação',
  recoveryIntro:
    'Seu app autenticador está funcionando. Se um dia você perder o celular, poderá entrar com um destes códigos; cada um vale uma única vez. Eles só aparecem agora: guarde-os em um lugar seguro, fora do celular.',
  recoveryList: 'Códigos de recuperação',
  recoveryCopy: 'Copiar',
  recoveryCopied: 'Copiado',
  recoveryCopyFailed: 'Não foi possível copiar. Os códigos estão selecionados: copie manualmente.',
  recoveryDownload: 'Baixar',
  recoveryPrint: 'Imprimir',
  recoverySaved: 'Já guardei os códigos',
  recoverySheet: 'Códigos de recuperação para {loginId}. Cada um vale uma única vez.',
  recoveryEntryIntro: 'Digite um dos códigos que você guardou ao configurar seu app autenticador.',
  recoveryEntryLabel: 'Código de recuperação',
  recoveryEntryHint: '24 letras e números. Espaços e hifens não fazem diferença.',
  recoveryRefused:
    'Esse código de recuperação não funcionou. Confira ou tente outro: cada um vale uma única vez.',
  recoveryAndLoginIdRefused:
    'Não deu certo. Confira seu usuário e o código de recuperação ou tente outro código: cada um vale uma única vez.',
  useAuthenticator: 'Usar o app autenticador',

  chooseTitle: 'Entre ou crie uma conta',
  chooseIntro: 'Sem senha: você só precisa de um app autenticador no celular.',
  chooseSignIn: 'Já configurei o app aqui',
  chooseSignUp: 'É minha primeira vez aqui',
  goOn: 'Continuar',
  back: 'Voltar',

  ownTitle: 'Seus apps autenticadores',
  ownIntro: 'Os apps que mostram os códigos para você entrar.',
  ownNone: 'Ainda não há nenhum. Adicione um para entrar com os códigos dele.',
  ownUnnamed: 'App autenticador',
  ownAddedOn: 'Adicionado em {date}',
  ownLastUsedOn: 'Usado pela última vez em {date}',
  ownNeverUsed: 'Ainda não usado',
  ownRename: 'Renomear',
  ownReplace: 'Substituir',
  ownRemove: 'Remover',
  ownAdd: 'Adicionar um app autenticador',
  ownLimit:
    'Você tem {count}, e não pode haver mais. Para adicionar outro, remova ou substitua um deles.',
  ownCancel: 'Cancelar',

  ownRenameTitle: 'Dê um nome a este app',
  ownRenameIntro: 'Um nome, como o do celular em que ele está, o diferencia dos outros.',
  ownLabel: 'Nome',
  ownLabelMissing: 'Digite um nome.',
  ownSave: 'Salvar',

  ownReplaceNote:
    '“{label}” funciona até você confirmar o novo. Depois disso, os códigos dele deixam de valer.',
  ownRemoveTitle: 'Remover “{label}”?',
  ownRemoveText:
    'Os códigos dele não vão mais funcionar para entrar, e isso não pode ser desfeito. Seus outros apps e códigos de recuperação continuam valendo. Exclua também a entrada no app.',
  ownLastTitle: '“{label}” é seu único app autenticador',
  ownLastText:
    'Sem ele você não conseguiria entrar, por isso não é possível removê-lo. Substitua-o por um novo: ele funciona até o novo ser confirmado.',

  ownCodesTitle: 'Códigos de recuperação',
  ownCodesText: 'Se você perder o celular, cada um permite entrar uma vez.',
  ownCodesLeft: 'Códigos restantes: {count}',
  ownCodesFew: 'Restam poucos. Crie outros antes de precisar deles.',
  ownRenew: 'Criar novos códigos',
  ownRenewTitle: 'Criar novos códigos de recuperação?',
  ownRenewText:
    'Todos os códigos que você guardou deixam de valer na hora. Os novos só aparecem uma vez: tenha um lugar seguro para eles.',

  ownSessionsTitle: 'Onde você está conectado',
  ownSessionHere: 'Este navegador',
  ownSessionElsewhere: 'Outro navegador',
  ownSessionSince: 'Conectado em {date}',
  ownEndSession: 'Desconectar',
  ownEndSessionTitle: 'Desconectar este navegador?',
  ownEndSessionText: 'Quem o usa terá de entrar de novo, com um código.',

  ownBrowsersTitle: 'Navegadores conhecidos',
  ownBrowsersText:
    'Lembramos os navegadores em que você já entrou, para que ninguém bloqueie seu acesso tentando adivinhar seus códigos.',
  ownForget: 'Esquecer navegadores',
  ownForgetTitle: 'Esquecer todos os navegadores?',
  ownForgetText:
    'Todo navegador, inclusive este, será novo para nós no próximo acesso. Ninguém é desconectado.',

  ownWasAdded:
    'O novo app autenticador está funcionando. Dê um nome a ele para diferenciá-lo dos outros.',
  ownWasReplaced:
    'O novo app autenticador está funcionando, e o antigo não vale mais. Exclua a entrada dele no app.',
  ownWasRenamed: 'O nome foi salvo.',
  ownWasRemoved: 'O app autenticador foi removido.',
  ownWasRenewed: 'Você tem novos códigos de recuperação. Os antigos não valem mais.',
  ownSessionEnded: 'Esse navegador foi desconectado.',
  ownBrowsersForgotten: 'Todos os navegadores foram esquecidos.',
  ownGone: 'Isso mudou nesse meio-tempo. Agora está assim.',
};
