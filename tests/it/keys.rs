//! How many keys a visitor presses on their way, beside what they type into fields. Nobody is to be led
//! through more pages than their account needs.

use kiosk::domain::account::Language;
use kiosk::flow::event::Event;
use kiosk::input::{Input, Key};
use kiosk::page::{Field, PageId, Value};

use crate::story::choose;
use crate::support::{Kiosk, Person, Sitting};

/// What the way of a reset through two gates may take, by the issue that asked for this test.
const RESET_MOST: usize = 22;

/// From the start page through two gates to a new password.
async fn reset(kiosk: &Kiosk, visit: &mut Sitting<'_>) {
    visit.press("1ada⏎1").await.press(&kiosk.code().await).await.press("⏎1").await;
    visit.press(&kiosk.totp()).await.press("⏎").await;
}

#[tokio::test]
async fn a_reset_through_two_gates_takes_few_keys() {
    let kiosk = Kiosk::new().await;
    kiosk.add(Person::named("ada").email("ada@example.org").totp().group("two")).await;
    let mut visit = kiosk.visit();
    reset(&kiosk, &mut visit).await;
    choose(&mut visit, "zebra copper lantern").await;
    assert_eq!(visit.id(), PageId::DoneReset);
    assert_eq!(visit.keys, 8, "1, Enter; 1, Enter; 1, Enter; Enter, Enter");
    assert!(visit.keys <= RESET_MOST);
}

/// In Dutch, with help read on every page, and a password that is made up: the longest that somebody in doubt takes.
#[tokio::test]
async fn so_does_a_reset_of_somebody_in_doubt() {
    let kiosk = Kiosk::new().await;
    kiosk.add(Person::named("ada").email("ada@example.org").totp().group("two")).await;
    let mut visit = kiosk.visit();
    let help = async |visit: &mut Sitting<'_>| {
        visit.event(Event::Input(Input::Key(Key::F(1)))).await;
        visit.press("⎋").await;
    };
    visit.press("5").await;
    for keys in ["1", "ada⏎", "1"] {
        help(&mut visit).await;
        visit.press(keys).await;
    }
    help(&mut visit).await;
    visit.press(&kiosk.code().await).await.press("⏎1").await.press(&kiosk.totp()).await.press("⏎").await;
    help(&mut visit).await;
    visit.event(Event::Input(Input::Key(Key::F(7)))).await;
    let offered = offered(&visit);
    let dutch: Vec<&str> = include_str!("../../assets/words/nl.txt").lines().collect();
    assert!(offered.split('-').all(|word| dutch.contains(&word)), "{offered} is not in the language of the visit");
    visit.press(&offered).await.press("⏎").await;
    assert_eq!(visit.id(), PageId::DoneReset, "{}", visit.words());
    assert!(kiosk.accepts("ada", &offered).await, "what was made up signs in");
    assert_eq!(visit.seat.language, Language::Dutch);
    assert!(visit.keys <= RESET_MOST, "{} keys", visit.keys);
}

/// The password that the page offers.
fn offered(visit: &Sitting<'_>) -> String {
    visit.page().fields.iter().find_map(offered_in).expect("a suggestion")
}

fn offered_in(field: &Field) -> Option<String> {
    match &field.value {
        Value::Offered { text, .. } => Some(text.to_string()),
        Value::Plain { .. }
        | Value::Words { .. }
        | Value::Armour { .. }
        | Value::Code { .. }
        | Value::Answer { .. }
        | Value::Secret { .. } => None,
    }
}
