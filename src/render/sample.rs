//! Pages as the flow makes them, at their fullest, for the tests of the drawings.

use super::House;
use crate::domain::captcha::{Kind, Riddle, Shown};
use crate::domain::time::Moment;
use crate::input::Size;
use crate::page::{Action, Arg, Check, CheckState, Field, Focus, Notice, Page, PageId, Strength, Text, Value};
use crate::texts::Zone;

pub fn house() -> House {
    House { name: "Contoso".to_owned(), zone: Zone::named("Europe/Amsterdam").unwrap() }
}

fn texts<const N: usize>(ids: [&'static str; N]) -> Vec<Text> {
    ids.into_iter().map(Text::new).collect()
}

fn step(number: i64) -> Text {
    Text::new("step-of").with("step", number).with("steps", 2)
}

pub fn start() -> Page {
    Page {
        lead: vec![Text::new("start-lead-1"), Text::new("start-lead-2").with("organisation", "Contoso")],
        choices: texts(["start-cannot-sign-in", "start-ask-for-help", "start-language"]),
        actions: vec![Action::People, Action::Inbox, Action::Stop],
        focus: Focus::Choice(0),
        ..Page::new(PageId::Start)
    }
}

pub fn identify() -> Page {
    let typed = "alain@contoso.example";
    Page {
        lead: texts(["identify-lead", "identify-private"]),
        fields: vec![Field {
            label: Text::new("identify-field"),
            hint: Some(Text::new("identify-example").with("example", "alain@contoso.com")),
            error: Some(Text::new("identify-unknown").with("typed", typed)),
            value: Value::Plain { text: typed.to_owned(), cursor: 21 },
        }],
        actions: vec![Action::Next, Action::Back, Action::AskHelp, Action::Language, Action::Stop],
        focus: Focus::Field(0),
        ..Page::new(PageId::Identify)
    }
}

/// Missed before, and to be seen: as much as this page ever holds.
pub fn captcha() -> Page {
    let Shown::Picture(picture) = Riddle::draw(Kind::Picture, [5; 16]).shown() else { panic!("a picture") };
    Page {
        picture: Some(picture),
        fields: vec![Field {
            label: Text::new("captcha-picture-field").with("count", 5),
            hint: None,
            error: Some(Text::new("captcha-missed")),
            value: Value::Plain { text: "w 3x".to_owned(), cursor: 4 },
        }],
        actions: vec![
            Action::Next,
            Action::Another,
            Action::AskQuestion,
            Action::Back,
            Action::Help,
            Action::AskHelp,
            Action::Language,
            Action::People,
            Action::Inbox,
            Action::Stop,
        ],
        focus: Focus::Field(0),
        ..Page::new(PageId::Captcha)
    }
}

pub fn choose_method() -> Page {
    let email = |mask: &str| Text::new("choose-email").with("mask", mask);
    let closed = Text::new("choose-closed-until")
        .with("way", Text::new("choose-totp"))
        .with("until", Arg::Clock(Moment::from_millis(1_795_179_900_000)));
    Page {
        step: Some(step(1)),
        lead: texts(["choose-first-lead"]),
        choices: vec![email("a***@example.org"), email("d***@fabrikam.com"), closed],
        actions: vec![Action::Back, Action::AskHelp, Action::Language, Action::Stop],
        focus: Focus::Choice(1),
        ..Page::new(PageId::ChooseMethod)
    }
}

pub fn enter_code() -> Page {
    Page {
        step: Some(step(1)),
        lead: vec![
            Text::new("enter-code-lead").with("mask", "a***@example.org").with("tag", "B"),
            Text::new("enter-code-lives").with("minutes", 9),
            Text::new("enter-code-resend-in").with("seconds", 12),
            Text::new("enter-code-not-arrived"),
        ],
        fields: vec![Field {
            label: Text::new("enter-code-field").with("tag", "B"),
            hint: Some(Text::new("enter-code-tries").with("tries", 2)),
            error: Some(Text::new("code-older").with("tag", "B").with("tries", 2)),
            value: Value::Code { text: "12-34".to_owned(), cursor: 5, length: 6 },
        }],
        actions: vec![Action::Next, Action::Resend, Action::AnotherWay, Action::AskHelp, Action::Language, Action::Stop],
        focus: Focus::Field(0),
        ..Page::new(PageId::EnterCode)
    }
}

pub fn new_password() -> Page {
    let field = |label, length| Field {
        label: Text::new(label),
        hint: None,
        error: None,
        value: Value::Secret { length, cursor: length, shown: None },
    };
    let check = |state, text| Check { state, text };
    Page {
        step: Some(step(2)),
        lead: texts(["new-password-lead"]),
        notices: vec![Notice::error(Text::new("complaint-used-before"))],
        fields: vec![field("new-password-field", 14), field("new-password-repeat", 3)],
        checklist: vec![
            check(CheckState::Kept, Text::new("check-length").with("min", 12).with("max", 128)),
            check(CheckState::Kept, Text::new("check-personal")),
            check(CheckState::Kept, Text::new("check-organisation")),
            check(CheckState::Kept, Text::new("check-common")),
            check(CheckState::Broken, Text::new("check-strong")),
            check(CheckState::Open, Text::new("check-repeat")),
        ],
        strength: Some(Strength {
            score: 2,
            word: Text::new("strength-2"),
            advice: texts(["suggestion-add-another-word-or-two"]),
        }),
        actions: vec![Action::Finish, Action::Reveal, Action::Back, Action::AskHelp, Action::Language, Action::Stop],
        focus: Focus::Field(1),
        ..Page::new(PageId::NewPassword)
    }
}

pub fn done_reset() -> Page {
    Page {
        notices: vec![Notice::good(Text::new("done-reset-lead").with("login", "alain"))],
        lead: vec![
            Text::new("done-reset-next"),
            Text::new("done-reset-unlocked"),
            Text::new("done-notified").with("masks", "a***@example.org, a***@contoso.com"),
        ],
        actions: vec![Action::StartOver],
        ..Page::new(PageId::DoneReset)
    }
}

pub fn stop_elsewhere() -> Page {
    let mut lead = texts(["stop-elsewhere-lead", "stop-elsewhere-why", "stop-elsewhere-remedy"]);
    lead.push(Text::new("desk-phone").with("phone", "020 555 0100"));
    lead.push(Text::new("desk-address").with("address", "Hall B, ground floor"));
    lead.push(Text::new("desk-hours").with("hours", "Mon-Fri 8:00-17:30"));
    lead.push(Text::new("support-code").with("code", "7QXK-2M9D"));
    Page { lead, actions: vec![Action::StartOver, Action::Language, Action::Stop], ..Page::new(PageId::StopElsewhere) }
}

pub fn idle_warning() -> Page {
    let lead = vec![Text::new("idle-lead").with("seconds", 28)];
    Page { lead, actions: vec![Action::MoreTime], ..Page::new(PageId::IdleWarning) }
}

pub fn all() -> Vec<Page> {
    vec![
        start(),
        identify(),
        captcha(),
        choose_method(),
        enter_code(),
        new_password(),
        done_reset(),
        stop_elsewhere(),
        idle_warning(),
    ]
}

/// The window of a terminal that was sent `bytes`.
pub fn terminal(size: Size, bytes: &[u8]) -> vt100::Parser {
    let mut terminal = vt100::Parser::new(size.rows.try_into().unwrap(), size.columns.try_into().unwrap(), 0);
    terminal.process(bytes);
    terminal
}

/// What a terminal shows, row by row.
pub fn shown(terminal: &vt100::Parser) -> Vec<String> {
    let (_, columns) = terminal.screen().size();
    terminal.screen().rows(0, columns.get()).map(|row| row.trim_end().to_owned()).collect()
}
