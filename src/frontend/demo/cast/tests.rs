//! Each person leads to what the card promises, through the real flow and the real service.

use std::sync::Arc;

use tokio::sync::mpsc;

use super::*;
use crate::delivery::{Mail, Post};
use crate::domain::method::Standing;
use crate::domain::place::Place;
use crate::domain::proof::totp::code_at;
use crate::domain::secret::Secret;
use crate::domain::time::Moment;
use crate::flow::event::{Effect, Event};
use crate::flow::{House, Visit};
use crate::frontend::demo::inbox::code_in;
use crate::frontend::demo::premises::Premises;
use crate::input::{Input, Key};
use crate::page::{Page, PageId};
use crate::service::Seat;
use crate::service::ambient::Ambient;
use crate::service::courier::Courier;
use crate::service::hashing::HashingCost;
use crate::service::source::Source;
use crate::session::perform::reply_to;
use crate::texts::{Zone, say};

const START: Moment = Moment::from_millis(1_800_000_000_000);
const NEW: &str = "walnut glacier pepper";

/// Somebody of the cast at the kiosk, with the demo's mail and phone in their hands.
struct Sitting {
    premises: Premises,
    visit: Option<Visit>,
    seat: Seat,
    courier: Courier,
    mails: mpsc::Receiver<Mail>,
}

impl Sitting {
    async fn new(language: Language) -> Self {
        let cost = HashingCost { memory_kib: 8, passes: 1, lanes: 1, at_once: 2, queue: 32 };
        let premises = Premises::open(Arc::new(Ambient::fixed(START)), cost).await.expect("premises");
        let organisation = organisation();
        let house = House {
            organisation,
            language,
            times: None,
            may_quit: true,
            demo: true,
            resets: true,
            code_digits: 6,
            mails: true,
            start_waits: true,
        };
        let seat = Seat {
            reveal: None,
            may_paste: false,
            visit: premises.service.begin().expect("a name"),
            standing: Standing::Trusted,
            source: Source::Exempt,
            place: Place::Terminal("hall".to_owned()),
            language,
        };
        let (post, mails) = mpsc::channel(16);
        let courier = Courier::new(Arc::clone(&premises.service), Post::Screen(post), "test".to_owned());
        Self { premises, visit: Some(Visit::new(Arc::new(house), START)), seat, courier, mails }
    }

    /// Types `text` and presses Enter.
    async fn enter(&mut self, text: &str) {
        self.event(Event::Input(Input::Paste(text.to_owned().into()))).await;
        self.key(Key::Enter).await;
    }

    async fn key(&mut self, key: Key) {
        self.event(Event::Input(Input::Key(key))).await;
    }

    async fn event(&mut self, event: Event) {
        let mut events = vec![event];
        while let Some(event) = events.pop() {
            let (visit, effects) = self.visit.take().expect("a visit").update(event, self.premises.service.now());
            self.visit = Some(visit);
            for effect in effects.into_iter().filter(|effect| !matches!(effect, Effect::Measure { .. })) {
                events.extend(reply_to(&self.premises.service, &self.seat, effect).await.map(Event::Reply));
            }
        }
    }

    /// Comes to the first page after the user ID and the riddle.
    async fn identify(login: &str, language: Language) -> Self {
        let mut sitting = Self::new(language).await;
        sitting.key(Key::Char('1')).await;
        sitting.enter(login).await;
        assert_eq!(sitting.id(), PageId::Captcha, "{login}");
        let answer = sitting.premises.answers.borrow().as_ref().expect("a riddle").expose().to_owned();
        sitting.enter(&answer).await;
        sitting
    }

    /// And on to the first choice of somebody who forgot their password.
    async fn forgetful(login: &str, language: Language) -> Self {
        let mut sitting = Self::identify(login, language).await;
        assert_eq!(sitting.id(), PageId::Goal, "{login}");
        sitting.key(Key::Char('1')).await;
        sitting
    }

    fn page(&self) -> Page {
        self.visit.as_ref().expect("a visit").page(self.premises.service.now())
    }

    fn id(&self) -> PageId {
        self.page().id
    }

    fn words(&self) -> String {
        let page = self.page();
        let texts = page.lead.iter().chain(page.notices.iter().map(|notice| &notice.text)).chain(&page.choices);
        texts.map(|text| say(text, self.seat.language, &Zone::utc())).collect::<Vec<_>>().join("\n")
    }

    async fn letters(&mut self) -> Vec<Mail> {
        self.courier.deliver_due().await;
        std::iter::from_fn(|| self.mails.try_recv().ok()).collect()
    }

    async fn prove_by_mail(&mut self) {
        self.key(Key::Char('1')).await;
        assert_eq!(self.id(), PageId::EnterCode);
        let letters = self.letters().await;
        let code = letters.iter().find_map(|mail| mail.body.expose().lines().find_map(code_in)).expect("a code");
        self.enter(code.expose()).await;
    }

    async fn prove_by_app(&mut self, login: &str) {
        self.key(Key::Char('1')).await;
        assert_eq!(self.id(), PageId::EnterTotp);
        let app = self.premises.apps.of(login).expect("an app");
        let code = code_at(&app.seed, self.premises.service.now());
        self.enter(code.expose()).await;
    }

    async fn choose_password(&mut self, login: &str) {
        assert_eq!(self.id(), PageId::NewPassword);
        self.enter(NEW).await;
        self.enter(NEW).await;
        assert_eq!(self.id(), PageId::DoneReset, "{}", self.words());
        let accepts = self.premises.witness.accepts(login, &Secret::new(NEW.to_owned())).await;
        assert!(accepts.expect("an answer"), "{login}");
    }
}

fn shows(what: &str) -> &'static str {
    CAST.iter().find(|member| member.shows == what).expect("somebody shows it").login
}

#[tokio::test]
async fn those_with_one_gate_pass_it() {
    for what in ["demo-one-gate", "demo-addresses", "demo-locked", "demo-prefers-dutch"] {
        let login = shows(what);
        let mut sitting = Sitting::forgetful(login, Language::English).await;
        assert_eq!((sitting.id(), sitting.page().step), (PageId::ChooseMethod, None), "{login}");
        sitting.prove_by_mail().await;
        sitting.choose_password(login).await;
    }
}

#[tokio::test]
async fn those_with_two_gates_pass_both() {
    for what in ["demo-two-gates", "demo-administrator"] {
        let login = shows(what);
        let mut sitting = Sitting::forgetful(login, Language::English).await;
        assert_eq!(sitting.id(), PageId::ChooseMethod);
        sitting.prove_by_mail().await;
        assert_eq!(sitting.id(), PageId::ChooseMethod, "{login} needs another proof");
        sitting.prove_by_app(login).await;
        sitting.choose_password(login).await;
    }
}

#[tokio::test]
async fn an_app_alone_will_do() {
    let login = shows("demo-app-only");
    let mut sitting = Sitting::forgetful(login, Language::English).await;
    assert_eq!(sitting.page().choices.len(), 2, "or a code of the sheet");
    sitting.prove_by_app(login).await;
    sitting.choose_password(login).await;
}

#[tokio::test]
async fn the_answers_on_the_card_are_the_second_proof() {
    let login = shows("demo-questions");
    let mut sitting = Sitting::forgetful(login, Language::English).await;
    assert_eq!(sitting.page().choices.len(), 1, "questions never come first: {}", sitting.words());
    sitting.prove_by_mail().await;
    sitting.key(Key::Char('1')).await;
    assert_eq!(sitting.id(), PageId::AnswerQuestions);
    let member = CAST.iter().find(|member| member.login == login).expect("somebody");
    let asked = sitting.page().fields;
    assert_eq!((asked.len(), member.answers.len()), (3, policy().questions.register));
    for field in asked {
        let (_, answer) = member.answers.iter().find(|(topic, _)| topic.message() == field.label.id).expect("an answer");
        sitting.enter(answer).await;
    }
    sitting.choose_password(login).await;
}

/// Visitors of the demo type what is the name of a place to them, whatever the card says.
#[test]
fn no_answer_is_spelled_otherwise_in_another_language() {
    let spelled_otherwise =
        ["Ghent", "Antwerp", "Bruges", "Brussels", "The Hague", "Flushing", "Cologne", "Paris", "Rome", "London"];
    for (_, answer) in CAST.iter().flat_map(|member| member.answers) {
        assert!(!spelled_otherwise.contains(answer), "{answer}");
    }
}

#[tokio::test]
async fn several_addresses_are_offered() {
    let sitting = Sitting::forgetful(shows("demo-addresses"), Language::English).await;
    assert_eq!(sitting.page().choices.len(), 4, "three, and a telephone: {}", sitting.words());
}

/// Nothing that they read is about a password that they had.
#[tokio::test]
async fn whoever_is_new_chooses_a_first_password() {
    let (login, mut read) = (shows("demo-new-hire"), String::new());
    let mut sitting = Sitting::identify(login, Language::English).await;
    assert_eq!((sitting.id(), sitting.page().step), (PageId::ChooseMethod, None), "{}", sitting.words());
    read += &sitting.words();
    sitting.prove_by_mail().await;
    read += &sitting.words();
    sitting.choose_password(login).await;
    read += &sitting.words();
    assert_eq!(sitting.page().title.id, "done-first-title");
    assert!(!["forgot", "new password", "reset"].iter().any(|word| read.contains(word)), "{read}");
}

#[tokio::test]
async fn a_reset_opens_the_locked_account() {
    let login = shows("demo-locked");
    let mut sitting = Sitting::forgetful(login, Language::English).await;
    sitting.prove_by_mail().await;
    sitting.choose_password(login).await;
    assert!(sitting.words().contains("It is open again"), "{}", sitting.words());
}

#[tokio::test]
async fn who_knows_the_password_of_the_locked_account_keeps_it() {
    let login = shows("demo-locked");
    let mut sitting = Sitting::identify(login, Language::English).await;
    sitting.key(Key::Char('2')).await;
    sitting.prove_by_mail().await;
    assert_eq!(sitting.id(), PageId::DoneUnlock, "{}", sitting.words());
    let keeps = sitting.premises.witness.accepts(login, &Secret::new(PASSWORD.to_owned())).await;
    assert!(keeps.expect("an answer"));
}

#[tokio::test]
async fn those_who_cannot_be_helped_are_told_why() {
    for (what, page, word) in [
        ("demo-unregistered", PageId::StopUnregistered, "not registered enough ways"),
        ("demo-elsewhere", PageId::StopElsewhere, "another system"),
        ("demo-disabled", PageId::StopDisabled, "switched off"),
        ("demo-out-of-scope", PageId::StopDisabled, "not enabled"),
    ] {
        let sitting = Sitting::identify(shows(what), Language::English).await;
        assert_eq!(sitting.id(), page, "{what}");
        assert!(sitting.words().contains(word), "{}", sitting.words());
    }
}

#[tokio::test]
async fn the_notice_follows_the_person_and_the_code_the_page() {
    let login = shows("demo-prefers-dutch");
    let mut sitting = Sitting::forgetful(login, Language::English).await;
    sitting.key(Key::Char('1')).await;
    let letters = sitting.letters().await;
    assert!(letters[0].body.expose().contains("Dear Katrien"), "{}", letters[0].body.expose());
    let code = letters[0].body.expose().lines().find_map(code_in).expect("a code");
    sitting.enter(code.expose()).await;
    sitting.choose_password(login).await;
    assert!(sitting.letters().await[0].body.expose().contains("Beste Katrien"));
}

#[tokio::test]
async fn nobody_is_there_for_nothing() {
    let mut logins: Vec<_> = CAST.iter().map(|member| member.login).collect();
    logins.sort_unstable();
    logins.dedup();
    assert_eq!(logins.len(), 13);
    let longest = CAST.iter().map(|member| member.name.chars().count()).max();
    assert!(longest > Some(70));
}
