//! An authority that answers by rote about what `ada` has registered.

use super::super::super::settings::{SettingsReply, SettingsWish};
use super::super::authority::signed_in;
use super::super::*;
use crate::domain::account::Origin;
use crate::domain::code::Form;
use crate::domain::id::{AccountId, ContactId, SecurityKeyId, TotpId, VisitId};
use crate::domain::login::Login;
use crate::domain::outcome::{Offer, Way};
use crate::domain::proof::app_draft::AppDraft;
use crate::domain::proof::key_draft::KeyDraft;
use crate::domain::proof::sheet_draft::SheetDraft;
use crate::domain::proof::signature::soft_key::{Kind, SoftKey};
use crate::domain::question::{AnswerRules, Known, Question, Topic};
use crate::domain::registration::{
    Change, ChangeOutcome, Changed, Choosable, Drafted, Entered, QuestionWish, RegisteredContact, Registration, Unfit, Wish,
};
use crate::domain::reminder::{Reminder, Settled, Settling};
use crate::domain::secret::Secret;
use crate::domain::security_key::SecurityKey;

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
                    (None, Wish::Key(_)) => Drafted::Key { signed_in, draft: key() },
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
            Change::Key { .. } => Changed::KeyAdded,
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

fn key() -> KeyDraft {
    let read = SecurityKey::read(&SoftKey::new(Kind::Ed25519, 1).line("laptop")).expect("a key");
    let whose = (AccountId::from_stored("A".to_owned()), VisitId::from_stored("V".to_owned()));
    let text = Secret::new("register-ACDEFGHJKMNPQRTV".to_owned());
    KeyDraft::new(SecurityKeyId::from_stored("K".to_owned()), whose, read, text)
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
            contact("P", "d@example.org", Origin::Directory),
        ],
        apps: vec![TotpId::from_stored("T".to_owned())],
        keys: vec![],
        takes_keys: true,
        told: 3,
        questions: 0,
        codes: 0,
        phones: vec![],
        takes: Method::ALL.to_vec(),
        has: 2,
        needs: 2,
        may_reset: true,
        opens: Some(Method::Totp),
        could_answer: true,
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
