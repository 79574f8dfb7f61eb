/** What the page itself says, in the languages that the elements have. */
const words = {
  en: { title: 'Your authenticator app', back: 'Back to {site}' },
  ar: { title: 'تطبيق المصادقة الخاص بك', back: 'العودة إلى {site}', direction: 'rtl' },
  de: { title: 'Deine Authenticator-App', back: 'Zurück zu {site}' },
  es: { title: 'Tu aplicación de autenticación', back: 'Volver a {site}' },
  fr: { title: 'Votre application d’authentification', back: 'Retour à {site}' },
  he: { title: 'אפליקציית האימות שלך', back: 'חזרה אל {site}', direction: 'rtl' },
  it: { title: 'La tua app di autenticazione', back: 'Torna a {site}' },
  ja: { title: '認証アプリ', back: '{site} に戻る' },
  ko: { title: '내 인증 앱', back: '{site}(으)로 돌아가기' },
  nl: { title: 'Je authenticator-app', back: 'Terug naar {site}' },
  pl: { title: 'Twoja aplikacja uwierzytelniająca', back: 'Wróć do {site}' },
  pt: { title: 'Seu app autenticador', back: 'Voltar para {site}' },
  tr: { title: 'Kimlik doğrulama uygulamanız', back: '{site} sitesine dön' },
  zh: { title: '你的身份验证器应用', back: '返回 {site}' },
};

/** Hebrew by its old name, which some systems still say. */
const oldNames = { iw: 'he' };

/** The first of a browser's languages that there is; English where there is none. */
export function chooseLanguage(tags) {
  const names = tags.map((tag) => tag.toLowerCase().split('-')[0]);
  return (
    names.map((name) => oldNames[name] ?? name).find((name) => Object.hasOwn(words, name)) ?? 'en'
  );
}

export function wordsIn(language) {
  return words[language];
}
