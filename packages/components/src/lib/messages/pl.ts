import type { AllMessages } from './catalogue.ts';

export const messages: AllMessages = {
  tryAgain: 'Spróbuj ponownie',
  tryAgainIn: 'Spróbuj ponownie za: {duration}',

  loginId: 'Login',
  codeDigitsOnly: 'Kod składa się z samych cyfr.',
  codeTooLong: 'Kod ma 6 cyfr. Zachowano tylko pierwsze 6.',
  codeStep: 'Wpisz 6-cyfrowy kod z aplikacji',
  confirmSubmit: 'Potwierdź',

  signInTitle: 'Logowanie',
  signInIntro: 'Otwórz aplikację uwierzytelniającą i wpisz wyświetlany kod.',
  signInCode: 'Kod z aplikacji uwierzytelniającej',
  signInSubmit: 'Zaloguj się',
  useRecoveryCode: 'Zgubiony telefon? Użyj kodu zapasowego',
  stepUpTitle: 'Potwierdź, że to Ty',

  signInRefused:
    'Nie udało się zalogować. Sprawdź login, poczekaj na następny kod i spróbuj ponownie.',
  signedInTitle: 'Zalogowano',
  signedInText: 'Witaj ponownie, {loginId}.',
  verifiedTitle: 'Potwierdzono',
  verifiedText: 'Dziękujemy, wszystko się zgadza.',
  failedTitle: 'Nie udało się',

  login_id_missing: 'Wpisz login.',
  code_incomplete: 'Wpisz wszystkie 6 cyfr kodu.',

  invalid_code: 'Ten kod nie zadziałał. Poczekaj na następny i spróbuj ponownie.',
  too_many_attempts: 'Zbyt wiele prób. Poczekaj chwilę i spróbuj ponownie.',
  internal: 'Coś poszło nie tak po naszej stronie. Poczekaj chwilę i spróbuj ponownie.',

  server_unreachable: 'Brak połączenia. Sprawdź połączenie z internetem i spróbuj ponownie.',

  misconfiguredTitle: 'Ta strona nie jest jeszcze gotowa',
  forDevelopers: 'Dla twórców tej strony',
  login_id_too_long: 'Ten login jest za długi. Wpisz krótszy.',
  login_id_refused:
    'Nie można użyć tego loginu. Wybierz inny, złożony ze zwykłych liter, cyfr i znaków.',
  recovery_code_incomplete: 'Kod zapasowy składa się z 24 liter i cyfr. Wpisz go w całości.',
  invalid_request:
    'Nie udało się odczytać części danych. Sprawdź, czy wszystko jest dobrze wpisane, i spróbuj ponownie.',
  clock_off:
    'Ten kod dotyczy innej godziny. Włącz w telefonie automatyczne ustawianie czasu, a potem wpisz następny kod.',
  ticket_invalid: 'Ten link został już użyty lub jest za stary. Poproś o nowy.',
  unauthenticated: 'Sesja wygasła. Zaloguj się i spróbuj ponownie.',
  session_not_fresh: 'Dla bezpieczeństwa potwierdź, że to Ty, i spróbuj ponownie.',
  sign_up_closed: 'Obecnie nie można tu zakładać nowych kont.',
  login_id_taken:
    'Ten login jest już zajęty. Wybierz inny i usuń nowy wpis z aplikacji uwierzytelniającej.',
  limit_reached: 'Nie można dodać więcej pozycji. Najpierw usuń jedną z nich.',
  enrollment_expired: 'Czas na konfigurację minął. Zacznij od nowa.',
  enrollment_confirmed:
    'Aplikacja uwierzytelniająca działa. Zaloguj się następnym kodem, który się w niej pojawi.',
  storage_unavailable: 'Nie możemy teraz niczego zapisać. Poczekaj chwilę i spróbuj ponownie.',
  origin_not_allowed:
    'Ta strona nie może połączyć się z usługą logowania. Powiadom właściciela strony.',
  server_timeout: 'Trwało to zbyt długo. Sprawdź połączenie z internetem i spróbuj ponownie.',

  loginIdHint: 'Nazwa, której użyjesz do logowania, na przykład adres e-mail.',
  identifyTitle: 'Załóż konto',
  identifyIntro:
    'Hasło nie jest potrzebne: do logowania posłuży aplikacja uwierzytelniająca w telefonie.',
  identifySubmit: 'Dalej',
  setupTitle: 'Skonfiguruj aplikację uwierzytelniającą',
  setupPreparing: 'Przygotowujemy klucz…',
  setupIntro: 'Będą w niej widoczne kody do logowania na konto {loginId}.',
  changeLoginId: 'Zmień login',
  scanStep: 'Zeskanuj kod QR w aplikacji uwierzytelniającej',
  openStep: 'Dodaj konto do aplikacji uwierzytelniającej',
  cannotScan: 'Nie możesz zeskanować? Wpisz klucz',
  anotherDevice: 'Użyj innego urządzenia',
  keyIntro:
    'W aplikacji uwierzytelniającej dodaj konto za pomocą klucza konfiguracji. Wpisz ten klucz:',
  keyLabel: 'Klucz',
  qrAlternative:
    'Kod QR dla aplikacji uwierzytelniającej. Jeśli nie możesz go zeskanować, wpisz klucz.',
  qrFailed: 'Nie udało się wyświetlić kodu QR. Zamiast tego wpisz klucz.',
  openApp: 'Otwórz aplikację',
  openAppMissed:
    'Nie otworzyła się żadna aplikacja? Skopiuj ten klucz do aplikacji uwierzytelniającej:',
  copyKey: 'Kopiuj klucz',
  copied: 'Skopiowano',
  clearClipboard:
    'Wklej klucz w aplikacji uwierzytelniającej, a potem skopiuj coś innego, aby nie pozostał w schowku.',
  copyFailed: 'Nie udało się skopiować. Klucz jest zaznaczony, więc możesz skopiować go ręcznie.',
  expiredTitle: 'Czas na konfigurację minął',
  expiredText:
    'Dla bezpieczeństwa czas na konfigurację jest ograniczony. Zacznij od nowa, aby otrzymać nowy kod QR. Jeśli w aplikacji jest już wpis z tej próby, usuń go.',
  startAgain: 'Zacznij od nowa',
  setupDoneTitle: 'Wszystko gotowe',
  setupDoneText: 'Od teraz na konto {loginId} logujesz się za pomocą aplikacji uwierzytelniającej.',
  setupWasDoneTitle: 'Konfiguracja jest już gotowa',

  recoveryTitle: 'Zachowaj te kody zapasowe',
  recoveryIntro:
    'Aplikacja uwierzytelniająca działa. Jeśli kiedyś zgubisz telefon, zalogujesz się jednym z tych kodów. Każdy działa tylko raz. Więcej ich nie pokażemy: zachowaj je w bezpiecznym miejscu, ale nie w telefonie.',
  recoveryList: 'Kody zapasowe',
  recoveryCopy: 'Kopiuj',
  recoveryCopied: 'Gotowe',
  recoveryCopyFailed:
    'Nie udało się skopiować. Kody są zaznaczone, więc możesz skopiować je ręcznie.',
  recoveryDownload: 'Pobierz',
  recoveryPrint: 'Drukuj',
  recoverySaved: 'Mam je zapisane',
  recoverySheet: 'Kody zapasowe dla {loginId}. Każdy działa tylko raz.',
  recoveryEntryIntro:
    'Wpisz jeden z kodów zachowanych podczas konfiguracji aplikacji uwierzytelniającej.',
  recoveryEntryLabel: 'Kod zapasowy',
  recoveryEntryHint: '24 litery i cyfry. Spacje i myślniki nie mają znaczenia.',
  recoveryRefused:
    'Ten kod zapasowy nie zadziałał. Sprawdź go lub użyj innego: każdy działa tylko raz.',
  recoveryAndLoginIdRefused:
    'Nie udało się zalogować. Sprawdź login i kod zapasowy lub użyj innego kodu: każdy działa tylko raz.',
  useAuthenticator: 'Użyj aplikacji uwierzytelniającej',

  chooseTitle: 'Zaloguj się lub załóż konto',
  chooseIntro: 'Hasło nie jest potrzebne: wystarczy aplikacja uwierzytelniająca w telefonie.',
  chooseSignIn: 'Mam ją tu już skonfigurowaną',
  chooseSignUp: 'Jestem tu pierwszy raz',
  goOn: 'Dalej',
  back: 'Wstecz',

  ownTitle: 'Twoje aplikacje uwierzytelniające',
  ownIntro: 'Aplikacje, w których widzisz kody do logowania.',
  ownNone: 'Nie ma jeszcze żadnej. Dodaj aplikację, aby logować się jej kodami.',
  ownUnnamed: 'Aplikacja uwierzytelniająca',
  ownAddedOn: 'Dodano: {date}',
  ownLastUsedOn: 'Ostatnie użycie: {date}',
  ownNeverUsed: 'Jeszcze nieużywana',
  ownRename: 'Zmień nazwę',
  ownReplace: 'Zastąp',
  ownRemove: 'Usuń',
  ownAdd: 'Dodaj aplikację uwierzytelniającą',
  ownLimit:
    'Liczba aplikacji: {count}. Więcej być nie może. Aby dodać następną, usuń lub zastąp inną.',
  ownCancel: 'Anuluj',

  ownRenameTitle: 'Nazwij tę aplikację',
  ownRenameIntro: 'Nazwa, na przykład telefonu, na którym działa, odróżnia ją od innych.',
  ownLabel: 'Nazwa',
  ownLabelMissing: 'Wpisz nazwę.',
  ownSave: 'Zapisz',

  ownReplaceNote:
    '„{label}” działa, dopóki nie potwierdzisz nowej aplikacji. Potem jej kody przestaną działać.',
  ownRemoveTitle: 'Usunąć „{label}”?',
  ownRemoveText:
    'Jej kodami nie da się już zalogować i nie można tego cofnąć. Inne aplikacje i kody zapasowe pozostaną. Usuń też wpis w aplikacji.',
  ownLastTitle: '„{label}” to Twoja jedyna aplikacja uwierzytelniająca',
  ownLastText:
    'Bez niej nie można by się zalogować, więc nie da się jej usunąć. Zastąp ją nową: działa, dopóki nowa nie zostanie potwierdzona.',

  ownCodesTitle: 'Kody zapasowe',
  ownCodesText: 'Jeśli zgubisz telefon, każdym z nich zalogujesz się raz.',
  ownCodesLeft: 'Pozostałe kody: {count}',
  ownCodesFew: 'To niewiele. Utwórz nowe, zanim będą potrzebne.',
  ownRenew: 'Utwórz nowe kody',
  ownRenewTitle: 'Utworzyć nowe kody zapasowe?',
  ownRenewText:
    'Wszystkie zachowane kody od razu przestaną działać. Nowe pokażemy tylko raz: przygotuj dla nich bezpieczne miejsce.',

  ownSessionsTitle: 'Gdzie trwa Twoja sesja',
  ownSessionHere: 'Ta przeglądarka',
  ownSessionElsewhere: 'Inna przeglądarka',
  ownSessionSince: 'Zalogowano: {date}',
  ownEndSession: 'Wyloguj',
  ownEndSessionTitle: 'Wylogować tę przeglądarkę?',
  ownEndSessionText: 'Osoba, która jej używa, będzie musiała zalogować się ponownie kodem.',

  ownBrowsersTitle: 'Znane przeglądarki',
  ownBrowsersText:
    'Pamiętamy przeglądarki, w których udało się zalogować. Dzięki temu nikt nie zablokuje Ci dostępu, zgadując kody.',
  ownForget: 'Zapomnij przeglądarki',
  ownForgetTitle: 'Zapomnieć wszystkie przeglądarki?',
  ownForgetText:
    'Każda przeglądarka, ta również, będzie dla nas nowa przy następnym logowaniu. Nikt nie zostanie wylogowany.',

  ownWasAdded:
    'Nowa aplikacja uwierzytelniająca działa. Nadaj jej nazwę, aby odróżnić ją od innych.',
  ownWasReplaced:
    'Nowa aplikacja uwierzytelniająca działa, a stara już nie. Usuń jej wpis w aplikacji.',
  ownWasRenamed: 'Nazwa jest zapisana.',
  ownWasRemoved: 'Aplikacja uwierzytelniająca jest usunięta.',
  ownWasRenewed: 'Masz nowe kody zapasowe. Stare już nie działają.',
  ownSessionEnded: 'Ta przeglądarka jest wylogowana.',
  ownBrowsersForgotten: 'Wszystkie przeglądarki są zapomniane.',
  ownGone: 'W międzyczasie coś się zmieniło. Tak jest teraz.',
};
