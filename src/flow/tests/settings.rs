//! What somebody who signed in has registered: an authority that answers by rote about it, the ways through its
//! pages, and that nothing is asked of it without what was proved.

mod app;
mod changing;

use super::super::settings::{SettingsReply, SettingsWish};
use super::authority::signed_in;
use super::*;
use crate::domain::account::Origin;
use crate::domain::code::Form;
use crate::domain::id::{AccountId, ContactId, TotpId, VisitId};
use crate::domain::login::Login;
use crate::domain::outcome::{Offer, Way};
use crate::domain::proof::app_draft::AppDraft;
use crate::domain::proof::sheet_draft::SheetDraft;
use crate::domain::question::{AnswerRules, Known, Question, Topic};
use crate::domain::registration::{
    Change, ChangeOutcome, Changed, Choosable, Drafted, Entered, QuestionWish, RegisteredContact, Registration, Unfit, Wish,
};
use crate::domain::reminder::{Reminder, Settled, Settling};

/// What the authority knows of the registration of `ada`.
#[derive(Default)]
pub struct Ledger {
    /// She has an app, and has to prove it first.
    pub has_own: bool,
    pub proved: bool,
    /// What was asked for although something was to be proved first.
    pub unproved: u32,
    pub changes: Vec<&'static str>,
    /// Why whatever is asked is refused.
    pub why: Option<Unfit>,
    /// What she is reminded of.
    pub due: Option<Reminder>,
    pub settled: Vec<Settling>,
}

impl Ledger {
    pub fn answer(
        &mut self,
        wish: SettingsWish,
        trouble: Option<Trouble>,
        mail: impl FnOnce(Gate, Way) -> crate::domain::outcome::Challenge,
    ) -> SettingsReply {
        match (wish, trouble) {
            (SettingsWish::Enter { signed_in, proof }, Some(trouble)) => SettingsReply::Entered(Err((signed_in, proof, trouble))),
            (SettingsWish::Draft { signed_in, .. }, Some(trouble)) => SettingsReply::Drafted(Err((signed_in, trouble))),
            (SettingsWish::Change { signed_in, change }, Some(trouble)) => {
                SettingsReply::Changed(Err((signed_in, change, trouble)))
            }
            (SettingsWish::Settle { signed_in, .. }, Some(trouble)) => SettingsReply::Settled(Err((signed_in, trouble))),
            (SettingsWish::Settle { signed_in, how }, None) => {
                self.settled.push(how);
                SettingsReply::Settled(Ok(Settled::Done { signed_in }))
            }
            (SettingsWish::Enter { signed_in, proof }, None) => {
                self.proved |= proof.is_some_and(|proof| proof.gate() == Gate::Settings && proof.method() == Method::Totp);
                SettingsReply::Entered(Ok(self.entered(signed_in)))
            }
            (SettingsWish::Draft { signed_in, wish }, None) => {
                self.check();
                SettingsReply::Drafted(Ok(match (self.why, wish) {
                    (Some(why), _) => Drafted::Refused { signed_in, why },
                    (None, Wish::App) => Drafted::App { signed_in, draft: draft() },
                    (None, Wish::Sheet) => Drafted::Sheet { signed_in, draft: sheet() },
                    (None, Wish::Address(_) | Wish::Adopt(_)) => {
                        let to = Some((ContactId::from_stored("N".to_owned()), masked("n@example.net")));
                        Drafted::Code { signed_in, challenge: mail(Gate::Registration, Way::Email { to }) }
                    }
                }))
            }
            (SettingsWish::Change { signed_in, change }, None) => SettingsReply::Changed(Ok(self.change(signed_in, change))),
        }
    }

    fn check(&mut self) {
        self.unproved += u32::from(self.has_own && !self.proved);
    }

    fn entered(&self, signed_in: crate::domain::proof::sign_in::SignedIn) -> Entered {
        if self.has_own && !self.proved {
            let offers = vec![Offer { way: Way::Totp, blocked: None, form: Form::Short, outlasts: false }];
            return Entered::Prove { signed_in, offers, codes: 0 };
        }
        Entered::Open { signed_in, registration: self.registration() }
    }

    fn change(&mut self, signed_in: crate::domain::proof::sign_in::SignedIn, change: Change) -> ChangeOutcome {
        self.check();
        if let Some(why) = self.why {
            return ChangeOutcome::Refused { signed_in, change, why };
        }
        let what = match change {
            Change::Address(proof) => {
                self.unproved += u32::from(proof.gate() != Gate::Registration);
                Changed::AddressAdded
            }
            Change::App { .. } => Changed::AppAdded,
            Change::Answers(_) => Changed::AnswersSet,
            Change::Remove(_) => Changed::AppRemoved,
            Change::Prefer(_) => Changed::AddressPreferred,
            Change::Sheet { .. } => Changed::SheetMade,
        };
        self.changes.push(what.name());
        (self.has_own, self.proved) = (true, true);
        ChangeOutcome::Done { signed_in, registration: self.registration(), what, notified: 1 }
    }

    /// What is there: less by what is missing, until it was added.
    fn registration(&self) -> Registration {
        let missing = self.due.as_ref().map_or(0, |due| due.registration.missing());
        Registration { has: 2 - missing.saturating_sub(self.changes.len()), ..registration() }
    }
}

fn draft() -> AppDraft {
    AppDraft::draw(
        TotpId::from_stored("N".to_owned()),
        AccountId::from_stored("A".to_owned()),
        VisitId::from_stored("V".to_owned()),
        [[7; 16]; 2],
    )
}

fn sheet() -> SheetDraft {
    SheetDraft::draw(AccountId::from_stored("A".to_owned()), VisitId::from_stored("V".to_owned()), &[[[7; 16]; 2]; 10])
}

pub fn registration() -> Registration {
    let contact = |id: &str, address: &str, origin| RegisteredContact {
        id: ContactId::from_stored(id.to_owned()),
        mask: masked(address),
        origin,
        takes_codes: true,
        of_house: false,
    };
    Registration {
        mails: true,
        contacts: vec![
            contact("M", "a@example.org", Origin::Authentication),
            contact("O", "o@example.org", Origin::Authentication),
            contact("D", "d@example.org", Origin::Directory),
        ],
        apps: vec![TotpId::from_stored("T".to_owned())],
        told: 3,
        questions: 0,
        codes: 0,
        phones: vec![],
        takes: Method::ALL.to_vec(),
        has: 2,
        needs: 2,
        may_reset: true,
        opens: Some(Method::Totp),
        kept: vec![],
        can_add: vec![],
        asks: Some(Box::new(QuestionWish { pool: Topic::USUAL.map(choosable).to_vec(), count: 3, rules: answer_rules() })),
    }
}

fn choosable(topic: Topic) -> Choosable {
    let spelled = vec![format!("A question about {}?", topic.id())];
    Choosable { question: Question::Topic(topic), spelled }
}

fn answer_rules() -> AnswerRules {
    let (form, login) = (crate::domain::proof::answers::Form::V1, Login::from_stored("ada".to_owned()));
    AnswerRules { form, login, known: Known { names: vec!["Ada Peeters".to_owned()], ..Known::default() } }
}

/// The best answers that an attacker could wish for.
pub fn replies(now: Moment) -> Vec<SettingsReply> {
    let entered = Entered::Open { signed_in: signed_in(now), registration: registration() };
    let drafted = Drafted::App { signed_in: signed_in(now), draft: draft() };
    let what = Changed::AddressAdded;
    let done = ChangeOutcome::Done { signed_in: signed_in(now), registration: registration(), what, notified: 0 };
    let settled = Settled::Done { signed_in: signed_in(now) };
    vec![
        SettingsReply::Entered(Ok(entered)),
        SettingsReply::Drafted(Ok(drafted)),
        SettingsReply::Changed(Ok(done)),
        SettingsReply::Settled(Ok(settled)),
    ]
}

/// At the list of somebody who has nothing of their own yet, as far as the authority minds.
pub(super) fn at_list() -> Stage {
    let mut stage = Stage::signed_in('3');
    stage.key(Key::Char('2'));
    stage
}

fn at_gate() -> Stage {
    let mut stage = Stage::signed_in('3');
    stage.authority.ledger.has_own = true;
    stage.key(Key::Char('2'));
    stage
}

/// A stage on every page of the settings.
pub fn stages() -> Vec<Stage> {
    let [mut address, mut app, mut answers, mut answer, mut remove, mut done, mut codes, mut paper, mut leaving] =
        std::array::from_fn(|_| at_list());
    address.key(Key::Char('6')).type_in("new@example.net");
    app.key(Key::Char('5')).type_in("111");
    answers.key(Key::Char('7'));
    answer.key(Key::Char('7')).key(Key::Char('1')).type_in("Ghent");
    remove.key(Key::Char('2'));
    done.key(Key::BackTab).key(Key::Tab);
    for _ in 0..8 {
        done.key(Key::Tab);
    }
    done.key(Key::Enter);
    codes.key(Key::Char('8'));
    paper.key(Key::Char('8')).key(Key::Enter).type_in("AAAAA");
    leaving.key(Key::Char('8')).key(Key::Esc);
    let stages = vec![at_gate(), at_list(), address, app, answers, answer, codes, paper, leaving, remove, done];
    let ids = stages.iter().map(Stage::id).collect::<Vec<_>>();
    let expected = [PageId::ChooseMethod, PageId::Methods]
        .into_iter()
        .chain([PageId::AddMethod; 7])
        .chain([PageId::ConfirmRemove, PageId::DoneRegister]);
    assert_eq!(ids, expected.collect::<Vec<_>>());
    stages
}

#[test]
fn the_app_is_asked_for_before_the_list() {
    let mut stage = at_gate();
    assert_eq!(stage.page().lead[0].id, "choose-settings-lead");
    stage.key(Key::Char('1'));
    assert_eq!(stage.id(), PageId::EnterTotp);
    stage.type_in("222222").key(Key::Enter);
    assert_eq!(stage.id(), PageId::Methods);
    assert_eq!(stage.authority.opened, [(Gate::Settings, Method::Totp)]);
    assert!(stage.authority.ledger.proved);
}

#[test]
fn whoever_proves_nothing_goes_back_to_their_account() {
    let mut stage = at_gate();
    stage.key(Key::Esc);
    assert_eq!(stage.id(), PageId::MyAccount);
    stage.key(Key::Char('2')).key(Key::Char('1')).key(Key::Esc);
    assert_eq!(stage.id(), PageId::ChooseMethod);
}

#[test]
fn an_address_is_typed_proved_and_shown() {
    let mut stage = at_list();
    stage.key(Key::Char('6')).key(Key::Enter);
    assert_eq!(stage.page().fields[0].error.as_ref().map(|error| error.id), Some("add-address-empty"));
    stage.type_in("new@example.net").key(Key::Enter);
    assert_eq!(stage.id(), PageId::EnterCode);
    stage.type_in("111111").key(Key::Enter);
    assert_eq!(stage.id(), PageId::Methods);
    assert_eq!(stage.page().notices[0].text.id, "changed-address-added");
    assert_eq!(stage.authority.ledger.changes, ["address-added"]);
}

#[test]
fn an_address_of_the_list_is_not_called_new_when_it_is_made_ones_own() {
    let mut stage = at_list();
    stage.key(Key::Char('3')).type_in("111111").key(Key::Enter);
    assert_eq!(stage.page().notices[0].text.id, "changed-address-adopted");
    stage.key(Key::Char('6')).type_in("new@example.net").key(Key::Enter).type_in("111111").key(Key::Enter);
    assert_eq!(stage.page().notices[0].text.id, "changed-address-added");
}

#[test]
fn an_address_that_is_given_up_leads_back_to_the_list() {
    let mut stage = at_list();
    stage.key(Key::Char('3'));
    assert_eq!(stage.id(), PageId::EnterCode, "the directory's address is proved like any");
    stage.key(Key::Esc);
    assert_eq!(stage.id(), PageId::Methods);
    assert!(stage.authority.ledger.changes.is_empty());
}

/// A sign-in is away with what it asks: a second question has none to go with.
#[test]
fn nothing_is_asked_twice_and_a_change_is_not_stopped() {
    let [two, four, five] = ['2', '4', '5'].map(Key::Char);
    for (keys, changes) in [(&[two][..], false), (&[two, five], false), (&[two, four, Key::Down, Key::Enter], true)] {
        let mut stage = Stage::signed_in('3');
        let (last, before) = keys.split_last().expect("a key");
        for key in before {
            stage.key(*key);
        }
        let asked = stage.event_unanswered(Event::Input(Input::Key(*last)));
        assert!(matches!(asked.as_slice(), [Effect::Settings(_)]), "{keys:?}: {asked:?}");
        for key in [Key::Char('1'), Key::Char('2'), Key::Enter] {
            assert!(stage.event_unanswered(Event::Input(Input::Key(key))).is_empty(), "{keys:?}");
        }
        let id = stage.id();
        stage.event_unanswered(Event::Input(Input::Key(Key::F(10))));
        assert_eq!(stage.id() == id, changes, "{keys:?}");
    }
}

#[test]
fn after_a_quarter_of_an_hour_every_page_asks_for_the_password() {
    for mut stage in stages() {
        let is_over = stage.id() == PageId::DoneRegister;
        for _ in 0..40 {
            stage.wait(Span::seconds(25)).key(Key::Tab);
        }
        assert!(is_over || stage.id() == PageId::SignIn, "{:?}", stage.id());
    }
}
