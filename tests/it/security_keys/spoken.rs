//! Keys in plain text: the command in one line however narrow the window is, and a signature whose lines are one answer.

use kiosk::page::PageId;
use kiosk::session::manner::Medium;

use super::soft_key::{Kind, SoftKey, TOUCHED};
use super::{NAMESPACE, kiosk_with, text_on};
use crate::linear::Talker;
use crate::support::{Kiosk, OLD_PASSWORD, Person};

async fn at_key(kiosk: &Kiosk, medium: Medium) -> (Talker<'_>, String) {
    let mut talker = Talker::at(kiosk, medium).await;
    (talker.sitting.seat.may_paste, talker.columns) = (true, 40);
    talker.say("1").await;
    talker.say("ada").await;
    let said = talker.say("1").await;
    assert_eq!(talker.page().id, PageId::SignKey, "{said}");
    (talker, said)
}

#[tokio::test]
async fn the_command_is_said_in_one_line_however_narrow_the_window_is() {
    let kiosk = kiosk_with(Person::named("ada"), &SoftKey::new(Kind::Ed25519, 1)).await;
    for medium in [Medium::Screen, Medium::Typewriter, Medium::Pipe] {
        let (talker, said) = at_key(&kiosk, medium).await;
        let command = talker.page().command.expect("a command").in_one_line();
        assert!(said.lines().any(|line| line == command), "{said}");
        let others = said.lines().filter(|line| *line != command);
        assert!(medium == Medium::Pipe || others.clone().all(|line| line.chars().count() <= 40), "{said}");
    }
}

/// With `\r`, `\n` or both behind each line, as terminals and pipes send them, and some lines that begin with a slash.
#[tokio::test]
async fn the_lines_from_the_first_mark_to_the_last_are_one_answer() {
    for (place, (medium, end)) in
        [(Medium::Screen, "\r"), (Medium::Typewriter, "\r\n"), (Medium::Pipe, "\n"), (Medium::Pipe, "\r\n")]
            .into_iter()
            .enumerate()
    {
        let key = SoftKey::new(Kind::Ed25519, 1);
        let kiosk = kiosk_with(Person::named("ada"), &key).await;
        let (mut talker, _) = at_key(&kiosk, medium).await;
        let armour = key.armour(&text_on(&talker.page()), NAMESPACE, TOUCHED, 8);
        let sent: String = armour.lines().flat_map(|line| wrapped_before_a_slash(line, place)).collect::<Vec<_>>().join(end);
        let said = talker.send(format!("{sent}{end}").as_bytes()).await;
        assert_eq!(talker.page().id, PageId::NewPassword, "{medium:?} {end:?}: {said}");
        assert_eq!(said.matches("Paste what").count(), 0, "nothing is asked in between: {said}");
    }
}

/// A narrow terminal breaks lines anywhere: a slash at the beginning of one is no word.
fn wrapped_before_a_slash(line: &str, place: usize) -> Vec<&str> {
    match line.find('/').filter(|_| place.is_multiple_of(2)) {
        Some(slash) => vec![&line[..slash], &line[slash..]],
        None => vec![line],
    }
}

#[tokio::test]
async fn a_marked_paste_is_one_answer_and_half_of_one_ends_with_an_empty_line() {
    let key = SoftKey::new(Kind::P256, 1);
    let kiosk = kiosk_with(Person::named("ada"), &key).await;
    let (mut talker, _) = at_key(&kiosk, Medium::Screen).await;
    let armour = key.armour(&text_on(&talker.page()), NAMESPACE, TOUCHED, 8);
    talker.send(format!("\x1b[200~{}\x1b[201~\r", &armour[..200]).as_bytes()).await;
    assert_eq!(talker.page().fields[0].error, None, "it goes on");
    let said = talker.send(b"\r").await;
    assert!(said.replace("\r\n", " ").contains("only a part of a signature"), "{said}");
    let said = talker.say("stop this").await;
    assert!(said.replace("\r\n", " ").contains("That is not a signature"), "{said}");
    talker.send(format!("\x1b[200~{armour}\x1b[201~\r").as_bytes()).await;
    assert_eq!(talker.page().id, PageId::NewPassword);
}

#[tokio::test]
async fn what_is_longer_than_any_signature_is_refused_whole() {
    let kiosk = kiosk_with(Person::named("ada"), &SoftKey::new(Kind::P256, 1)).await;
    let (mut talker, _) = at_key(&kiosk, Medium::Pipe).await;
    let long = format!("-----BEGIN SSH SIGNATURE-----\n{}\n-----END SSH SIGNATURE-----\n", "A".repeat(5_000));
    let said = talker.send(long.as_bytes()).await;
    assert!(said.contains("too long"), "{said}");
    assert_eq!(kiosk.audited("answer-wrong").await, 0);
}

/// The file of an ordinary key first, then the right one.
#[tokio::test]
async fn the_next_line_takes_the_place_of_one_that_was_refused() {
    let (kiosk, key) = (Kiosk::new().await, SoftKey::new(Kind::Ed25519, 1));
    kiosk.add(Person::named("ada").email("desk@example.org")).await;
    for medium in [Medium::Screen, Medium::Pipe] {
        let mut talker = Talker::at(&kiosk, medium).await;
        talker.sitting.seat.may_paste = true;
        for line in ["3", "ada", OLD_PASSWORD, "2"] {
            talker.say(line).await;
        }
        let add = talker.page().choices.iter().position(|choice| choice.id == "methods-add-key").expect("the choice");
        talker.say(&(add + 1).to_string()).await;
        let said = talker.say(&key.ordinary_line()).await;
        assert!(said.contains("That is an ordinary key"), "{said}");
        talker.say(&key.line("ada@laptop")).await;
        assert!(talker.page().command.is_some(), "{medium:?}");
    }
}
