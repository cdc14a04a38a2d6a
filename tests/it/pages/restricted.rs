//! The pages of a house that lets fewer people in than others do.

use kiosk::domain::policy::Enabled;
use kiosk::page::Page;

use crate::support::{Kiosk, Making, Person};

pub async fn pages() -> Vec<(&'static str, Page)> {
    let mut pages = nobody_is_let_in().await;
    pages.extend(nothing_is_sent().await);
    pages
}

async fn nobody_is_let_in() -> Vec<(&'static str, Page)> {
    let mut making = Making::default();
    making.policy.base.enabled = Enabled::None;
    let kiosk = Kiosk::made(making).await;
    vec![("start, without reset", kiosk.visit().page())]
}

async fn nothing_is_sent() -> Vec<(&'static str, Page)> {
    let kiosk = Kiosk::made(Making { mails: false, ..Making::default() }).await;
    kiosk.add(Person::named("ada").email("ada@example.org")).await;
    let mut visit = kiosk.visit();
    visit.press("1ada⏎").await;
    vec![("stop-unregistered, nothing sends codes", visit.page())]
}
