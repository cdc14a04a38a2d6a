//! A letter as it lies in the outbox: the text that is sealed, and the letter that comes back from it. Letters
//! outlive the program that wrote them, so a field is only ever added.

use std::borrow::Cow;

use serde::{Deserialize, Serialize};

use super::help::HelpLetter;
use super::registration::RegistrationLetter;
use super::user_id::UserIdLetter;
use super::{CodeErrand, CodeLetter, ExplainLetter, Letter, NoticeLetter};
use crate::domain::account::Language;
use crate::domain::code::Tag;
use crate::domain::method::Standing;
use crate::domain::outcome::Done;
use crate::domain::place::Place;
use crate::domain::registration::Changed;
use crate::domain::secret::Secret;
use crate::domain::time::Moment;

#[derive(Serialize, Deserialize)]
#[serde(tag = "kind", rename_all = "kebab-case")]
enum Payload<'p> {
    Code {
        language: Cow<'p, str>,
        name: Cow<'p, str>,
        place: Cow<'p, str>,
        #[serde(default)]
        ssh: bool,
        code: Cow<'p, str>,
        tag: i64,
        minutes: i64,
        /// Absent in letters of before there was another.
        #[serde(default)]
        errand: Option<Cow<'p, str>>,
        #[serde(default)]
        at: Option<i64>,
    },
    /// Named after the first thing that was ever told in one.
    #[serde(rename = "reset")]
    Notice {
        #[serde(default)]
        done: Option<Cow<'p, str>>,
        language: Cow<'p, str>,
        name: Cow<'p, str>,
        place: Cow<'p, str>,
        #[serde(default)]
        ssh: bool,
        login: Cow<'p, str>,
        at: i64,
    },
    Explain {
        language: Cow<'p, str>,
        name: Cow<'p, str>,
        place: Cow<'p, str>,
        #[serde(default)]
        ssh: bool,
        reason: Cow<'p, str>,
    },
    Help {
        language: Cow<'p, str>,
        number: u32,
        at: i64,
        place: Cow<'p, str>,
        #[serde(default)]
        ssh: Option<bool>,
        /// Of letters that did not know yet that a terminal may stand open, too.
        #[serde(default)]
        standing: Option<Cow<'p, str>>,
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
        #[serde(default)]
        ssh: bool,
        logins: Vec<Cow<'p, str>>,
    },
    Registration {
        what: Cow<'p, str>,
        language: Cow<'p, str>,
        name: Cow<'p, str>,
        place: Cow<'p, str>,
        #[serde(default)]
        ssh: bool,
        login: Cow<'p, str>,
        mask: Cow<'p, str>,
        at: i64,
    },
}

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
            Payload::Code { language, name, place, ssh, code, tag, minutes, errand, at } => Self::Code(CodeLetter {
                language: Language::from_code(&language)?,
                name: name.into_owned(),
                place: stored(place, ssh),
                code: Secret::new(code.into_owned()),
                tag: Tag::from_number(tag),
                minutes,
                errand: errand.map_or(Some(CodeErrand::Account), |errand| CodeErrand::from_name(&errand))?,
                at: at.map(Moment::from_millis),
            }),
            Payload::Notice { done, language, name, place, ssh, login, at } => Self::Notice(NoticeLetter {
                done: done.map_or(Some(Done::Reset), |done| Done::from_name(&done))?,
                language: Language::from_code(&language)?,
                name: name.into_owned(),
                place: stored(place, ssh),
                login: login.into_owned(),
                at: Moment::from_millis(at),
            }),
            Payload::Explain { language, name, place, ssh, reason } => Self::Explain(ExplainLetter {
                language: Language::from_code(&language)?,
                name: name.into_owned(),
                place: stored(place, ssh),
                reason: reason.into_owned(),
            }),
            Payload::Help { language, number, at, place, ssh, standing, person, page, support, spoken, has_words } => {
                Self::Help(HelpLetter {
                    language: Language::from_code(&language)?,
                    number,
                    at: Moment::from_millis(at),
                    place: stored(place, ssh.unwrap_or(standing.as_deref() == Some(Standing::Open.name()))),
                    person: person.map(|(login, name)| (login.into_owned(), name.into_owned())),
                    page: page.into_owned(),
                    support: support.into_owned(),
                    spoken: Language::from_code(&spoken)?,
                    has_words,
                })
            }
            Payload::UserId { language, name, place, ssh, logins } => Self::UserId(UserIdLetter {
                language: Language::from_code(&language)?,
                name: name.into_owned(),
                place: stored(place, ssh),
                logins: logins.into_iter().map(Cow::into_owned).collect(),
            }),
            Payload::Registration { what, language, name, place, ssh, login, mask, at } => {
                Self::Registration(RegistrationLetter {
                    what: Changed::from_name(&what)?,
                    language: Language::from_code(&language)?,
                    name: name.into_owned(),
                    place: stored(place, ssh),
                    login: login.into_owned(),
                    mask: mask.into_owned(),
                    at: Moment::from_millis(at),
                })
            }
        })
    }
}

fn stored(name: Cow<'_, str>, ssh: bool) -> Place {
    let name = name.into_owned();
    if ssh { Place::Ssh { host: name, from: None } } else { Place::Terminal(name) }
}

impl<'p> Payload<'p> {
    fn of(letter: &'p Letter) -> Self {
        match letter {
            Letter::Code(letter) => Self::Code {
                language: letter.language.code().into(),
                name: letter.name.as_str().into(),
                place: letter.place.name().into(),
                ssh: letter.place.is_ssh(),
                code: letter.code.expose().into(),
                tag: letter.tag.number(),
                minutes: letter.minutes,
                errand: Some(letter.errand.name().into()),
                at: letter.at.map(Moment::millis),
            },
            Letter::Notice(letter) => Self::Notice {
                done: Some(letter.done.name().into()),
                language: letter.language.code().into(),
                name: letter.name.as_str().into(),
                place: letter.place.name().into(),
                ssh: letter.place.is_ssh(),
                login: letter.login.as_str().into(),
                at: letter.at.millis(),
            },
            Letter::Explain(letter) => Self::Explain {
                language: letter.language.code().into(),
                name: letter.name.as_str().into(),
                place: letter.place.name().into(),
                ssh: letter.place.is_ssh(),
                reason: letter.reason.as_str().into(),
            },
            Letter::Help(letter) => Self::Help {
                language: letter.language.code().into(),
                number: letter.number,
                at: letter.at.millis(),
                place: letter.place.name().into(),
                ssh: Some(letter.place.is_ssh()),
                standing: None,
                person: letter.person.as_ref().map(|(login, name)| (login.as_str().into(), name.as_str().into())),
                page: letter.page.as_str().into(),
                support: letter.support.as_str().into(),
                spoken: letter.spoken.code().into(),
                has_words: letter.has_words,
            },
            Letter::UserId(letter) => Self::UserId {
                language: letter.language.code().into(),
                name: letter.name.as_str().into(),
                place: letter.place.name().into(),
                ssh: letter.place.is_ssh(),
                logins: letter.logins.iter().map(|login| login.as_str().into()).collect(),
            },
            Letter::Registration(letter) => Self::Registration {
                what: letter.what.name().into(),
                language: letter.language.code().into(),
                name: letter.name.as_str().into(),
                place: letter.place.name().into(),
                ssh: letter.place.is_ssh(),
                login: letter.login.as_str().into(),
                mask: letter.mask.as_str().into(),
                at: letter.at.millis(),
            },
        }
    }
}
