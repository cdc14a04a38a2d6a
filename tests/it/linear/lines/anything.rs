//! Whatever is sent, in whatever order: nothing panics, nothing steers the terminal, and no secret is said.

use kiosk::page::{Focus, Page, PageId, Value};
use kiosk::session::manner::Medium;
use proptest::prelude::*;

use super::{NEW, Talker};
use crate::installation::wait;
use crate::support::{Kiosk, Person};

/// What somebody may send at a prompt.
#[derive(Clone, Debug)]
enum Sent {
    Line(&'static str),
    /// A line that nobody else sends, with a number of its own.
    Secret,
    Right,
    Bytes(Vec<u8>),
    Seconds(u32),
}

fn sent() -> impl Strategy<Value = Sent> {
    let lines = [
        "",
        "1",
        "2",
        "3",
        "99",
        "ada",
        "quiz",
        "back",
        "/back",
        "/stop",
        "stop",
        "ja",
        "no",
        "/resend",
        "/help",
        "/repeat",
        "/other",
        "more time",
        "/taal",
        "help",
        "//",
        "/",
        "/1",
        "/previous",
        "000000",
        NEW,
        NEW,
        NEW,
    ];
    prop_oneof![
        6 => proptest::sample::select(lines.to_vec()).prop_map(Sent::Line),
        3 => Just(Sent::Secret),
        4 => Just(Sent::Right),
        2 => proptest::collection::vec(any::<u8>(), 0..24).prop_map(Sent::Bytes),
        1 => (1_u32..200).prop_map(Sent::Seconds),
    ]
}

/// The line that leads on from the page that is there.
async fn right(kiosk: &Kiosk, page: PageId) -> String {
    match page {
        PageId::Identify => "quiz".to_owned(),
        PageId::EnterCode => match kiosk.mailbox().await.last() {
            Some(mail) if mail.subject.contains("code") => crate::support::code_in(mail),
            _ => "000000".to_owned(),
        },
        PageId::EnterTotp => kiosk.totp(),
        PageId::NewPassword => NEW.to_owned(),
        _ => "1".to_owned(),
    }
}

/// Whether what is asked for is a password or an answer.
fn is_typed_unseen(page: &Page) -> bool {
    let Focus::Field(place) = page.focus else { return false };
    matches!(page.fields[place].value, Value::Secret { .. } | Value::Answer { .. })
}

async fn is_harmless(events: Vec<Sent>) -> Result<(), TestCaseError> {
    let kiosk = Kiosk::new().await;
    kiosk.add(Person::named("ada").totp()).await;
    kiosk.add(Person::named("quiz").email("quiz@example.org").questions().group("two")).await;
    let mut talker = Talker::at(&kiosk, Medium::Screen).await;
    let mut hidden: Vec<String> = vec![];
    for (number, event) in events.into_iter().enumerate() {
        if talker.sitting.over {
            break;
        }
        let page = talker.page();
        let is_hidden = is_typed_unseen(&page);
        let said = match event {
            Sent::Line(line) => talker.say(line).await,
            Sent::Secret => {
                let secret = format!("qz{number}xv");
                hidden.extend(is_hidden.then(|| secret.clone()));
                talker.say(&secret).await
            }
            Sent::Right => {
                let line = right(&kiosk, page.id).await;
                talker.say(&line).await
            }
            Sent::Bytes(bytes) => talker.send(&bytes).await,
            Sent::Seconds(seconds) => talker.wait(seconds).await,
        };
        for secret in &hidden {
            prop_assert!(!said.contains(secret.as_str()), "{secret} in {said}");
        }
        prop_assert!(said.chars().all(|c| !c.is_control() || "\r\n\u{8}".contains(c)), "{said:?}");
    }
    Ok(())
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 24, ..ProptestConfig::default() })]

    /// Whatever is sent, nothing panics, nothing steers the terminal, and nothing typed unseen is said.
    #[test]
    fn no_line_does_harm_and_no_secret_is_said(events in proptest::collection::vec(sent(), 0..30)) {
        wait(is_harmless(events))?;
    }
}
