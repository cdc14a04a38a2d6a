//! Every page as visitors see it, reached as visitors reach it: both languages, both sizes, and the
//! symbols of consoles, of terminal programs and of old terminals.

mod hindered;
mod restricted;

use kiosk::domain::account::{Address, Language, Managed, Origin};
use kiosk::domain::captcha::{CaptchaPolicy, When};
use kiosk::domain::method::Standing;
use kiosk::domain::organisation::CustomHelp;
use kiosk::domain::outcome::Trouble;
use kiosk::domain::phone::ContactKind;
use kiosk::domain::proof::totp::code_at;
use kiosk::domain::question::{Question, Topic};
use kiosk::domain::time::Span;
use kiosk::flow::event::{Effect, Event, Reply};
use kiosk::input::{Input, Key, Size};
use kiosk::page::{Action, Arg, CheckState, Focus, Page, PageId, Text};
use kiosk::render::House as Sign;
use kiosk::render::look::{Colours, GlyphSet, Look};
use kiosk::render::screen::{Screen, Surface};
use kiosk::session::too_small;
use kiosk::texts::{Zone, say, word};

use crate::story::choose;
use crate::support::{Kiosk, Making, OLD_PASSWORD, Person, START, policy};

/// A person for every page, and the pages in the order of a visit.
pub async fn pages() -> Vec<(&'static str, Page)> {
    let kiosk = Kiosk::new().await;
    kiosk
        .add(
            Person::named("ada")
                .email("ada@example.org")
                .email("a.very.long.address@mail.some-university.example.org")
                .totp()
                .group("two"),
        )
        .await;
    kiosk.add(Person::named("quiz").email("quiz@example.org").questions().group("two")).await;
    kiosk.add(Person { managed: Managed::Elsewhere, ..Person::named("else") }).await;
    kiosk.add(Person { enabled: false, ..Person::named("off") }).await;
    kiosk.add(Person::named("new")).await;
    kiosk.add(Person::named("clumsy").totp()).await;
    let mut pages = a_reset(&kiosk).await;
    pages.extend(questions(&kiosk).await);
    pages.extend(stops(&kiosk).await);
    pages.extend(in_a_hurry(&kiosk).await);
    pages.extend(strangers(&kiosk).await);
    pages.extend(others(&kiosk).await);
    pages.extend(riddles().await);
    pages.extend(unlocks().await);
    pages.extend(members().await);
    pages.extend(settings().await);
    pages.extend(help(&kiosk).await);
    pages.extend(elsewhere().await);
    pages.extend(papers().await);
    pages.extend(texts().await);
    pages.extend(crate::reminding::pages().await);
    pages.extend(restricted::pages().await);
    pages.extend(hindered::pages().await);
    pages.extend(sheets().await);
    pages.extend(Box::pin(crate::listed::pages()).await);
    pages
}

/// Somebody with two mobile telephones, and a stranger who says to be them.
async fn texts() -> Vec<(&'static str, Page)> {
    let kiosk = Kiosk::new().await;
    kiosk.add(Person::named("tom").mobile("+31612345642").mobile("+32470123456").totp()).await;
    let mut visit = kiosk.visit();
    visit.press("1tom⏎").await;
    let mut pages = vec![("choose-method, two telephones", visit.page())];
    visit.press("2").await;
    pages.push(("confirm-phone", visit.page()));
    visit.press("06 12345643⏎").await;
    pages.push(("confirm-phone, wrong", visit.page()));
    visit.press("⎋06 toestel⏎").await;
    pages.push(("confirm-phone, no number", visit.page()));
    visit.press("⎋06 12345642⏎").await;
    pages.push(("enter-code, a text", visit.page()));
    let mut stranger = kiosk.visit();
    stranger.seat.standing = Standing::Open;
    stranger.press("1tom⏎").await;
    let place = stranger.page().choices.iter().position(|choice| choice.id == "choose-sms-on-file").expect("offered") + 1;
    stranger.press(&place.to_string()).await;
    pages.push(("confirm-phone, uniform", stranger.page()));
    stranger.press("06 99999999⏎").await;
    pages.push(("enter-code, a text, uniform", stranger.page()));
    pages
}

/// Somebody with a sheet of recovery codes.
async fn papers() -> Vec<(&'static str, Page)> {
    let kiosk = Kiosk::new().await;
    kiosk.add(Person::named("pia").email("pia@example.org").group("two")).await;
    let codes = crate::recovery::sheet(&kiosk, "pia").await;
    let fresh = crate::recovery::sheet(&kiosk, "pia").await;
    let mut visit = kiosk.visit();
    visit.press("1pia⏎").await;
    let mut pages = vec![("choose-method, a sheet", visit.page())];
    visit.press("2").await;
    pages.push(("enter-recovery-code", visit.page()));
    visit.press(&codes[0]).await.press("⏎").await;
    pages.push(("enter-recovery-code, wrong", visit.page()));
    visit.press("⎋").await.press(&fresh[0]).await.press("⏎").await;
    let mut again = kiosk.visit();
    again.press("1pia⏎2").await.press(&fresh[0]).await.press("⏎").await;
    pages.push(("enter-recovery-code, used", again.page()));
    pages
}

/// Somebody with telephones who makes a sheet of recovery codes, and another one.
async fn sheets() -> Vec<(&'static str, Page)> {
    let kiosk = Kiosk::new().await;
    let office = (Origin::Directory, ContactKind::Office, "+31201234599");
    let mut person = Person::named("eva").email("eva@example.org").mobile("+31612345642").mobile("+32470123456").group("two");
    person.phones.push(office);
    kiosk.add(person).await;
    let mut visit = kiosk.visit();
    visit.press("3eva⏎").await.press(OLD_PASSWORD).await.press("⏎2").await;
    let mut pages = vec![("methods, telephones", visit.page())];
    for name in ["add-method, sheet", "add-method, another sheet"] {
        let place = visit.page().choices.iter().position(|choice| choice.id.ends_with("sheet")).expect("offered") + 1;
        visit.press(&place.to_string()).await;
        if visit.id() == PageId::ConfirmRemove {
            pages.push(("confirm-remove, sheet", visit.page()));
            crate::registering::pick(&mut visit, "new sheet").await;
        }
        pages.push((name, visit.page()));
        let last = visit.page().lead.iter().rfind(|text| text.id == "sheet-code").map(|text| visit.said(text)).expect("a code");
        visit.press("⏎").await;
        pages.push(("add-method, end of the sheet", visit.page()));
        visit.press("AAAAA⏎").await;
        pages.push(("add-method, wrong end of the sheet", visit.page()));
        visit.press("⎋⎋").await;
        pages.push(("add-method, sheet to be thrown away", visit.page()));
        visit.press("1⏎").await.press(&last[last.len() - 5..]).await.press("⏎").await;
        pages.push(("methods, a sheet", visit.page()));
    }
    pages
}

async fn a_reset(kiosk: &Kiosk) -> Vec<(&'static str, Page)> {
    let mut visit = kiosk.visit();
    let mut pages = vec![("start", visit.page())];
    visit.press("1").await;
    pages.push(("identify", visit.page()));
    visit.press("adda⏎").await;
    pages.push(("identify, unknown", visit.page()));
    visit.press("⎋ada⏎").await;
    pages.push(("choose-method", visit.page()));
    visit.press("1").await;
    pages.push(("enter-code", visit.page()));
    visit.event(Event::Input(Input::Key(Key::F(1)))).await;
    pages.push(("help, enter-code", visit.page()));
    visit.press("⎋").await;
    visit.press("000000⏎").await;
    pages.push(("enter-code, wrong", visit.page()));
    visit.press(&kiosk.code().await).await.press("⏎").await;
    pages.push(("choose-method, second", visit.page()));
    visit.press("1").await;
    pages.push(("enter-totp", visit.page()));
    visit.press("000000⏎").await;
    pages.push(("enter-totp, wrong", visit.page()));
    visit.press(&kiosk.totp()).await.press("⏎").await;
    pages.push(("new-password", visit.page()));
    visit.event(Event::Input(Input::Key(Key::F(1)))).await;
    pages.push(("help, new-password", visit.page()));
    visit.event(Event::Input(Input::Key(Key::F(1)))).await;
    visit.press("hunter2").await.wait(Span::from_millis(150)).await;
    pages.push(("new-password, weak", visit.page()));
    visit.press("⏎hunter2⏎").await;
    pages.push(("new-password, refused", visit.page()));
    visit.press("⎋").await.press("zebra copper lantern").await.wait(Span::from_millis(150)).await;
    visit.event(Event::Input(Input::Key(Key::F(8)))).await;
    pages.push(("new-password, shown", visit.page()));
    visit.event(Event::Input(Input::Key(Key::F(7)))).await;
    visit.press("ZEBRA").await;
    pages.push(("new-password, suggested", visit.page()));
    visit.press("⎋").await;
    visit.event(Event::Input(Input::Key(Key::BackTab))).await;
    visit.press("⎋").await;
    choose(&mut visit, "zebra copper lantern").await;
    pages.push(("done-reset", visit.page()));
    // Its notices are not to be taken for somebody else's code.
    kiosk.mailbox().await;
    pages
}

async fn questions(kiosk: &Kiosk) -> Vec<(&'static str, Page)> {
    let mut visit = kiosk.visit();
    visit.press("1quiz⏎1").await;
    visit.press(&kiosk.code().await).await.press("⏎").await;
    let mut pages = vec![("choose-method, questions", visit.page())];
    visit.press("1").await;
    pages.push(("answer-questions", visit.page()));
    visit.press("Ghent⏎⏎⏎").await;
    pages.push(("answer-questions, one is missing", visit.page()));
    visit.press("Fiat Panda⏎Minoes⏎").await;
    pages.push(("answer-questions, wrong", visit.page()));
    pages
}

async fn stops(kiosk: &Kiosk) -> Vec<(&'static str, Page)> {
    let mut pages = Vec::new();
    for (name, login) in [("stop-elsewhere", "else"), ("stop-disabled", "off"), ("stop-unregistered", "new")] {
        let mut visit = kiosk.visit();
        visit.press("1").await.press(login).await.press("⏎").await;
        pages.push((name, visit.page()));
    }
    let mut visit = kiosk.visit();
    visit.press("1clumsy⏎1").await;
    for _ in 0..6 {
        visit.press("000000⏎").await;
    }
    pages.push(("blocked", visit.page()));
    pages
}

/// As much as `new-password` ever says at once: refused, in capitals, in a language that is not one's own, and late.
async fn in_a_hurry(kiosk: &Kiosk) -> Vec<(&'static str, Page)> {
    let person = Person::named("late").email("late@example.org").group("two").totp();
    kiosk.add(Person { language: Some(Language::Dutch), ..person }).await;
    let mut visit = kiosk.visit();
    visit.press("1late⏎").await;
    let mut pages = vec![("choose-method, another language", visit.page())];
    visit.press("1").await.press(&kiosk.code().await).await.press("⏎1").await;
    kiosk.ambient.advance(Span::seconds(30));
    visit.press(&kiosk.totp()).await.press("⏎").await;
    for _ in 0..13 {
        visit.wait(Span::seconds(55)).await.press("⇥").await;
    }
    visit.event(Event::Input(Input::Key(Key::Down))).await;
    for _ in 0..20 {
        if visit.page().focus != Focus::Field(0) {
            visit.press("⇥").await;
        }
    }
    visit.press("HUNTER2⏎HUNTER2⏎").await.wait(Span::from_millis(150)).await.press("⇥HUNTER2").await;
    visit.wait(Span::from_millis(150)).await;
    pages.push(("new-password, late", visit.page()));
    pages
}

/// What is shown where nothing may be told of an account, and to whom strangers guessed too much.
async fn strangers(kiosk: &Kiosk) -> Vec<(&'static str, Page)> {
    let mut visit = kiosk.visit();
    visit.seat.standing = Standing::Open;
    visit.press("1ada⏎").await;
    let mut pages = vec![("choose-method, uniform", visit.page())];
    visit.press("1").await;
    pages.push(("enter-code, uniform", visit.page()));
    kiosk.ambient.advance(Span::minutes(10));
    let asked = async || {
        let mut visit = kiosk.visit();
        visit.seat.standing = Standing::Open;
        visit.press("1ada⏎1").await;
        visit
    };
    let mut visit = asked().await;
    visit.press("000000⏎000000⏎000000⏎").await;
    visit = asked().await;
    visit.press("000000⏎000000⏎000000⏎").await;
    pages.push(("enter-code, too much was guessed", visit.page()));
    visit = asked().await;
    visit.press("ac3d ef6h").await;
    pages.push(("enter-code, long", visit.page()));
    pages
}

async fn others(kiosk: &Kiosk) -> Vec<(&'static str, Page)> {
    let mut pages = vec![("too-small", too_small(Size { columns: 30, rows: 9 }))];
    let mut visit = kiosk.visit();
    visit.press("1x").await.event(Event::Input(Input::Key(Key::F(10)))).await;
    pages.push(("end-visit", visit.page()));
    visit.press("⇥⏎").await;
    pages.push(("farewell", visit.page()));
    let mut visit = kiosk.visit();
    visit.press("1ada⏎").await.wait(Span::seconds(60)).await;
    pages.push(("idle-warning", visit.page()));
    for (name, trouble) in [("busy", Trouble::Busy), ("unavailable", Trouble::Unavailable)] {
        let mut visit = kiosk.visit();
        visit.press("1ada").await;
        let asked = visit.event_unanswered(Event::Input(Input::Key(Key::Enter)));
        assert!(matches!(asked.as_slice(), [Effect::Identify { .. }]));
        visit.event(Event::Reply(Reply::Identified(Err(trouble)))).await;
        pages.push((name, visit.page()));
    }
    pages
}

/// Asking an administrator, with and without a user ID, and a user ID that was forgotten.
async fn help(kiosk: &Kiosk) -> Vec<(&'static str, Page)> {
    let mut visit = kiosk.visit();
    visit.press("1ada⏎").await.event(Event::Input(Input::Key(Key::F(3)))).await;
    let mut pages = vec![("help-request", visit.page())];
    visit.press("I lost my phone ⏎").await;
    pages.push(("help-sent", visit.page()));
    let mut visit = kiosk.visit();
    visit.press("1").await.event(Event::Input(Input::Key(Key::F(3)))).await;
    visit.press("⏎⏎").await;
    pages.push(("help-request, empty", visit.page()));
    for _ in 0..4 {
        visit.press("Grace from the second floor⏎⏎").await;
        if visit.id() == PageId::HelpSent {
            visit.press("⎋").await.event(Event::Input(Input::Key(Key::F(3)))).await;
        }
    }
    pages.push(("help-request, enough", visit.page()));
    let mut visit = kiosk.visit();
    visit.press("1⇥⇥⇥⏎").await;
    pages.push(("forgot-user-id", visit.page()));
    visit.press("ada⏎").await;
    pages.push(("forgot-user-id, no address", visit.page()));
    visit.press("⎋a.very.long.address@mail.some-university.example.org⏎").await;
    pages.push(("user-id-sent", visit.page()));
    for _ in 0..3 {
        visit.press("⎋ada@example.org⏎").await;
    }
    visit.press("⎋ada@example.org⏎").await;
    pages.push(("forgot-user-id, enough", visit.page()));
    let mut visit = kiosk.visit();
    visit.press("1ada⏎1").await.wait(Span::seconds(10)).await;
    pages.push(("enter-code, slow", visit.page()));
    let mut visit = kiosk.visit();
    visit.seat.standing = Standing::Open;
    visit.press("1quiz⏎1").await.wait(Span::seconds(10)).await;
    pages.push(("enter-code, slow and uniform", visit.page()));
    pages
}

/// Where the organisation has its own way of helping.
async fn elsewhere() -> Vec<(&'static str, Page)> {
    let mail = CustomHelp::Mail(Address::parse("servicedesk@some-university.example.org").expect("an address"));
    let web = CustomHelp::Web("https://servicedesk.some-university.example.org/help".to_owned());
    let mut pages = Vec::new();
    for (name, custom) in [("help-request, by mail", mail), ("help-request, on the web", web)] {
        let mut making = Making::default();
        making.organisation.desk.custom = Some(custom);
        let kiosk = Kiosk::made(making).await;
        let mut visit = kiosk.visit();
        visit.press("2").await;
        pages.push((name, visit.page()));
    }
    pages
}

/// The questions with the longest texts, five of them, after a miss.
async fn most_questions() -> Page {
    let mut policy = policy();
    policy.questions.ask = 5;
    let kiosk = Kiosk::made(Making { policy, ..Making::default() }).await;
    let mut topics = Topic::ALL;
    let length = |topic: &Topic| {
        Language::ALL.map(|language| say(&Text::new(topic.message()), language, &Zone::utc()).len()).into_iter().max()
    };
    topics.sort_by_key(|topic| std::cmp::Reverse(length(topic)));
    let answers = topics[..5].iter().map(|topic| (Question::Topic(*topic), "right")).collect();
    kiosk.add(Person { answers, ..Person::named("ada").totp().group("two") }).await;
    let mut visit = kiosk.visit();
    visit.press("1ada⏎1").await.press(&kiosk.totp()).await.press("⏎1").await.press("a⏎b⏎c⏎d⏎e⏎").await;
    visit.page()
}

#[tokio::test]
async fn as_many_questions_as_can_be_asked_fit_at_full_size() {
    let page = most_questions().await;
    assert_eq!((page.fields.len(), page.notices.len()), (5, 1));
    for language in Language::ALL {
        let drawing = drawn(&page, language, FULL, console());
        assert!(!drawing.contains("Page Down"), "{drawing}");
    }
}

/// Where an account can be opened without a new password, and where somebody never had one.
async fn unlocks() -> Vec<(&'static str, Page)> {
    let mut policy = policy();
    policy.unlock = true;
    let kiosk = Kiosk::made(Making { policy, ..Making::default() }).await;
    let person = |login| Person::named(login).totp();
    kiosk.add(Person { locked_until: Some(START + Span::hours(9)), ..person("ada").email("ada@example.org") }).await;
    kiosk.add(Person { seed: b"another seed of an a", ..person("open") }).await;
    kiosk.add(Person { password: None, ..Person::named("new").email("new@example.org") }).await;
    let mut visit = kiosk.visit();
    visit.press("1ada⏎").await;
    let mut pages = vec![("goal", visit.page())];
    visit.press("2").await;
    pages.push(("choose-method, unlock", visit.page()));
    visit.press("2").await.press(&kiosk.totp()).await.press("⏎").await;
    pages.push(("done-unlock", visit.page()));
    assert_eq!(kiosk.mailbox().await.len(), 1, "the notice");
    visit = kiosk.visit();
    visit.press("1open⏎21").await.press(code_at(b"another seed of an a", kiosk.service.now()).expose()).await.press("⏎").await;
    pages.push(("done-unlock, was not locked", visit.page()));
    visit.press("⏎").await;
    pages.push(("new-password, or keep it", visit.page()));
    visit = kiosk.visit();
    visit.press("1new⏎").await;
    pages.push(("choose-method, first password", visit.page()));
    visit.press("1").await.press(&kiosk.code().await).await.press("⏎").await;
    pages.push(("new-password, first", visit.page()));
    choose(&mut visit, "zebra copper lantern").await;
    pages.push(("done-reset, first password", visit.page()));
    pages
}

/// Where somebody signs in who knows the password.
async fn members() -> Vec<(&'static str, Page)> {
    let kiosk = Kiosk::new().await;
    kiosk.add(Person::named("ada").email("ada@example.org")).await;
    let mut visit = kiosk.visit();
    visit.press("3").await;
    let mut pages = vec![("sign-in", visit.page())];
    visit.press("ada⏎not the one⏎").await;
    pages.push(("sign-in, wrong", visit.page()));
    visit.press(OLD_PASSWORD).await.press("⏎").await;
    pages.push(("my-account", visit.page()));
    visit.press("3").await;
    pages.push(("my-account, language", visit.page()));
    visit.press("1").await;
    choose(&mut visit, "zebra copper lantern").await;
    pages.push(("done-change", visit.page()));
    visit = kiosk.visit();
    visit.press("2ada⏎").await;
    for _ in 0..10 {
        visit.press("wrong⏎").await;
    }
    pages.push(("blocked, sign-in", visit.page()));
    pages
}

/// Where somebody sees and changes what they registered.
async fn settings() -> Vec<(&'static str, Page)> {
    let kiosk = Kiosk::new().await;
    let emails = vec![
        (Origin::Authentication, "ada@example.org"),
        (Origin::Authentication, "a.very.long.address@mail.some-university.example.org"),
        (Origin::Directory, "desk@example.org"),
    ];
    kiosk.add(Person { emails, ..Person::named("ada").totp().questions().group("two") }).await;
    kiosk.add(Person { seed: b"another seed of an a", ..Person::named("bob").totp().group("two") }).await;
    let mut visit = kiosk.visit();
    visit.press("3ada⏎").await.press(OLD_PASSWORD).await.press("⏎2").await;
    let mut pages = vec![("choose-method, settings", visit.page())];
    visit.press("1").await.press(&kiosk.totp()).await.press("⏎").await;
    pages.push(("methods", visit.page()));
    visit.press("2").await;
    pages.push(("confirm-remove", visit.page()));
    visit.press("2").await;
    pages.push(("methods, changed", visit.page()));
    visit.press("6").await;
    pages.push(("add-method, app", visit.page()));
    visit.press("000000⏎").await;
    pages.push(("add-method, wrong code", visit.page()));
    visit.press("⎋7ada@contoso.com⏎").await;
    pages.push(("add-method, address", visit.page()));
    visit.press("⎋⎋8").await;
    pages.push(("add-method, questions", visit.page()));
    visit.press("3").await;
    pages.push(("add-method, answer", visit.page()));
    visit.press("⎋⎋").await.event(Event::Input(Input::Key(Key::BackTab))).await;
    for _ in 0..5 {
        visit.event(Event::Input(Input::Key(Key::BackTab))).await;
    }
    visit.press("⏎").await;
    pages.push(("done-register", visit.page()));
    visit = kiosk.visit();
    visit.press("3bob⏎").await.press(OLD_PASSWORD).await.press("⏎21").await;
    visit.press(code_at(b"another seed of an a", kiosk.service.now()).expose()).await.press("⏎1").await;
    visit.press("1").await;
    pages.push(("methods, needed", visit.page()));
    pages
}

/// Where riddles are asked: to be seen, missed, left empty, to be read.
async fn riddles() -> Vec<(&'static str, Page)> {
    let captcha = CaptchaPolicy { trusted: When::Always, open: When::Always };
    let kiosk = Kiosk::made(Making { captcha, ..Making::default() }).await;
    let mut visit = kiosk.visit();
    visit.press("1ada⏎").await;
    let mut pages = vec![("captcha", visit.page())];
    visit.press("w 3x9⏎").await;
    pages.push(("captcha, missed", visit.page()));
    visit.press("⏎").await;
    pages.push(("captcha, empty", visit.page()));
    visit.press("⇥⇥⇥⏎").await;
    pages.push(("captcha, question", visit.page()));
    visit.press("nothing⏎").await;
    pages.push(("captcha, question missed", visit.page()));
    pages
}

pub fn drawn(page: &Page, language: Language, size: Size, look: Look) -> String {
    let sign = Sign { name: "Contoso".to_owned(), zone: Zone::named("Europe/Amsterdam").expect("a zone") };
    let mut screen = Screen::new(size, look);
    let mut terminal = vt100::Parser::new(size.rows.try_into().expect("rows"), size.columns.try_into().expect("columns"), 0);
    terminal.process(&screen.open(Surface::Drawn));
    terminal.process(&screen.draw(page, language, &sign));
    let (row, column) = terminal.screen().cursor_position();
    let lines: Vec<String> = terminal.screen().rows(0, size.columns).map(|line| line.trim_end().to_owned()).collect();
    format!("{}\n(cursor at {column},{row})\n", lines.join("\n").trim_end())
}

async fn gallery(language: Language, size: Size, look: Look) -> String {
    let drawn = |page: &Page| drawn(page, language, size, look.clone());
    let drawings = pages().await.into_iter().map(|(name, page)| format!("== {name} ==\n{}", drawn(&page)));
    drawings.collect::<Vec<_>>().join("\n")
}

/// The same, shorter: rows that repeat the one above are left out. The console's gallery has them all.
async fn brief_gallery(language: Language, size: Size, look: Look) -> String {
    let gallery = gallery(language, size, look).await;
    let mut rows: Vec<&str> = gallery.lines().collect();
    rows.dedup();
    rows.join("\n")
}

pub const FULL: Size = Size { columns: 80, rows: 24 };
pub const COMPACT: Size = Size { columns: 40, rows: 12 };

/// A console; without colours, which change no word.
pub fn console() -> Look {
    Look::of(GlyphSet::Vt, Colours::Mono)
}

/// The best that there is. Buttons have surfaces there instead of brackets.
fn program() -> Look {
    Look::of(GlyphSet::Unicode, Colours::Rgb)
}

/// The least that there is.
pub fn typewriter() -> Look {
    Look::of(GlyphSet::Ascii, Colours::Mono)
}

#[tokio::test]
async fn every_page_in_english_at_full_size() {
    insta::assert_snapshot!(gallery(Language::English, FULL, console()).await);
}

#[tokio::test]
async fn every_page_in_dutch_at_full_size() {
    insta::assert_snapshot!(gallery(Language::Dutch, FULL, console()).await);
}

#[tokio::test]
async fn every_page_in_english_at_compact_size() {
    insta::assert_snapshot!(gallery(Language::English, COMPACT, console()).await);
}

#[tokio::test]
async fn every_page_in_dutch_at_compact_size() {
    insta::assert_snapshot!(gallery(Language::Dutch, COMPACT, console()).await);
}

#[tokio::test]
async fn every_page_in_english_at_full_size_in_unicode() {
    insta::assert_snapshot!(brief_gallery(Language::English, FULL, program()).await);
}

#[tokio::test]
async fn every_page_in_dutch_at_full_size_in_unicode() {
    insta::assert_snapshot!(brief_gallery(Language::Dutch, FULL, program()).await);
}

#[tokio::test]
async fn every_page_in_english_at_compact_size_in_unicode() {
    insta::assert_snapshot!(brief_gallery(Language::English, COMPACT, program()).await);
}

#[tokio::test]
async fn every_page_in_dutch_at_compact_size_in_unicode() {
    insta::assert_snapshot!(brief_gallery(Language::Dutch, COMPACT, program()).await);
}

#[tokio::test]
async fn every_page_in_dutch_at_full_size_in_ascii() {
    insta::assert_snapshot!(brief_gallery(Language::Dutch, FULL, typewriter()).await);
}

#[tokio::test]
async fn every_page_in_english_at_compact_size_in_ascii() {
    insta::assert_snapshot!(brief_gallery(Language::English, COMPACT, typewriter()).await);
}

#[tokio::test]
async fn every_page_id_is_in_the_gallery() {
    let seen: Vec<PageId> = pages().await.into_iter().map(|(_, page)| page.id).collect();
    for id in PageId::ALL {
        assert!(seen.contains(&id), "{} is not looked at", id.name());
    }
}

#[tokio::test]
async fn at_full_size_no_page_has_lines_out_of_sight() {
    let pages = pages().await;
    for (language, (name, page)) in Language::ALL.into_iter().flat_map(|language| pages.iter().map(move |page| (language, page)))
    {
        for look in [console(), program(), typewriter()] {
            let drawing = drawn(page, language, FULL, look);
            assert!(!drawing.contains("Page Down"), "{name} does not fit:\n{drawing}");
        }
    }
}

/// Every text of a page: title, step, running text, news, fields, rules, choices and actions.
fn texts_of(page: &Page) -> Vec<Text> {
    let fields = page.fields.iter().flat_map(|field| [Some(&field.label), field.hint.as_ref(), field.error.as_ref()]).flatten();
    let strength = page.strength.iter().flat_map(|strength| [&strength.word].into_iter().chain(&strength.advice));
    let checks = page.checklist.iter().map(|check| &check.text);
    let actions = page.actions.iter().map(|action| Text::new(action.label()));
    let all = [&page.title].into_iter().chain(&page.step).chain(&page.choices).chain(fields).chain(checks).chain(strength);
    all.chain(running(page)).cloned().chain(actions).collect()
}

/// What is to be read before anything can be done.
fn running(page: &Page) -> impl Iterator<Item = &Text> {
    page.lead.iter().chain(page.notices.iter().map(|notice| &notice.text))
}

/// A message that lacks an argument is shown by its id.
#[tokio::test]
async fn every_text_of_every_page_is_said_with_all_its_arguments() {
    let mut said = 0;
    for (name, page) in pages().await {
        for (language, text) in
            Language::ALL.into_iter().flat_map(|language| texts_of(&page).into_iter().map(move |text| (language, text)))
        {
            let words = say(&text, language, &Zone::utc());
            assert!(words != text.id && !words.contains(['{', '}', '$']), "{name}: {words}");
            said += 1;
        }
    }
    assert!(said > 800, "{said}");
}

/// Nobody reads more in a hurry; whoever asks for help has more time.
#[tokio::test]
async fn no_page_has_more_than_sixty_words_of_running_text() {
    for (name, page) in pages().await {
        let most = if page.id == PageId::Help { 120 } else { 60 };
        for language in Language::ALL {
            // What is to be copied is no text that anybody reads.
            let is_text = |text: &&Text| !text.args.iter().any(|(_, arg)| matches!(arg, Arg::Secret(_)));
            let said = running(&page).filter(is_text).map(|text| say(text, language, &Zone::utc())).collect::<Vec<_>>().join(" ");
            let words = said.split_whitespace().count();
            assert!(words <= most, "{name}: {words} words in {language:?}: {said}");
        }
    }
}

#[tokio::test]
async fn no_two_buttons_of_a_page_read_alike() {
    for (name, page) in pages().await {
        for language in Language::ALL {
            for label in [Action::label, Action::short_label] {
                let mut labels: Vec<String> = page.actions.iter().map(|action| word(label(*action), language)).collect();
                let count = labels.len();
                labels.sort_unstable();
                labels.dedup();
                assert_eq!(labels.len(), count, "{name} in {language:?}: {labels:?}");
            }
        }
    }
}

#[tokio::test]
async fn old_terminals_are_sent_seven_bits_and_no_colours() {
    let sign = Sign { name: "Café Zoë".to_owned(), zone: Zone::utc() };
    for (name, page) in pages().await {
        let mut screen = Screen::new(FULL, typewriter());
        let bytes = [screen.open(Surface::Drawn), screen.draw(&page, Language::Dutch, &sign), screen.close()].concat();
        assert!(bytes.is_ascii(), "{name}");
    }
}

/// Nobody is to guess which of six rules it is that a password breaks.
#[tokio::test]
async fn in_a_small_window_a_broken_rule_is_in_sight() {
    let pages = pages().await;
    for language in Language::ALL {
        let (_, weak) = pages.iter().find(|(name, _)| *name == "new-password, weak").expect("the page");
        let drawing = drawn(weak, language, COMPACT, console());
        let broken = weak.checklist.iter().filter(|check| check.state == CheckState::Broken).count();
        assert!(broken > 0 && drawing.matches("[!]").count() == broken, "{drawing}");
    }
}
