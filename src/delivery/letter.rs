//! What is written to people: a code, or the notice of what was done to their account. A letter lies in the
//! outbox as a sealed payload and becomes a mail when it is posted, in the language of its reader.
//!
//! Letters carry no links, only codes; the subject carries neither, as it shows on locked screens.

pub mod help;
pub mod registration;
mod text;
pub mod user_id;

use std::borrow::Cow;

use serde::{Deserialize, Serialize};

use self::help::HelpLetter;
use self::registration::RegistrationLetter;
use self::user_id::UserIdLetter;
use super::Mail;
use crate::domain::account::{Address, Language};
use crate::domain::code::{Tag, grouped};
use crate::domain::id::LetterId;
use crate::domain::method::Standing;
use crate::domain::organisation::{Desk, Organisation};
use crate::domain::outcome::Done;
use crate::domain::registration::Changed;
use crate::domain::secret::Secret;
use crate::domain::time::Moment;
use crate::domain::visible::visible;
use crate::page::{Arg, Text};
use crate::texts::{Zone, say};

/// A letter, before it is written out.
#[derive(Debug)]
pub enum Letter {
    Code(CodeLetter),
    Notice(NoticeLetter),
    Explain(ExplainLetter),
    Help(HelpLetter),
    UserId(UserIdLetter),
    Registration(RegistrationLetter),
}

/// What a code is for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum CodeErrand {
    /// To get into an account.
    Account,
    /// To change what is registered.
    Settings,
    /// To register the address that it goes to.
    Address,
}

/// Why no code comes, to somebody of whom no page could say so.
#[derive(Debug)]
pub struct ExplainLetter {
    pub language: Language,
    pub name: String,
    pub place: String,
    /// The name of the reason, as in the audit.
    pub reason: String,
}

/// A one-time code.
#[derive(Debug)]
pub struct CodeLetter {
    pub language: Language,
    pub name: String,
    /// Where the code was asked for; the courier may stand elsewhere.
    pub place: String,
    pub code: Secret,
    pub tag: Tag,
    pub minutes: i64,
    pub errand: CodeErrand,
}

/// The notice of what was done to an account.
#[derive(Debug)]
pub struct NoticeLetter {
    pub done: Done,
    pub language: Language,
    pub name: String,
    pub place: String,
    pub login: String,
    pub at: Moment,
}

/// A letter as it lies in the outbox. Fields are only ever added.
#[derive(Serialize, Deserialize)]
#[serde(tag = "kind", rename_all = "kebab-case")]
enum Payload<'p> {
    Code {
        language: Cow<'p, str>,
        name: Cow<'p, str>,
        place: Cow<'p, str>,
        code: Cow<'p, str>,
        tag: i64,
        minutes: i64,
        /// Absent in letters of before there was another.
        #[serde(default)]
        errand: Option<Cow<'p, str>>,
    },
    /// Named after the first thing that was ever told in one.
    #[serde(rename = "reset")]
    Notice {
        #[serde(default)]
        done: Option<Cow<'p, str>>,
        language: Cow<'p, str>,
        name: Cow<'p, str>,
        place: Cow<'p, str>,
        login: Cow<'p, str>,
        at: i64,
    },
    Explain {
        language: Cow<'p, str>,
        name: Cow<'p, str>,
        place: Cow<'p, str>,
        reason: Cow<'p, str>,
    },
    Help {
        language: Cow<'p, str>,
        number: u32,
        at: i64,
        place: Cow<'p, str>,
        standing: Cow<'p, str>,
        person: Option<(Cow<'p, str>, Cow<'p, str>)>,
        page: Cow<'p, str>,
        support: Cow<'p, str>,
        spoken: Cow<'p, str>,
        has_words: bool,
    },
    UserId {
        language: Cow<'p, str>,
        name: Cow<'p, str>,
        place: Cow<'p, str>,
        logins: Vec<Cow<'p, str>>,
    },
    Registration {
        what: Cow<'p, str>,
        language: Cow<'p, str>,
        name: Cow<'p, str>,
        place: Cow<'p, str>,
        login: Cow<'p, str>,
        mask: Cow<'p, str>,
        at: i64,
    },
}

const LONGEST_NAME: usize = 100;

impl Letter {
    /// The text that is sealed into the outbox.
    pub fn to_payload(&self) -> Secret {
        // Room for any letter, so that growing leaves no copy of a code behind.
        let mut text = Vec::with_capacity(4_096);
        let written = serde_json::to_writer(&mut text, &Payload::of(self));
        debug_assert!(written.is_ok(), "texts and numbers always become JSON");
        Secret::new(String::from_utf8(text).unwrap_or_default())
    }

    /// The letter of a payload; none when this program did not write it.
    pub fn from_payload(payload: &Secret) -> Option<Self> {
        let payload: Payload<'_> = serde_json::from_str(payload.expose()).ok()?;
        Some(match payload {
            Payload::Code { language, name, place, code, tag, minutes, errand } => Self::Code(CodeLetter {
                language: Language::from_code(&language)?,
                name: name.into_owned(),
                place: place.into_owned(),
                code: Secret::new(code.into_owned()),
                tag: Tag::from_number(tag),
                minutes,
                errand: errand.map_or(Some(CodeErrand::Account), |errand| CodeErrand::from_name(&errand))?,
            }),
            Payload::Notice { done, language, name, place, login, at } => Self::Notice(NoticeLetter {
                done: done.map_or(Some(Done::Reset), |done| Done::from_name(&done))?,
                language: Language::from_code(&language)?,
                name: name.into_owned(),
                place: place.into_owned(),
                login: login.into_owned(),
                at: Moment::from_millis(at),
            }),
            Payload::Explain { language, name, place, reason } => Self::Explain(ExplainLetter {
                language: Language::from_code(&language)?,
                name: name.into_owned(),
                place: place.into_owned(),
                reason: reason.into_owned(),
            }),
            Payload::Help { language, number, at, place, standing, person, page, support, spoken, has_words } => {
                Self::Help(HelpLetter {
                    language: Language::from_code(&language)?,
                    number,
                    at: Moment::from_millis(at),
                    place: place.into_owned(),
                    standing: Standing::from_name(&standing)?,
        "no-channel" => "letter-explain-no-channel",
                    person: person.map(|(login, name)| (login.into_owned(), name.into_owned())),
                    page: page.into_owned(),
                    support: support.into_owned(),
                    spoken: Language::from_code(&spoken)?,
                    has_words,
                })
            }
            Payload::UserId { language, name, place, logins } => Self::UserId(UserIdLetter {
                language: Language::from_code(&language)?,
                name: name.into_owned(),
                place: place.into_owned(),
                logins: logins.into_iter().map(Cow::into_owned).collect(),
            }),
            Payload::Registration { what, language, name, place, login, mask, at } => Self::Registration(RegistrationLetter {
                what: Changed::from_name(&what)?,
                language: Language::from_code(&language)?,
                name: name.into_owned(),
                place: place.into_owned(),
                login: login.into_owned(),
                mask: mask.into_owned(),
                at: Moment::from_millis(at),
            }),
        })
    }

    /// The mail to `to`, in the name of `house` and with times of its `zone`.
    pub fn written(&self, house: &Organisation, zone: &Zone, id: &LetterId, to: &Address) -> Mail {
        let (language, name) = match self {
            Self::Code(letter) => (letter.language, &letter.name),
            Self::Notice(letter) => (letter.language, &letter.name),
            Self::Explain(letter) => (letter.language, &letter.name),
            Self::Help(letter) => (letter.language, &String::new()),
            Self::UserId(letter) => (letter.language, &letter.name),
            Self::Registration(letter) => (letter.language, &letter.name),
        };
        let name = visible(name, LONGEST_NAME);
        let written: Vec<String> = self.paragraphs(house, &name).iter().map(|text| say(text, language, zone)).collect();
        Mail {
            id: id.clone(),
            to: to.clone(),
            to_name: name,
            from_name: say(&of(house, "letter-sender"), language, zone),
            subject: say(&self.subject(house), language, zone),
            body: Secret::new(written.join("\n\n") + "\n"),
        }
    }

    fn subject(&self, house: &Organisation) -> Text {
        match self {
            Self::Code(letter) => of(house, "letter-code-subject").with("tag", letter.tag.letter().to_string()),
            Self::Notice(letter) => of(house, notice_subject(letter.done)),
            Self::Explain(_) => of(house, "letter-explain-subject"),
            Self::Help(letter) => letter.subject(house),
            Self::UserId(_) => UserIdLetter::subject(house),
            Self::Registration(_) => RegistrationLetter::subject(house),
        }
    }

    fn paragraphs(&self, house: &Organisation, name: &str) -> Vec<Text> {
        let greeting = (!name.is_empty()).then(|| Text::new("letter-greeting").with("name", name));
        let content = match self {
            Self::Code(letter) => vec![code_body(letter, house)],
            Self::Notice(letter) => notice_body(letter, house),
            Self::Explain(letter) => explain_body(letter, house),
            Self::Help(letter) => letter.paragraphs(house),
            Self::UserId(letter) => letter.paragraphs(house),
            Self::Registration(letter) => letter.paragraphs(house),
        };
        greeting.into_iter().chain(content).chain([of(house, "letter-footer")]).collect()
    }
}

impl CodeErrand {
    const ALL: [Self; 3] = [Self::Account, Self::Settings, Self::Address];

    const fn name(self) -> &'static str {
        match self {
            Self::Account => "account",
            Self::Settings => "settings",
            Self::Address => "address",
        }
    }

    fn from_name(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|errand| errand.name() == name)
    }
}

impl<'p> Payload<'p> {
    fn of(letter: &'p Letter) -> Self {
        match letter {
            Letter::Code(letter) => Self::Code {
                language: letter.language.code().into(),
                name: letter.name.as_str().into(),
                place: letter.place.as_str().into(),
                code: letter.code.expose().into(),
                tag: letter.tag.number(),
                minutes: letter.minutes,
                errand: Some(letter.errand.name().into()),
            },
            Letter::Notice(letter) => Self::Notice {
                done: Some(letter.done.name().into()),
                language: letter.language.code().into(),
                name: letter.name.as_str().into(),
                place: letter.place.as_str().into(),
                login: letter.login.as_str().into(),
                at: letter.at.millis(),
            },
            Letter::Explain(letter) => Self::Explain {
                language: letter.language.code().into(),
                name: letter.name.as_str().into(),
                place: letter.place.as_str().into(),
                reason: letter.reason.as_str().into(),
            },
            Letter::Help(letter) => Self::Help {
                language: letter.language.code().into(),
                number: letter.number,
                at: letter.at.millis(),
                place: letter.place.as_str().into(),
                standing: letter.standing.name().into(),
                person: letter.person.as_ref().map(|(login, name)| (login.as_str().into(), name.as_str().into())),
                page: letter.page.as_str().into(),
                support: letter.support.as_str().into(),
                spoken: letter.spoken.code().into(),
                has_words: letter.has_words,
            },
            Letter::UserId(letter) => Self::UserId {
                language: letter.language.code().into(),
                name: letter.name.as_str().into(),
                place: letter.place.as_str().into(),
                logins: letter.logins.iter().map(|login| login.as_str().into()).collect(),
            },
            Letter::Registration(letter) => Self::Registration {
                what: letter.what.name().into(),
                language: letter.language.code().into(),
                name: letter.name.as_str().into(),
                place: letter.place.as_str().into(),
                login: letter.login.as_str().into(),
                mask: letter.mask.as_str().into(),
                at: letter.at.millis(),
            },
        }
    }
}

fn of(house: &Organisation, id: &'static str) -> Text {
    Text::new(id).with("organisation", house.name.as_str())
}

fn code_body(letter: &CodeLetter, house: &Organisation) -> Text {
    let id = match letter.errand {
        CodeErrand::Account => "letter-code-body",
        CodeErrand::Settings => "letter-code-settings-body",
        CodeErrand::Address => "letter-code-address-body",
    };
    of(house, id)
        .with("code", grouped(letter.code.expose()))
        .with("tag", letter.tag.letter().to_string())
        .with("minutes", letter.minutes)
        .with("place", letter.place.as_str())
}

const fn notice_subject(done: Done) -> &'static str {
    match done {
        Done::Reset => "letter-reset-subject",
        Done::FirstPassword => "letter-first-password-subject",
        Done::Unlock => "letter-unlock-subject",
        Done::Change => "letter-change-subject",
    }
}

fn notice_body(letter: &NoticeLetter, house: &Organisation) -> Vec<Text> {
    let id = match letter.done {
        Done::Reset => "letter-reset-body",
        Done::FirstPassword => "letter-first-password-body",
        Done::Unlock => "letter-unlock-body",
        Done::Change => "letter-change-body",
    };
    let body = of(house, id)
        .with("login", letter.login.as_str())
        .with("when", Arg::Date(letter.at))
        .with("place", letter.place.as_str());
    [body, Text::new("letter-not-you")].into_iter().chain(desk(&house.desk)).collect()
}

fn explain_body(letter: &ExplainLetter, house: &Organisation) -> Vec<Text> {
    let body = of(house, "letter-explain-body").with("place", letter.place.as_str());
    let why = match letter.reason.as_str() {
        "elsewhere" => "letter-explain-elsewhere",
        "account-off" => "letter-explain-off",
        "not-for-this-person" => "letter-explain-not-for-you",
        _ => "letter-explain-unregistered",
    };
    [body, Text::new(why), Text::new("letter-explain-not-you")].into_iter().chain(desk(&house.desk)).collect()
}

fn desk(desk: &Desk) -> impl Iterator<Item = Text> {
    let lines =
        [("desk-phone", "phone", &desk.phone), ("desk-address", "address", &desk.address), ("desk-hours", "hours", &desk.hours)];
    lines.into_iter().filter(|(_, _, line)| !line.is_empty()).map(|(id, name, line)| Text::new(id).with(name, line.as_str()))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn house() -> Organisation {
        Organisation {
            name: "Contoso".to_owned(),
            example_login: "alain@contoso.com".to_owned(),
            desk: Desk { phone: "100".to_owned(), address: String::new(), hours: "9-17".to_owned(), ..Desk::default() },
            mail_domains: vec!["contoso.com".to_owned()],
            timezone: "Europe/Amsterdam".to_owned(),
            country: None,
            place: "the courier's own place".to_owned(),
        }
    }

    fn code(language: Language) -> Letter {
        Letter::Code(CodeLetter {
            language,
            name: "Zoë \"Zo\" de Vries".to_owned(),
            place: "Hall B".to_owned(),
            code: Secret::new("042917".to_owned()),
            tag: Tag::from_number(1),
            minutes: 10,
            errand: CodeErrand::Account,
        })
    }

    fn reset(language: Language) -> Letter {
        Letter::Notice(NoticeLetter {
            done: Done::Reset,
            language,
            name: "Ada".to_owned(),
            place: "Hall B".to_owned(),
            login: "ada@contoso.com".to_owned(),
            at: Moment::from_millis(1_795_183_500_000),
        })
    }

    fn explain(reason: &str) -> Letter {
        Letter::Explain(ExplainLetter {
            language: Language::English,
            name: "Ada".to_owned(),
            place: "Hall B".to_owned(),
            reason: reason.to_owned(),
        })
    }

    fn written(letter: &Letter) -> Mail {
        let zone = Zone::named("Europe/Amsterdam").expect("a zone");
        let to = Address::parse("ada@example.org").expect("an address");
        letter.written(&house(), &zone, &LetterId::from_stored("L1".to_owned()), &to)
    }

    #[test]
    fn a_letter_comes_back_from_its_payload_as_it_was() {
        for letter in [code(Language::Dutch), reset(Language::English), explain("elsewhere")] {
            let back = Letter::from_payload(&letter.to_payload()).expect("a letter");
            assert_eq!(back.to_payload().expose(), letter.to_payload().expose());
            assert_eq!(written(&back).body.expose(), written(&letter).body.expose());
        }
        for foreign in ["", "{}", "{\"kind\":\"code\"}", "[]"] {
            assert!(Letter::from_payload(&Secret::new(foreign.to_owned())).is_none(), "{foreign}");
        }
    }

    #[test]
    fn a_code_stands_in_the_body_and_nowhere_else() {
        for language in Language::ALL {
            let mail = written(&code(language));
            assert!(mail.body.expose().contains("042 917") && mail.body.expose().contains("Hall B"));
            let shown = format!("{mail:?}{:?}", code(language));
            assert!(!shown.contains("042") && !shown.contains("917"), "{shown}");
            assert!(mail.subject.contains('B') && !mail.subject.contains("042"));
        }
    }

    #[test]
    fn an_explanation_says_why_no_code_comes() {
        let reasons = ["elsewhere", "account-off", "not-for-this-person", "unregistered", "no-channel"];
        let mut bodies: Vec<String> = reasons.iter().map(|reason| written(&explain(reason)).body.expose().to_owned()).collect();
        assert!(bodies.iter().all(|body| body.contains("Hall B") && body.contains("100")));
        bodies.dedup();
        assert_eq!(bodies.len(), reasons.len(), "each has its own reason");
    }

    #[test]
    fn a_notice_says_when_where_and_whom_to_call() {
        let body = written(&reset(Language::Dutch)).body;
        for part in ["ada@contoso.com", "Hall B", "november 2026, ", "Was u dit niet?", "100", "9-17"] {
            assert!(body.expose().contains(part), "{part} in {}", body.expose());
        }
        assert!(!body.expose().contains("Adres"), "an empty line of the desk is left out");
    }

    #[test]
    fn letters_come_in_the_name_of_the_organisation() {
        assert_eq!(written(&reset(Language::English)).from_name, "Password kiosk on behalf of Contoso");
        assert_eq!(written(&reset(Language::Dutch)).from_name, "Wachtwoordkiosk namens Contoso");
    }

    #[test]
    fn a_hostile_name_stays_on_its_line() {
        let Letter::Notice(plain) = reset(Language::English) else { panic!("a reset letter") };
        let hostile = "Ada\r\nBcc: x@example.org\u{202e}".to_owned();
        let mail = written(&Letter::Notice(NoticeLetter { name: hostile.clone(), login: hostile, ..plain }));
        assert_eq!(mail.to_name, "Ada Bcc: x@example.org");
        assert!(!mail.body.expose().contains("\nBcc") && !mail.body.expose().contains('\r'));
    }
}
