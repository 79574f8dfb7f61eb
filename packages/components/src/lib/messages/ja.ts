import type { AllMessages } from './catalogue.ts';

export const messages: AllMessages = {
  tryAgain: '再試行',
  tryAgainIn: '{duration}後に再試行できます',

  loginId: 'ログインID',
  codeDigitsOnly: 'コードは数字のみです。',
  codeTooLong: 'コードは6桁です。最初の6桁だけを残しました。',
  codeStep: 'アプリに表示された6桁のコードを入力',
  confirmSubmit: '確認',

  signInTitle: 'ログイン',
  signInIntro: '認証アプリを開き、表示されているコードを入力してください。',
  signInCode: '認証アプリのコード',
  signInSubmit: 'ログイン',
  useRecoveryCode: 'スマホ紛失時はリカバリーコードを使用',
  stepUpTitle: 'ご本人確認',

  signInRefused:
    'ログインできませんでした。ログインIDを確認し、次のコードが表示されたらもう一度お試しください。',
  signedInTitle: 'ログインしました',
  signedInText: 'おかえりなさい、{loginId} さん。',
  verifiedTitle: '確認できました',
  verifiedText: 'ご本人であることを確認しました。ありがとうございます。',
  failedTitle: 'うまくいきませんでした',

  login_id_missing: 'ログインIDを入力してください。',
  code_incomplete: '6桁のコードをすべて入力してください。',

  invalid_code: 'コードを確認できませんでした。次のコードが表示されたら、もう一度お試しください。',
  too_many_attempts: '試行回数が多すぎます。しばらく待ってから、もう一度お試しください。',
  internal: 'こちら側で問題が発生しました。しばらく待ってから、もう一度お試しください。',

  server_unreachable: '接続できません。インターネット接続を確認して、もう一度お試しください。',

  misconfiguredTitle: 'このページはまだ準備中です',
  forDevelopers: 'このサイトの開発者の方へ',
  login_id_too_long: 'ログインIDが長すぎます。もっと短いものを入力してください。',
  login_id_refused:
    'このログインIDは使用できません。一般的な文字、数字、記号だけのものをお試しください。',
  recovery_code_incomplete: 'リカバリーコードは英数字24文字です。すべて入力してください。',
  invalid_request: '入力内容を読み取れませんでした。内容を確認して、もう一度お試しください。',
  clock_off:
    'コードの時刻が合っていません。スマートフォンの時刻を自動設定にしてから、次のコードをお試しください。',
  ticket_invalid:
    'このリンクは使用済みか、有効期限が切れています。新しいリンクを依頼してください。',
  unauthenticated: 'ログアウトされました。ログインし直してから、もう一度お試しください。',
  session_not_fresh: '安全のため、ご本人確認をしてから、もう一度お試しください。',
  sign_up_closed: '現在、ここでは新しいアカウントを作成できません。',
  login_id_taken:
    'このログインIDはすでに使われています。別のログインIDを選び、認証アプリに新しく追加された項目を削除してください。',
  limit_reached: '登録できる数の上限に達しています。先にどれか1つを削除してください。',
  enrollment_expired: '設定の有効期限が切れました。最初からやり直してください。',
  enrollment_confirmed:
    '認証アプリは使えるようになっています。次に表示されるコードでログインしてください。',
  storage_unavailable: '現在、保存ができない状態です。しばらく待ってから、もう一度お試しください。',
  origin_not_allowed:
    'このページからログインサービスに接続できません。サイトの管理者にお知らせください。',
  server_timeout:
    '応答に時間がかかりすぎました。インターネット接続を確認して、もう一度お試しください。',

  loginIdHint: 'ログインに使う名前です（メールアドレスなど）。',
  identifyTitle: 'アカウントを作成',
  identifyIntro: 'パスワードは不要です。スマートフォンの認証アプリを使ってログインします。',
  identifySubmit: '次へ',
  setupTitle: '認証アプリを設定',
  setupPreparing: 'キーを準備しています…',
  setupIntro: '{loginId} でのログインに使うコードが、このアプリに表示されるようになります。',
  changeLoginId: 'ログインIDを変更',
  scanStep: '認証アプリでスキャン',
  openStep: '認証アプリに追加',
  cannotScan: 'スキャンできない場合はキーを入力',
  anotherDevice: '別のデバイスを使う',
  keyIntro:
    '認証アプリのアカウント追加で「セットアップキー」を使う方法を選び、次のキーを入力してください。',
  keyLabel: 'キー',
  qrAlternative: '認証アプリ用のQRコード。スキャンできない場合は、代わりにキーを入力してください。',
  qrFailed: 'QRコードを表示できませんでした。代わりにキーを入力してください。',
  openApp: '認証アプリを開く',
  openAppMissed: 'アプリが開かない場合は、このキーを認証アプリにコピーしてください。',
  copyKey: 'キーをコピー',
  copied: 'コピーしました',
  clearClipboard:
    '認証アプリに貼り付けたあと、キーがクリップボードに残らないよう、別のものをコピーしてください。',
  copyFailed: 'コピーできませんでした。キーが選択されているので、そこからコピーしてください。',
  expiredTitle: '設定の有効期限が切れました',
  expiredText:
    '安全のため、設定は一定時間で終了します。最初からやり直すと、新しいQRコードが表示されます。今回の項目がすでにアプリに追加されている場合は、削除してください。',
  startAgain: '最初からやり直す',
  setupDoneTitle: '設定が完了しました',
  setupDoneText: '今後は、認証アプリのコードを使って {loginId} でログインできます。',
  setupWasDoneTitle: 'すでに設定済みです',

  recoveryTitle: 'リカバリーコードを保管してください',
  recoveryIntro:
    '認証アプリが使えるようになりました。スマートフォンをなくしても、次のコードのどれか1つでログインできます。各コードは1回だけ使えます。表示されるのは今だけなので、スマートフォン以外の安全な場所に保管してください。',
  recoveryList: 'リカバリーコード',
  recoveryCopy: 'コピー',
  recoveryCopied: 'コピー済み',
  recoveryCopyFailed:
    'コピーできませんでした。コードが選択されているので、そこからコピーしてください。',
  recoveryDownload: '保存',
  recoveryPrint: '印刷',
  recoverySaved: '保管しました',
  recoverySheet: '{loginId} のリカバリーコード。各コードは1回だけ使えます。',
  recoveryEntryIntro: '認証アプリを設定したときに保管したコードを1つ入力してください。',
  recoveryEntryLabel: 'リカバリーコード',
  recoveryEntryHint: '英数字24文字です。スペースやハイフンの有無は問いません。',
  recoveryRefused:
    'リカバリーコードを確認できませんでした。入力内容を確認するか、別のコードをお試しください。各コードは1回だけ使えます。',
  recoveryAndLoginIdRefused:
    'ログインできませんでした。ログインIDとリカバリーコードを確認するか、別のコードをお試しください。各コードは1回だけ使えます。',
  useAuthenticator: '認証アプリを使う',

  chooseTitle: 'ログインまたは新規登録',
  chooseIntro: 'パスワードは不要です。スマートフォンの認証アプリを使います。',
  chooseSignIn: '登録済みの方',
  chooseSignUp: 'はじめての方',
  goOn: '次へ',
  back: '戻る',

  ownTitle: '認証アプリ',
  ownIntro: 'ログインに使うコードを表示するアプリです。',
  ownNone: 'まだありません。追加すると、そのコードでログインできます。',
  ownUnnamed: '認証アプリ',
  ownAddedOn: '追加日：{date}',
  ownLastUsedOn: '最終使用日：{date}',
  ownNeverUsed: 'まだ使われていません',
  ownRename: '名前を変更',
  ownReplace: '置き換え',
  ownRemove: '削除',
  ownAdd: '認証アプリを追加',
  ownLimit:
    '{count}個あり、これ以上は追加できません。追加するには、どれかを削除するか置き換えてください。',
  ownCancel: 'キャンセル',

  ownRenameTitle: '認証アプリの名前',
  ownRenameIntro: '使っているスマートフォンの名前などを付けると、ほかと見分けられます。',
  ownLabel: '名前',
  ownLabelMissing: '名前を入力してください。',
  ownSave: '保存',

  ownReplaceNote:
    '「{label}」は、新しいアプリを確認するまで使えます。その後、コードは無効になります。',
  ownRemoveTitle: '「{label}」を削除しますか？',
  ownRemoveText:
    'このアプリのコードではログインできなくなります。この操作は元に戻せません。ほかのアプリとリカバリーコードはそのまま使えます。アプリ内の項目も削除してください。',
  ownLastTitle: '「{label}」は唯一の認証アプリです',
  ownLastText:
    'これがないとログインできなくなるため、削除できません。新しいものに置き換えてください。新しいアプリを確認するまで使えます。',

  ownCodesTitle: 'リカバリーコード',
  ownCodesText: 'スマートフォンをなくしたとき、1つにつき1回ログインできます。',
  ownCodesLeft: '残りのコード：{count}',
  ownCodesFew: '残りが少なくなっています。必要になる前に新しく作成してください。',
  ownRenew: '新しいコードを作成',
  ownRenewTitle: '新しいリカバリーコードを作成しますか？',
  ownRenewText:
    '保管しているコードはすべて、すぐに使えなくなります。新しいコードが表示されるのは一度だけなので、安全な保管場所を用意してください。',

  ownSessionsTitle: 'ログイン中のブラウザ',
  ownSessionHere: 'このブラウザ',
  ownSessionElsewhere: '別のブラウザ',
  ownSessionSince: 'ログイン日時：{date}',
  ownEndSession: 'ログアウト',
  ownEndSessionTitle: 'このブラウザをログアウトしますか？',
  ownEndSessionText: '使っている人は、コードでログインし直す必要があります。',

  ownBrowsersTitle: '登録済みのブラウザ',
  ownBrowsersText:
    'ログインしたことのあるブラウザを記憶しています。これにより、他人がコードを推測しても、あなたのログインは妨げられません。',
  ownForget: 'ブラウザの記憶を消去',
  ownForgetTitle: 'すべてのブラウザの記憶を消去しますか？',
  ownForgetText:
    'このブラウザを含むすべてのブラウザが、次のログインでは新しいものとして扱われます。ログアウトはされません。',

  ownWasAdded: '新しい認証アプリが使えるようになりました。名前を付けると、ほかと見分けられます。',
  ownWasReplaced:
    '新しい認証アプリが使えるようになり、古いものは無効になりました。アプリ内の古い項目を削除してください。',
  ownWasRenamed: '名前を保存しました。',
  ownWasRemoved: '認証アプリを削除しました。',
  ownWasRenewed: '新しいリカバリーコードを作成しました。古いコードは使えません。',
  ownSessionEnded: 'そのブラウザをログアウトしました。',
  ownBrowsersForgotten: 'すべてのブラウザの記憶を消去しました。',
  ownGone: 'その間に内容が変わりました。現在の状態はこのとおりです。',
};
