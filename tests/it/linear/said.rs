//! What is said while time goes by: nothing twice, and of time itself no more than is needed.

use kiosk::domain::account::Language;
use kiosk::domain::outcome::Trouble;
use kiosk::domain::secret::Secret;
use kiosk::domain::time::Span;
use kiosk::flow::event::{Event, Reply};
use kiosk::input::{Input, Key};
use kiosk::page::PageId;
use kiosk::session::manner::Medium;

use super::Talker;
use crate::support::{Kiosk, OLD_PASSWORD, Person, code_in};

const WIPED: &str = "everything is wiped";
/// The longer time of whoever listens, and of the warning after it.
const IDLE: u32 = 180;
const WARNING: u32 = 60;

async fn kiosk() -> Kiosk {
    let kiosk = Kiosk::new().await;
    kiosk.add(Person::named("ada").email("ada@example.org").totp().group("two")).await;
    kiosk
}

/// The lines that were said; what was asked, and typed behind it, left out.
fn lines(text: &str) -> Vec<&str> {
    text.lines().filter(|line| !line.is_empty() && !line.contains(": ") && !line.contains("? ")).collect()
}

/// A reset in two gates, through a pipe, with slips.
async fn story(kiosk: &Kiosk, language: Language) -> String {
    let mut talker = Talker::at(kiosk, Medium::Pipe).await;
    let mut story = vec![talker.news()];
    if language == Language::Dutch {
        story.push(talker.say("nederlands").await);
    }
    for line in ["5", "1", "", "nobody", "ada", "1", "000000", "/resend"] {
        story.extend([format!("«{line}»"), talker.say(line).await]);
    }
    let code = code_in(kiosk.mailbox().await.last().expect("a letter"));
    story.extend(["«code»".to_owned(), talker.say(&code).await]);
    story.extend(["«1»".to_owned(), talker.say("1").await]);
    story.extend(["«app»".to_owned(), talker.say(&kiosk.totp()).await]);
    for line in ["hunter2", "hunter2", "zebra copper lantern", "zebra", "zebra copper lantern", "/repeat", "stop"] {
        story.extend([format!("«{line}»"), talker.say(line).await]);
    }
    story.concat()
}

#[tokio::test]
async fn a_reset_in_english_is_told_from_beginning_to_end() {
    insta::assert_snapshot!(story(&kiosk().await, Language::English).await);
}

#[tokio::test]
async fn a_reset_in_dutch_is_told_from_beginning_to_end() {
    insta::assert_snapshot!(story(&kiosk().await, Language::Dutch).await);
}

#[tokio::test]
async fn nothing_is_said_twice_while_somebody_waits() {
    let kiosk = kiosk().await;
    let mut talker = Talker::at(&kiosk, Medium::Screen).await;
    talker.say("1").await;
    talker.say("ada").await;
    let mut said = talker.say("1").await;
    assert_eq!(talker.page().id, PageId::EnterCode);
    assert!(said.contains("It works for 10 more minutes.") && said.contains("in 30 seconds"), "{said}");
    // Less than the time after which somebody is asked whether they are there.
    let meanwhile = talker.wait(IDLE - 1).await;
    // The line before begins with a question.
    assert_eq!(lines(&meanwhile), ["administrator.", "You can ask for a new code now."]);
    said += &meanwhile;
    let mut all = lines(&said);
    let count = all.len();
    all.sort_unstable();
    all.dedup();
    assert_eq!(all.len(), count, "{said}");
}

#[tokio::test]
async fn how_one_gets_about_is_told_once_in_each_language() {
    let kiosk = kiosk().await;
    let mut talker = Talker::at(&kiosk, Medium::Screen).await;
    talker.say("1").await;
    let dutch = talker.say("/nederlands").await;
    assert!(dutch.contains("Dit is platte tekst.") && dutch.contains("/stoppen."), "{dutch}");
    let english = talker.say("/taal").await;
    assert!(english.contains("Who are you?") && !english.contains("This is plain text."), "{english}");
    assert!(!english.contains("/stop."), "{english}");
    let dutch = talker.say("/nederlands").await;
    assert!(dutch.contains("Wie bent u?") && !dutch.contains("Dit is platte tekst."), "{dutch}");
    let again = talker.say("/herhaal").await;
    assert!(!again.contains("Dit is platte tekst.") && again.contains("/stoppen."), "{again}");
    let all = talker.say("/hulp").await;
    assert!(all.contains("Hulp: Wie bent u?"), "{all}");
}

/// No spinner, and no question that could not be answered yet.
#[tokio::test]
async fn whoever_has_to_wait_is_told_so_once_and_asked_nothing() {
    let kiosk = kiosk().await;
    let mut talker = Talker::at(&kiosk, Medium::Screen).await;
    talker.say("1").await;
    talker.sitting.event_unanswered(Event::Fill(0, Secret::new("ada".to_owned())));
    talker.sitting.event_unanswered(Event::Input(Input::Key(Key::Enter)));
    talker.news();
    talker.tell();
    assert_eq!(talker.news(), "");
    kiosk.ambient.advance(Span::seconds(1));
    talker.tell();
    talker.tell();
    assert_eq!(talker.news(), "\r\nOne moment ...\r\n");
    talker.sitting.event(Event::Reply(Reply::Identified(Err(Trouble::Busy)))).await;
    talker.tell();
    assert!(talker.news().starts_with("\r\nIt is busy\r\n"));
}

#[tokio::test]
async fn what_is_no_news_waits_until_a_line_is_finished() {
    let kiosk = kiosk().await;
    let mut talker = Talker::at(&kiosk, Medium::Screen).await;
    for line in ["1", "ada", "1"] {
        talker.say(line).await;
    }
    talker.send(b"12").await;
    assert_eq!(talker.wait(40).await, "", "nobody is talked into");
    let said = talker.send(b"\x7f\x7f").await;
    assert!(said.contains("You can ask for a new code now."), "{said}");
}

#[tokio::test]
async fn a_time_out_is_announced_once_and_again_ten_seconds_before_the_end() {
    let kiosk = kiosk().await;
    let mut talker = Talker::at(&kiosk, Medium::Screen).await;
    talker.say("1").await;
    assert_eq!(talker.wait(IDLE - 1).await, "");
    let first = talker.wait(1).await;
    assert_eq!((first.matches(WIPED).count(), talker.calls), (1, 1), "{first}");
    assert!(first.contains("Are you still there?") && first.contains("In 60 seconds"), "{first}");
    assert_eq!(talker.wait(WARNING - 11).await, "");
    let second = talker.wait(1).await;
    assert_eq!((second.matches(WIPED).count(), talker.calls), (1, 2), "{second}");
    assert!(second.contains("In 10 seconds"), "{second}");
    assert_eq!(talker.wait(9).await, "");
    assert!(!talker.sitting.over);
    talker.wait(1).await;
    assert!(talker.sitting.over);
}

#[tokio::test]
async fn a_second_time_out_is_announced_like_the_first() {
    let kiosk = kiosk().await;
    let mut talker = Talker::at(&kiosk, Medium::Screen).await;
    talker.say("1").await;
    for round in 1..=3 {
        assert_eq!(talker.wait(IDLE).await.matches(WIPED).count(), 1);
        let back = talker.send(b" ").await;
        assert_eq!(lines(&back), Vec::<&str>::new(), "the page itself is not said again");
        assert!(back.ends_with("User ID: "), "{back}");
        assert_eq!(talker.calls, round);
    }
}

#[tokio::test]
async fn the_end_of_the_whole_time_is_announced_too_and_no_letter_is_lost() {
    let kiosk = kiosk().await;
    let mut talker = Talker::at(&kiosk, Medium::Screen).await;
    talker.say("1").await;
    for _ in 0..13 {
        talker.wait(60).await;
        talker.send(b"\x7f").await;
    }
    talker.wait(59).await;
    talker.send(b"ad").await;
    let said = talker.wait(1).await;
    assert!(said.contains("Your time is almost up") && said.contains("60 seconds to go."), "{said}");
    let said = talker.send(b"a").await;
    assert!(said.ends_with("User ID: ada"), "{said}");
    assert!(talker.say("").await.contains("Show that it is you"));
}

/// What stood on the line when a warning came is still there when a word has answered it, and is not sent with it.
#[tokio::test]
async fn a_word_for_more_time_is_understood_in_the_middle_of_a_line() {
    let kiosk = kiosk().await;
    for (word, begun) in [("more time", "ad"), ("Meer tijd", "ad"), ("doorgaan", "ad")] {
        let mut talker = Talker::at(&kiosk, Medium::Screen).await;
        talker.say("1").await;
        for _ in 0..2 {
            talker.send(begun.as_bytes()).await;
            talker.wait(IDLE).await;
            let said = type_slowly(&mut talker, &format!("{word}\r")).await;
            assert!(said.ends_with(&format!("User ID: {begun}")) && !said.contains("Error"), "{said}");
            talker.send(b"\x15").await;
        }
        talker.send(begun.as_bytes()).await;
        talker.wait(IDLE).await;
        let found = type_slowly(&mut talker, "a\r").await;
        assert!(found.contains("Show that it is you"), "what is no such word goes on with the line: {found}");
    }
}

/// Nobody sees what they began of a password: it is said that it is there.
#[tokio::test]
async fn a_secret_that_was_begun_is_there_after_a_warning() {
    let kiosk = kiosk().await;
    let mut talker = Talker::at(&kiosk, Medium::Screen).await;
    for line in ["3", "ada"] {
        talker.say(line).await;
    }
    let (begun, rest) = OLD_PASSWORD.split_at(4);
    talker.send(begun.as_bytes()).await;
    talker.wait(IDLE).await;
    let said = type_slowly(&mut talker, "more time\r").await;
    assert_eq!(said.matches("What you began to type is still there.").count(), 2, "at the first key and at the last: {said}");
    assert!(!said.contains(begun), "{said}");
    assert!(talker.say(rest).await.contains("My account"));
}

/// Letter by letter, as somebody types.
async fn type_slowly(talker: &mut Talker<'_>, line: &str) -> String {
    let mut said = String::new();
    for letter in line.chars() {
        said += &talker.send(letter.to_string().as_bytes()).await;
    }
    said
}

#[tokio::test]
async fn what_answers_a_warning_does_nothing_else() {
    let kiosk = kiosk().await;
    for answer in ["more time\r", "\r", "x", "meer tijd\r", "ada\r"] {
        let mut talker = Talker::at(&kiosk, Medium::Screen).await;
        talker.say("1").await;
        talker.wait(IDLE).await;
        // Letter by letter, as somebody types.
        for letter in answer.chars().filter(|_| answer != "ada\r") {
            talker.send(letter.to_string().as_bytes()).await;
        }
        if answer == "ada\r" {
            talker.send(answer.as_bytes()).await;
        }
        assert_eq!(talker.page().id, PageId::Identify, "{answer}");
        talker.wait(A_WHILE).await;
        let found = talker.say("ada").await;
        assert!(found.contains("Show that it is you"), "{answer}: {found}");
    }
}

/// Longer than between two keys of one answer.
const A_WHILE: u32 = 3;

/// Whoever was about to answer when a warning came does not see that it was not taken.
#[tokio::test]
async fn an_answer_that_only_answered_a_warning_is_missed_at_once() {
    const NOT_TAKEN: &str = "What you typed only answered the warning. Your line is empty.";
    let kiosk = kiosk().await;
    for (sent, told) in [("ada\r", 1), ("a", 1), ("\x1b[200~ada\x1b[201~", 1), (" ", 0), ("\r", 0), ("more time\r", 0)] {
        let mut talker = Talker::at(&kiosk, Medium::Screen).await;
        talker.say("1").await;
        talker.wait(IDLE).await;
        let said = talker.send(sent.as_bytes()).await;
        assert_eq!((said.matches(NOT_TAKEN).count(), talker.page().id), (told, PageId::Identify), "{sent:?}: {said}");
        assert!(said.ends_with("User ID: "), "the line is empty: {said}");
        talker.wait(A_WHILE).await;
        assert!(!talker.say("ada").await.contains(NOT_TAKEN), "{sent:?}");
    }
}

#[tokio::test]
async fn a_last_page_stays_longer_for_whoever_listens() {
    let kiosk = kiosk().await;
    let mut talker = Talker::at(&kiosk, Medium::Screen).await;
    for line in ["1", "/stop"] {
        talker.say(line).await;
    }
    assert_eq!(talker.page().id, PageId::Farewell);
    assert_eq!(talker.wait(IDLE - 1).await, "");
    assert!(!talker.sitting.over);
    talker.wait(1).await;
    assert!(talker.sitting.over);
}
