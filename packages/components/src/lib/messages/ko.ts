import type { AllMessages } from './catalogue.ts';

export const messages: AllMessages = {
  tryAgain: '다시 시도',
  tryAgainIn: '{duration} 후 다시 시도',

  loginId: '아이디',
  codeDigitsOnly: '코드에는 숫자만 입력할 수 있어요.',
  codeTooLong: '코드는 6자리예요. 앞의 6자리만 남겼어요.',
  codeStep: '앱에 표시된 6자리 코드를 입력하세요',
  confirmSubmit: '확인',

  signInTitle: '로그인',
  signInIntro: '인증 앱을 열고 표시된 코드를 입력하세요.',
  signInCode: '인증 앱의 코드',
  signInSubmit: '로그인',
  useRecoveryCode: '휴대폰을 잃어버렸나요? 복구 코드 사용',
  stepUpTitle: '본인 확인',

  signInRefused: '로그인하지 못했어요. 아이디를 확인하고, 다음 코드가 나오면 다시 시도하세요.',
  signedInTitle: '로그인했어요',
  signedInText: '{loginId} 님, 다시 만나서 반가워요.',
  verifiedTitle: '확인했어요',
  verifiedText: '본인임을 확인했어요. 감사합니다.',
  failedTitle: '완료하지 못했어요',

  login_id_missing: '아이디를 입력하세요.',
  code_incomplete: '코드 6자리를 모두 입력하세요.',

  invalid_code: '코드를 확인하지 못했어요. 다음 코드가 나오면 다시 시도하세요.',
  too_many_attempts: '시도 횟수가 너무 많아요. 잠시 후 다시 시도하세요.',
  internal: '저희 쪽에 문제가 생겼어요. 잠시 후 다시 시도하세요.',

  server_unreachable: '연결되지 않았어요. 인터넷 연결을 확인하고 다시 시도하세요.',

  misconfiguredTitle: '아직 준비 중인 페이지예요',
  forDevelopers: '사이트 개발자를 위한 안내',
  login_id_too_long: '아이디가 너무 길어요. 더 짧은 아이디를 입력하세요.',
  login_id_refused:
    '사용할 수 없는 아이디예요. 일반적인 글자, 숫자, 기호로만 된 아이디를 입력하세요.',
  recovery_code_incomplete: '복구 코드는 영문자와 숫자 24자리예요. 모두 입력하세요.',
  invalid_request: '입력한 내용을 읽지 못했어요. 내용을 확인하고 다시 시도하세요.',
  clock_off: '코드의 시간이 맞지 않아요. 휴대폰 시간을 자동으로 설정한 뒤 다음 코드를 입력하세요.',
  ticket_invalid: '이미 사용했거나 만료된 링크예요. 새 링크를 요청하세요.',
  unauthenticated: '로그인이 풀렸어요. 로그인한 뒤 다시 시도하세요.',
  session_not_fresh: '안전을 위해 본인 확인을 한 뒤 다시 시도하세요.',
  sign_up_closed: '지금은 여기에서 새 계정을 만들 수 없어요.',
  login_id_taken:
    '이미 사용 중인 아이디예요. 다른 아이디를 고르고, 인증 앱에 새로 추가된 항목은 삭제하세요.',
  limit_reached: '더 추가할 수 없어요. 먼저 하나를 삭제하세요.',
  enrollment_expired: '설정 시간이 지났어요. 다시 시작하세요.',
  enrollment_confirmed: '인증 앱이 준비됐어요. 다음에 표시되는 코드로 로그인하세요.',
  storage_unavailable: '지금은 저장할 수 없어요. 잠시 후 다시 시도하세요.',
  origin_not_allowed:
    '이 페이지에서 로그인 서비스에 연결할 수 없어요. 사이트 운영자에게 알려 주세요.',
  server_timeout: '시간이 너무 오래 걸렸어요. 인터넷 연결을 확인하고 다시 시도하세요.',

  loginIdHint: '로그인할 때 쓸 이름(예: 이메일 주소)이에요.',
  identifyTitle: '계정 만들기',
  identifyIntro: '비밀번호는 필요 없어요. 휴대폰의 인증 앱으로 로그인해요.',
  identifySubmit: '계속',
  setupTitle: '인증 앱 설정',
  setupPreparing: '키를 준비하고 있어요…',
  setupIntro: '{loginId} 계정에 로그인할 때 쓸 코드가 이 앱에 표시돼요.',
  changeLoginId: '아이디 변경',
  scanStep: '인증 앱으로 스캔하세요',
  openStep: '인증 앱에 추가하세요',
  cannotScan: '스캔할 수 없나요? 키 입력하기',
  anotherDevice: '다른 기기 사용하기',
  keyIntro: '인증 앱에서 설정 키로 계정을 추가하는 방법을 선택하고, 다음 키를 입력하세요.',
  keyLabel: '키',
  qrAlternative: '인증 앱용 QR 코드. 스캔할 수 없으면 대신 키를 입력하세요.',
  qrFailed: 'QR 코드를 표시하지 못했어요. 대신 키를 입력하세요.',
  openApp: '인증 앱 열기',
  openAppMissed: '앱이 열리지 않았나요? 이 키를 복사해 인증 앱에 입력하세요.',
  copyKey: '키 복사',
  copied: '복사했어요',
  clearClipboard: '인증 앱에 붙여넣은 뒤, 키가 클립보드에 남지 않도록 다른 내용을 복사하세요.',
  copyFailed: '복사하지 못했어요. 키가 선택되어 있으니 직접 복사하세요.',
  expiredTitle: '설정 시간이 지났어요',
  expiredText:
    '안전을 위해 설정은 일정 시간이 지나면 종료돼요. 다시 시작하면 새 QR 코드를 받을 수 있어요. 이번에 앱에 추가한 항목이 있으면 삭제하세요.',
  startAgain: '다시 시작',
  setupDoneTitle: '설정을 마쳤어요',
  setupDoneText: '이제 인증 앱의 코드로 {loginId} 계정에 로그인하세요.',
  setupWasDoneTitle: '이미 설정되어 있어요',

  recoveryTitle: '복구 코드를 보관하세요',
  recoveryIntro:
    '인증 앱이 준비됐어요. 휴대폰을 잃어버리면 이 코드 중 하나로 로그인할 수 있어요. 코드마다 한 번씩만 쓸 수 있어요. 지금만 표시되니 휴대폰이 아닌 안전한 곳에 보관하세요.',
  recoveryList: '복구 코드',
  recoveryCopy: '복사',
  recoveryCopied: '복사됨',
  recoveryCopyFailed: '복사하지 못했어요. 코드가 선택되어 있으니 직접 복사하세요.',
  recoveryDownload: '다운로드',
  recoveryPrint: '인쇄',
  recoverySaved: '보관했어요',
  recoverySheet: '{loginId} 계정의 복구 코드. 코드마다 한 번씩만 쓸 수 있어요.',
  recoveryEntryIntro: '인증 앱을 설정할 때 보관해 둔 코드 중 하나를 입력하세요.',
  recoveryEntryLabel: '복구 코드',
  recoveryEntryHint: '영문자와 숫자 24자리예요. 띄어쓰기와 하이픈은 있어도 없어도 돼요.',
  recoveryRefused:
    '복구 코드를 확인하지 못했어요. 코드를 다시 확인하거나 다른 코드를 입력하세요. 코드마다 한 번씩만 쓸 수 있어요.',
  recoveryAndLoginIdRefused:
    '로그인하지 못했어요. 아이디와 복구 코드를 확인하거나 다른 코드를 입력하세요. 코드마다 한 번씩만 쓸 수 있어요.',
  useAuthenticator: '인증 앱 사용하기',

  chooseTitle: '로그인 또는 가입',
  chooseIntro: '비밀번호는 필요 없어요. 휴대폰의 인증 앱을 사용해요.',
  chooseSignIn: '이미 계정이 있어요',
  chooseSignUp: '처음이에요',
  goOn: '계속',
  back: '뒤로',

  ownTitle: '내 인증 앱',
  ownIntro: '로그인할 때 쓰는 코드를 보여주는 앱이에요.',
  ownNone: '아직 없어요. 추가하면 그 코드로 로그인할 수 있어요.',
  ownUnnamed: '인증 앱',
  ownAddedOn: '추가한 날: {date}',
  ownLastUsedOn: '마지막 사용: {date}',
  ownNeverUsed: '아직 사용하지 않음',
  ownRename: '이름 변경',
  ownReplace: '교체',
  ownRemove: '삭제',
  ownAdd: '인증 앱 추가',
  ownLimit:
    '인증 앱이 {count}개 있고, 더 추가할 수 없어요. 추가하려면 다른 앱을 삭제하거나 교체하세요.',
  ownCancel: '취소',

  ownRenameTitle: '인증 앱 이름 정하기',
  ownRenameIntro: '앱이 있는 휴대폰 이름처럼, 다른 앱과 구별되는 이름을 붙이세요.',
  ownLabel: '이름',
  ownLabelMissing: '이름을 입력하세요.',
  ownSave: '저장',

  ownReplaceNote:
    '새 앱을 확인할 때까지 ‘{label}’을(를) 쓸 수 있어요. 그다음에는 이 앱의 코드가 무효가 돼요.',
  ownRemoveTitle: '‘{label}’을(를) 삭제할까요?',
  ownRemoveText:
    '이 앱의 코드로는 더 이상 로그인할 수 없고, 되돌릴 수 없어요. 다른 앱과 복구 코드는 그대로예요. 앱에 있는 항목도 삭제하세요.',
  ownLastTitle: '‘{label}’은(는) 하나뿐인 인증 앱이에요',
  ownLastText:
    '이 앱이 없으면 로그인할 수 없어서 삭제할 수 없어요. 새 앱으로 교체하세요. 새 앱을 확인할 때까지 계속 쓸 수 있어요.',

  ownCodesTitle: '복구 코드',
  ownCodesText: '휴대폰을 잃어버리면 코드마다 한 번씩 로그인할 수 있어요.',
  ownCodesLeft: '남은 코드: {count}',
  ownCodesFew: '얼마 남지 않았어요. 필요해지기 전에 새로 만드세요.',
  ownRenew: '새 코드 만들기',
  ownRenewTitle: '새 복구 코드를 만들까요?',
  ownRenewText:
    '보관해 둔 코드는 모두 바로 쓸 수 없게 돼요. 새 코드는 한 번만 표시되니 안전하게 보관할 곳을 준비하세요.',

  ownSessionsTitle: '로그인된 곳',
  ownSessionHere: '이 브라우저',
  ownSessionElsewhere: '다른 브라우저',
  ownSessionSince: '로그인한 때: {date}',
  ownEndSession: '로그아웃',
  ownEndSessionTitle: '이 브라우저를 로그아웃할까요?',
  ownEndSessionText: '사용하는 사람은 코드로 다시 로그인해야 해요.',

  ownBrowsersTitle: '알고 있는 브라우저',
  ownBrowsersText:
    '로그인한 적이 있는 브라우저를 기억해요. 다른 사람이 코드를 추측하더라도 로그인이 막히지 않게 하기 위해서예요.',
  ownForget: '브라우저 잊기',
  ownForgetTitle: '모든 브라우저를 잊을까요?',
  ownForgetText:
    '이 브라우저를 포함한 모든 브라우저가 다음 로그인 때 새 브라우저로 여겨져요. 로그아웃되지는 않아요.',

  ownWasAdded: '새 인증 앱이 준비됐어요. 다른 앱과 구별되도록 이름을 붙이세요.',
  ownWasReplaced:
    '새 인증 앱이 준비됐고, 이전 앱은 더 이상 쓸 수 없어요. 앱에서 이전 항목을 삭제하세요.',
  ownWasRenamed: '이름을 저장했어요.',
  ownWasRemoved: '인증 앱을 삭제했어요.',
  ownWasRenewed: '새 복구 코드가 생겼어요. 이전 코드는 더 이상 쓸 수 없어요.',
  ownSessionEnded: '그 브라우저를 로그아웃했어요.',
  ownBrowsersForgotten: '모든 브라우저를 잊었어요.',
  ownGone: '그사이에 바뀌었어요. 지금은 이렇습니다.',
};
