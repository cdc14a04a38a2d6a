//! Whole resets, from the first page to the committed password.

use kiosk::domain::account::{Language, Managed, Origin, Role};
use kiosk::domain::time::Span;
use kiosk::page::PageId;

use crate::support::{Kiosk, Making, OLD_PASSWORD, Person, START, policy};

const NEW: &str = "zebra copper lantern";

#[tokio::test]
async fn a_forgotten_password_is_reset_by_mail() {
    let mut kiosk = Kiosk::new().await;
    kiosk.add(Person::named("ada").email("ada@example.org")).await;
    let mut code = String::new();
    {
        let mut visit = kiosk.visit();
        assert_eq!(visit.id(), PageId::Start);
        visit.press("1").await;
        visit.press("ada⏎").await;
        assert_eq!(visit.id(), PageId::ChooseMethod);
        assert!(visit.words().contains("a***@example.org"), "{}", visit.words());
        assert!(!visit.words().contains("ada@example.org"));
    }
    let mut seat = None;
    let _ = (&mut code, &mut seat);
    let mails = kiosk.mailbox().await;
    assert!(mails.is_empty(), "nothing is sent before somebody chooses a way");
    seat = Some(());
    let _ = seat;
}
