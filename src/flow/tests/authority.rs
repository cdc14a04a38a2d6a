//! An authority that answers by rote: `ada` has a mailbox and an app, the codes are 111111 and 222222, and
//! three questions, the answer to each of which is "rex".

mod asking;
mod changes;
pub mod proofs;

use super::super::event::{Effect, Reply};
use super::super::*;
use super::masked;
use super::settings::ledger::Ledger;
use crate::domain::captcha::{Kind, Riddle};
use crate::domain::code::{Form, Tag};
use crate::domain::help::{HelpAnswer, HelpNumber, HelpReceipt, HelpWish, UserIdAnswer};
use crate::domain::id::{AccountId, AnswerId, ChallengeId, ContactId, VisitId};
use crate::domain::limit::Scope;
use crate::domain::login::LoginKey;
use crate::domain::mask::Mask;
use crate::domain::method::{Gate, Gates, Method};
use crate::domain::organisation::Desk;
use crate::domain::outcome::{
    Answered, Asked, AskedQuestion, Challenge, Done, Identified, LanguageSet, Notified, Offer, Opened, Person, PhoneAnswer,
    QuestionSet, QuestionsAnswered, Receipt, Resent, Stop, StopReason, Trouble, Way, WrongAnswer,
};
use crate::domain::password::{Assessment, Complaint, PasswordRules};
use crate::domain::phone::Phone;
use crate::domain::proof::answers::GivenAnswer;
use crate::domain::proof::sign_in::SignedIn;
use crate::domain::proof::signature::BadSignature;
use crate::domain::question::{Question, Topic};
use crate::domain::secret::Secret;
use crate::domain::support::SupportCode;
use crate::domain::time::Span;
use crate::domain::times::VisitTimes;

pub use proofs::proof;

pub const START: Moment = Moment::from_millis(1_800_000_000_000);

pub fn house() -> House {
    House {
        organisation: Organisation {
            name: "Contoso".to_owned(),
            example_login: "alain@contoso.com".to_owned(),
            desk: Desk {
                phone: "555 0100".to_owned(),
                address: "Room 12".to_owned(),
                hours: "9-17".to_owned(),
                ..Desk::default()
            },
            mail_domains: vec!["contoso.com".to_owned()],
            timezone: "Europe/Amsterdam".to_owned(),
            country: None,
            place: "Hall B".to_owned(),
        },
        language: Language::English,
        times: Some(VisitTimes { total: Span::minutes(60), ..VisitTimes::USUAL }),
        may_quit: false,
        demo: false,
        resets: true,
        code_digits: 6,
        mails: true,
        start_waits: true,
    }
}

/// Whether an account is locked after wrong passwords.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Lock {
    Shut,
    Open,
}

/// What becomes of its letters.
#[derive(Default)]
pub struct Outbox {
    /// Whether none arrives.
    pub is_lost: bool,
    /// How often somebody asked.
    pub asked: u32,
}

/// Answers, and remembers what it was asked.
pub struct Authority {
    pub gates: Gates,
    pub letters: u32,
    pub looks: u32,
    /// What each of them finds.
    pub complaints: Vec<Complaint>,
    pub opened: Vec<(Gate, Method)>,
    pub password: Option<String>,
    /// Every reset that was asked for, by the methods of its proofs.
    pub resets: Vec<Vec<Method>>,
    /// Every unlock that was asked for, likewise.
    pub unlocks: Vec<Vec<Method>>,
    /// Whether ada may keep her password, and what comes of it; none where that is switched off.
    pub unlock: Option<Lock>,
    pub refuses: bool,
    pub must_change: bool,
    /// How often somebody was signed in, and how often a password was changed by somebody who was.
    pub signed_in: u32,
    pub changes: u32,
    pub blocks: Option<Method>,
    pub trouble: Option<Trouble>,
    /// Whether a miss brings other questions.
    pub asks_others: bool,
    /// The sets of answers that came.
    pub sets: u32,
    /// The answer to the riddle that comes first, until it is given.
    pub riddle: Option<&'static str>,
    /// What administrators were asked.
    pub wishes: Vec<HelpWish>,
    /// The password that is made up for whoever asks for one.
    pub suggestion: Option<&'static str>,
    /// What `ada` has registered.
    pub ledger: Ledger,
    /// The language that `ada` prefers.
    pub language: Option<Language>,
    /// What `ada` has beside mail, an app and questions.
    pub more: Vec<Way>,
    pub outbox: Outbox,
    /// What is wrong with a signature that is.
    pub bad: BadSignature,
    /// The answers that came.
    pub answered: u32,
}

impl Authority {
    pub fn two_gates() -> Self {
        Self::new(Gates::Two)
    }

    pub fn one_gate() -> Self {
        Self::new(Gates::One)
    }

    /// Two gates, for an account that prefers `language`.
    pub fn preferring(language: Option<Language>) -> Self {
        Self { language, ..Self::two_gates() }
    }

    fn new(gates: Gates) -> Self {
        Self {
            gates,
            letters: 0,
            looks: 0,
            complaints: vec![],
            opened: vec![],
            password: None,
            resets: vec![],
            unlocks: vec![],
            unlock: None,
            refuses: false,
            must_change: false,
            signed_in: 0,
            changes: 0,
            blocks: None,
            trouble: None,
            asks_others: false,
            sets: 0,
            riddle: None,
            wishes: vec![],
            suggestion: Some("tulip-copper-wharf-zebra"),
            ledger: Ledger::default(),
            language: None,
            more: vec![],
            outbox: Outbox::default(),
            bad: BadSignature::OtherText,
            answered: 0,
        }
    }

    /// The reply to `effect`, or the effect back when it asks nothing.
    pub fn answer(&mut self, effect: Effect, now: Moment) -> Result<Reply, Box<Effect>> {
        Ok(match effect {
            Effect::Identify { typed } => Reply::Identified(self.identify(&typed)),
            Effect::Riddle { kind } => Reply::Riddle(self.trouble.map_or_else(|| Ok(asked(kind, false)), Err)),
            Effect::Solve { login, typed } => Reply::Identified(self.solve(&login, &typed)),
            Effect::Open { gate, way, .. } => {
                self.opened.push((gate, way.method()));
                Reply::Opened(self.trouble.map_or_else(|| Ok(self.put(gate, way, now)), Err))
            }
            Effect::Resend { challenge } => {
                let next = self.challenge(challenge.gate, challenge.way, now, challenge.tag.next());
                Reply::Resent(Ok(Resent::Challenge(next)))
            }
            Effect::Answer { challenge, typed } => {
                self.answered += 1;
                Reply::Answered(self.verdict(challenge, &typed, now))
            }
            Effect::AnswerQuestions { set, given } => Reply::QuestionsAnswered(self.judge(set, &given, now)),
            Effect::Measure { edition, .. } => {
                self.looks += 1;
                Reply::Measured { edition, assessment: Assessment { complaints: self.complaints.clone(), ..Self::assessment() } }
            }
            Effect::Suggest { edition, .. } => {
                let suggestion = self.suggestion.map(|text| Secret::new(text.to_owned()));
                Reply::Suggested { edition, suggestion }
            }
            Effect::Reset { proofs, password, .. } => Reply::Reset(self.reset(proofs, &password, now)),
            Effect::SignIn { login, password, solution } => {
                Reply::SignedIn(self.sign_in(&login, &password, solution.as_ref(), now))
            }
            Effect::Change { signed_in, password, .. } => Reply::Changed(self.change(signed_in, &password, now)),
            Effect::SetLanguage { signed_in, language } => Reply::LanguageSet(match self.trouble {
                Some(trouble) => Err((signed_in, trouble)),
                None => Ok(LanguageSet::Done { signed_in, language }),
            }),
            Effect::Unlock { proofs, .. } => Reply::Unlocked(self.unlock(proofs, now)),
            Effect::AskDelivery { challenge } => {
                self.outbox.asked += 1;
                Reply::Delivery { challenge, failed: self.outbox.is_lost }
            }
            Effect::AskHelp { wish, solution } => Reply::HelpAsked(self.help(&wish, solution.as_ref())),
            Effect::ConfirmPhone { challenge, number } => Reply::PhoneConfirmed(self.confirm(challenge, &number, now)),
            Effect::SendUserId { solution, .. } => Reply::UserIdSent(self.user_id(solution.as_ref())),
            Effect::Settings(wish) => {
                let mut ledger = std::mem::take(&mut self.ledger);
                let reply = ledger.answer(wish, self.trouble, |gate, way| self.challenge(gate, way, now, Tag::FIRST));
                self.ledger = ledger;
                Reply::Settings(Box::new(reply))
            }
            effect => return Err(Box::new(effect)),
        })
    }

    fn identify(&self, typed: &str) -> Result<Identified, Trouble> {
        match self.trouble {
            Some(trouble) => Err(trouble),
            None if self.riddle.is_some() => Ok(Identified::Captcha(asked(Kind::Picture, false))),
            None if typed.eq_ignore_ascii_case("ada") => Ok(Identified::Welcome(self.person())),
            None => Ok(Identified::Unknown),
        }
    }

    fn solve(&mut self, login: &str, typed: &Secret) -> Result<Identified, Trouble> {
        if self.riddle == Some(typed.expose()) {
            self.riddle = None;
        }
        match self.riddle {
            Some(_) => Ok(Identified::Captcha(asked(Kind::Question, true))),
            None => self.identify(login),
        }
    }

    /// Whether a riddle stands first, once `solution` was looked at.
    fn riddle_before(&mut self, solution: Option<&Secret>) -> Option<Asked> {
        if self.riddle.is_some() && self.riddle == solution.map(Secret::expose) {
            self.riddle = None;
        }
        self.riddle.map(|_| asked(Kind::Question, solution.is_some()))
    }

    pub fn person(&self) -> Person {
        let to = Some((ContactId::from_stored("M".to_owned()), masked("a@example.org")));
        let email = Way::Email { to };
        Person {
            login: LoginKey::of("ada"),
            gates: self.gates,
            offers: [email, Way::Totp, Way::Questions { first: false }]
                .into_iter()
                .chain(self.more.iter().cloned())
                .map(|way| Offer { blocked: None, form: Form::Short, outlasts: way.method().has_our_codes(), way })
                .collect(),
            password: PasswordRules::MODERN,
            words: Arc::default(),
            precise: true,
            has_password: true,
            may_unlock: self.unlock.is_some(),
            language: self.language,
        }
    }

    fn put(&mut self, gate: Gate, way: Way, now: Moment) -> Opened {
        match way {
            Way::Email { .. } | Way::Totp | Way::RecoveryCode | Way::Sms { .. } | Way::SecurityKey => {
                Opened::Challenge(self.challenge(gate, way, now, Tag::FIRST))
            }
            Way::Questions { .. } => Opened::Questions(self.question_set(gate, now)),
        }
    }

    pub fn question_set(&mut self, gate: Gate, now: Moment) -> QuestionSet {
        let challenge = self.challenge(gate, Way::Questions { first: false }, now, Tag::FIRST);
        let from = if self.asks_others && self.sets > 0 { 3 } else { 0 };
        let asked = |topic: &Topic| AskedQuestion {
            answer: AnswerId::from_stored(topic.id().to_owned()),
            question: Question::Topic(*topic),
        };
        QuestionSet { challenge, questions: Topic::USUAL[from..from + 3].iter().map(asked).collect() }
    }

    fn judge(
        &mut self,
        set: QuestionSet,
        given: &[GivenAnswer],
        now: Moment,
    ) -> Result<QuestionsAnswered, (QuestionSet, Trouble)> {
        self.sets += 1;
        if let Some(trouble) = self.trouble {
            return Err((set, trouble));
        }
        let are_answered = given.iter().map(|answer| &answer.to).eq(set.questions.iter().map(|asked| &asked.answer));
        if set.challenge.tries_left > 0 && are_answered && given.iter().all(|answer| answer.typed.expose() == "rex") {
            return Ok(QuestionsAnswered::Proved { proof: proof(&set.challenge, now), person: None });
        }
        let tries_left = set.challenge.tries_left.saturating_sub(1);
        let next = if self.asks_others { self.question_set(set.challenge.gate, now) } else { set };
        let QuestionSet { challenge, questions } = next;
        Ok(QuestionsAnswered::Wrong(QuestionSet { challenge: Challenge { tries_left, ..challenge }, questions }))
    }

    pub fn challenge(&mut self, gate: Gate, way: Way, now: Moment, tag: Tag) -> Challenge {
        self.letters += 1;
        let way_signs = way == Way::SecurityKey;
        Challenge {
            id: ChallengeId::from_stored(format!("C{}", self.letters)),
            login: LoginKey::of("ada"),
            gate,
            way,
            form: Form::Short,
            tag,
            expires: now + Span::minutes(10),
            resend_from: now + Span::seconds(30),
            tries_left: 3,
            to_sign: way_signs.then(proofs::to_sign),
        }
    }

    /// The number on file ends in 42.
    fn confirm(&mut self, mut challenge: Challenge, number: &Phone, now: Moment) -> Result<PhoneAnswer, (Challenge, Trouble)> {
        if let Some(trouble) = self.trouble {
            return Err((challenge, trouble));
        }
        if challenge.tries_left > 0 && number.as_str() == "+31612345642" {
            return Ok(PhoneAnswer::Sent(self.challenge(challenge.gate, challenge.way, now, Tag::FIRST)));
        }
        challenge.tries_left = challenge.tries_left.saturating_sub(1);
        let why = if challenge.tries_left == 0 { WrongAnswer::Dead } else { WrongAnswer::Code };
        Ok(PhoneAnswer::Wrong { challenge, why })
    }

    fn verdict(&self, mut challenge: Challenge, typed: &Secret, now: Moment) -> Result<Answered, (Challenge, Trouble)> {
        let method = challenge.way.method();
        if let Some(trouble) = self.trouble {
            return Err((challenge, trouble));
        }
        if self.blocks == Some(method) {
            let reason = StopReason::Blocked { scope: Scope::Method(method), until: now + Span::hours(1) };
            return Ok(Answered::Stop(Stop { reason, support: SupportCode::new([0; 16]), missed: false, spent: false }));
        }
        let right = if method == Method::Email { "111111" } else { "222222" };
        if challenge.tries_left > 0 && crate::domain::code::normalise(typed.expose()).expose() == right {
            return Ok(Answered::Proved { proof: proof(&challenge, now), person: None });
        }
        if method == Method::SecurityKey && challenge.tries_left > 0 && typed.expose().contains(proofs::RIGHT) {
            return Ok(Answered::Proved { proof: proof(&challenge, now), person: None });
        }
        challenge.tries_left = challenge.tries_left.saturating_sub(1);
        let why = if method == Method::SecurityKey { WrongAnswer::Signature(self.bad) } else { WrongAnswer::Code };
        Ok(Answered::Wrong { challenge, why })
    }

    pub fn assessment() -> Assessment {
        Assessment { complaints: vec![], score: 4, warning: None, suggestions: vec![] }
    }
}

pub fn signed_in(now: Moment) -> SignedIn {
    SignedIn::of(AccountId::from_stored("A".to_owned()), VisitId::from_stored("V".to_owned()), now)
}

pub fn receipt(done: Done, at: Moment) -> Receipt {
    Receipt { done, login: "ada".to_owned(), at, notified: Notified::NoAddress, was_locked: false, codes_left: None }
}

/// A riddle that is the same each time.
pub fn asked(kind: Kind, missed: bool) -> Asked {
    Asked { riddle: Riddle::draw(kind, [3; 16]).shown(), missed }
}

/// A sheet with codes, and a mobile telephone.
pub fn more() -> Vec<Way> {
    vec![
        Way::RecoveryCode,
        Way::Sms { to: Some((ContactId::from_stored("P".to_owned()), Mask::Number { last: "42".to_owned(), number: None })) },
        Way::SecurityKey,
    ]
}
