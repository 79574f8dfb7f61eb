import type { AllMessages } from './catalogue.ts';

export const messages: AllMessages = {
  tryAgain: 'Tekrar dene',
  tryAgainIn: '{duration} sonra tekrar deneyin',

  loginId: 'Kullanıcı adı',
  codeDigitsOnly: 'Kod yalnızca rakamlardan oluşur.',
  codeTooLong: 'Kod 6 hanelidir. Yalnızca ilk 6 rakam alındı.',
  codeStep: 'Uygulamadaki 6 haneli kodu girin',
  confirmSubmit: 'Doğrula',

  signInTitle: 'Giriş yapın',
  signInIntro: 'Kimlik doğrulama uygulamanızı açın ve gösterdiği kodu girin.',
  signInCode: 'Kimlik doğrulama uygulamanızdaki kod',
  signInSubmit: 'Giriş yap',
  useRecoveryCode: 'Telefonunuzu mu kaybettiniz? Kurtarma kodu kullanın',
  stepUpTitle: 'Kimliğinizi doğrulayın',

  signInRefused:
    'Giriş yapılamadı. Kullanıcı adınızı kontrol edin, bir sonraki kodu bekleyip tekrar deneyin.',
  signedInTitle: 'Giriş yaptınız',
  signedInText: 'Tekrar hoş geldiniz, {loginId}.',
  verifiedTitle: 'Doğrulandı',
  verifiedText: 'Kimliğiniz doğrulandı. Teşekkür ederiz.',
  failedTitle: 'İşlem tamamlanamadı',

  login_id_missing: 'Kullanıcı adı girin.',
  code_incomplete: 'Kodun 6 rakamının tamamını girin.',

  invalid_code: 'Kod kabul edilmedi. Bir sonraki kodu bekleyip tekrar deneyin.',
  too_many_attempts: 'Çok fazla deneme yapıldı. Biraz bekleyip tekrar deneyin.',
  internal: 'Bizden kaynaklanan bir sorun oluştu. Biraz bekleyip tekrar deneyin.',

  server_unreachable: 'Bağlantı yok. İnternet bağlantınızı kontrol edip tekrar deneyin.',

  misconfiguredTitle: 'Bu sayfa henüz hazır değil',
  forDevelopers: 'Bu sitenin geliştiricileri için',
  login_id_too_long: 'Kullanıcı adı çok uzun. Daha kısa bir ad girin.',
  login_id_refused:
    'Bu kullanıcı adı kullanılamıyor. Yalnızca bilinen harf, rakam ve işaretlerden oluşan bir ad deneyin.',
  recovery_code_incomplete: 'Kurtarma kodu 24 harf ve rakamdan oluşur. Tamamını girin.',
  invalid_request: 'Gönderilen bilgiler okunamadı. Girdiklerinizi kontrol edip tekrar deneyin.',
  clock_off:
    'Bu kod başka bir zamana ait. Telefonunuzda saatin otomatik ayarlanmasını açın, ardından bir sonraki kodu deneyin.',
  ticket_invalid:
    'Bu bağlantı daha önce kullanılmış ya da süresi dolmuş. Yeni bir bağlantı isteyin.',
  unauthenticated: 'Oturumunuz sona erdi. Giriş yapıp tekrar deneyin.',
  session_not_fresh: 'Güvenliğiniz için kimliğinizi doğrulayın, ardından tekrar deneyin.',
  sign_up_closed: 'Şu anda burada yeni hesap oluşturulamıyor.',
  login_id_taken:
    'Bu kullanıcı adı zaten kullanılıyor. Başka bir ad seçin ve kimlik doğrulama uygulamanıza yeni eklenen kaydı silin.',
  limit_reached: 'Eklenebilecek en yüksek sayıya ulaşıldı. Önce birini kaldırın.',
  enrollment_expired: 'Kurulumun süresi doldu. Yeniden başlayın.',
  enrollment_confirmed:
    'Kimlik doğrulama uygulamanız çalışıyor. Göstereceği bir sonraki kodla giriş yapın.',
  storage_unavailable: 'Şu anda hiçbir şey kaydedemiyoruz. Biraz bekleyip tekrar deneyin.',
  origin_not_allowed: 'Bu sayfa giriş hizmetine ulaşamıyor. Lütfen site sahibine bildirin.',
  server_timeout: 'İşlem çok uzun sürdü. İnternet bağlantınızı kontrol edip tekrar deneyin.',

  loginIdHint: 'Giriş yaparken kullanacağınız ad, örneğin e-posta adresiniz.',
  identifyTitle: 'Hesabınızı oluşturun',
  identifyIntro:
    'Şifre gerekmez: telefonunuzdaki bir kimlik doğrulama uygulamasıyla giriş yaparsınız.',
  identifySubmit: 'Devam et',
  setupTitle: 'Kimlik doğrulama uygulamanızı ayarlayın',
  setupPreparing: 'Anahtarınız hazırlanıyor…',
  setupIntro: '{loginId} hesabına giriş yapmak için gereken kodları bu uygulama gösterecek.',
  changeLoginId: 'Kullanıcı adını değiştir',
  scanStep: 'Kimlik doğrulama uygulamanızla tarayın',
  openStep: 'Kimlik doğrulama uygulamanıza ekleyin',
  cannotScan: 'Tarayamıyor musunuz? Anahtar girin',
  anotherDevice: 'Başka bir cihaz kullan',
  keyIntro:
    'Kimlik doğrulama uygulamanızda kurulum anahtarıyla hesap eklemeyi seçin ve şu anahtarı girin:',
  keyLabel: 'Anahtar',
  qrAlternative:
    'Kimlik doğrulama uygulamanız için QR kodu. Tarayamıyorsanız bunun yerine anahtarı girin.',
  qrFailed: 'QR kodu oluşturulamadı. Bunun yerine anahtarı girin.',
  openApp: 'Doğrulama uygulamasını aç',
  openAppMissed: 'Uygulama açılmadı mı? Bu anahtarı kimlik doğrulama uygulamanıza kopyalayın:',
  copyKey: 'Anahtarı kopyala',
  copied: 'Kopyalandı',
  clearClipboard:
    'Kimlik doğrulama uygulamanıza yapıştırın, ardından anahtar panoda kalmasın diye başka bir şey kopyalayın.',
  copyFailed: 'Kopyalanamadı. Anahtar seçili durumda: oradan kopyalayın.',
  expiredTitle: 'Kurulumun süresi doldu',
  expiredText:
    'Güvenliğiniz için kurulum bir süre sonra sona erer. Yeni bir QR kodu almak için yeniden başlayın. Uygulamanıza bu kurulumdan bir kayıt eklendiyse onu silin.',
  startAgain: 'Yeniden başla',
  setupDoneTitle: 'Her şey hazır',
  setupDoneText:
    'Bundan sonra {loginId} hesabına kimlik doğrulama uygulamanızdaki kodla giriş yapacaksınız.',
  setupWasDoneTitle: 'Kurulum zaten tamamlanmış',

  recoveryTitle: 'Bu kurtarma kodlarını saklayın',
  recoveryIntro:
    'Kimlik doğrulama uygulamanız çalışıyor. Telefonunuzu kaybederseniz bu kodlardan biriyle giriş yapabilirsiniz; her kod bir kez geçerlidir. Kodlar yalnızca şimdi gösteriliyor: telefonunuzdan ayrı, güvenli bir yerde saklayın.',
  recoveryList: 'Kurtarma kodları',
  recoveryCopy: 'Kopyala',
  recoveryCopied: 'Kopyalandı',
  recoveryCopyFailed: 'Kopyalanamadı. Kodlar seçili durumda: oradan kopyalayın.',
  recoveryDownload: 'İndir',
  recoveryPrint: 'Yazdır',
  recoverySaved: 'Kodları kaydettim',
  recoverySheet: '{loginId} için kurtarma kodları. Her kod bir kez geçerlidir.',
  recoveryEntryIntro:
    'Kimlik doğrulama uygulamanızı ayarlarken kaydettiğiniz kodlardan birini girin.',
  recoveryEntryLabel: 'Kurtarma kodu',
  recoveryEntryHint: '24 harf ve rakam. Boşluk ve tire kullanmanız fark etmez.',
  recoveryRefused:
    'Kurtarma kodu kabul edilmedi. Kodu kontrol edin ya da başka bir kod deneyin: her kod bir kez geçerlidir.',
  recoveryAndLoginIdRefused:
    'Giriş yapılamadı. Kullanıcı adınızı ve kurtarma kodunu kontrol edin ya da başka bir kod deneyin: her kod bir kez geçerlidir.',
  useAuthenticator: 'Kimlik doğrulama uygulamanızı kullanın',

  chooseTitle: 'Giriş yapın veya kaydolun',
  chooseIntro: 'Şifre gerekmez: telefonunuzdaki bir kimlik doğrulama uygulamasını kullanırsınız.',
  chooseSignIn: 'Zaten hesabım var',
  chooseSignUp: 'Burada yeniyim',
  goOn: 'Devam et',
  back: 'Geri',

  ownTitle: 'Kimlik doğrulama uygulamalarınız',
  ownIntro: 'Giriş yaptığınız kodları gösteren uygulamalar.',
  ownNone: 'Henüz yok. Kodlarıyla giriş yapmak için bir tane ekleyin.',
  ownUnnamed: 'Kimlik doğrulama uygulaması',
  ownAddedOn: 'Eklendi: {date}',
  ownLastUsedOn: 'Son kullanım: {date}',
  ownNeverUsed: 'Henüz kullanılmadı',
  ownRename: 'Yeniden adlandır',
  ownReplace: 'Değiştir',
  ownRemove: 'Kaldır',
  ownAdd: 'Uygulama ekle',
  ownLimit:
    '{count} uygulamanız var, daha fazlası eklenemez. Yenisini eklemek için birini kaldırın ya da değiştirin.',
  ownCancel: 'Vazgeç',

  ownRenameTitle: 'Bu uygulamaya ad verin',
  ownRenameIntro: 'Bulunduğu telefonun adı gibi bir ad, onu diğerlerinden ayırır.',
  ownLabel: 'Ad',
  ownLabelMissing: 'Bir ad girin.',
  ownSave: 'Kaydet',

  ownReplaceNote: 'Yenisini doğrulayana kadar “{label}” çalışır. Ardından kodları geçersiz olur.',
  ownRemoveTitle: '“{label}” kaldırılsın mı?',
  ownRemoveText:
    'Kodlarıyla artık giriş yapılamaz ve bu geri alınamaz. Diğer uygulamalarınız ve kurtarma kodlarınız kalır. Uygulamadaki kaydını da silin.',
  ownLastTitle: '“{label}” tek kimlik doğrulama uygulamanız',
  ownLastText:
    'Onsuz giriş yapamazsınız, bu yüzden kaldırılamaz. Yenisiyle değiştirin: yenisi doğrulanana kadar çalışır.',

  ownCodesTitle: 'Kurtarma kodları',
  ownCodesText: 'Telefonunuzu kaybederseniz her biriyle bir kez giriş yapabilirsiniz.',
  ownCodesLeft: 'Kalan kod: {count}',
  ownCodesFew: 'Az kaldı. Gerek duymadan önce yenilerini oluşturun.',
  ownRenew: 'Yeni kodlar oluştur',
  ownRenewTitle: 'Yeni kurtarma kodları oluşturulsun mu?',
  ownRenewText:
    'Sakladığınız tüm kodlar hemen geçersiz olur. Yeniler yalnızca bir kez gösterilir: onlar için güvenli bir yer hazırlayın.',

  ownSessionsTitle: 'Giriş yaptığınız yerler',
  ownSessionHere: 'Bu tarayıcı',
  ownSessionElsewhere: 'Başka bir tarayıcı',
  ownSessionSince: 'Giriş: {date}',
  ownEndSession: 'Çıkış yap',
  ownEndSessionTitle: 'Bu tarayıcıdan çıkış yapılsın mı?',
  ownEndSessionText: 'Onu kullanan kişinin yeniden kodla giriş yapması gerekir.',

  ownBrowsersTitle: 'Tanınan tarayıcılar',
  ownBrowsersText:
    'Giriş yaptığınız tarayıcıları hatırlarız; böylece kodlarınızı tahmin etmeye çalışanlar girişinizi engelleyemez.',
  ownForget: 'Tarayıcıları unut',
  ownForgetTitle: 'Tüm tarayıcılar unutulsun mu?',
  ownForgetText:
    'Bu dahil her tarayıcı, bir sonraki girişte bizim için yeni olur. Kimsenin oturumu kapanmaz.',

  ownWasAdded:
    'Yeni kimlik doğrulama uygulaması çalışıyor. Diğerlerinden ayırmak için ona bir ad verin.',
  ownWasReplaced:
    'Yeni kimlik doğrulama uygulaması çalışıyor, eskisi artık geçersiz. Uygulamadaki kaydını silin.',
  ownWasRenamed: 'Ad kaydedildi.',
  ownWasRemoved: 'Kimlik doğrulama uygulaması kaldırıldı.',
  ownWasRenewed: 'Yeni kurtarma kodlarınız var. Eskileri artık geçersiz.',
  ownSessionEnded: 'O tarayıcıdan çıkış yapıldı.',
  ownBrowsersForgotten: 'Tüm tarayıcılar unutuldu.',
  ownGone: 'Bu arada değişmiş. Şu anki durum bu.',
};
