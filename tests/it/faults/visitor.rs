//! Somebody who resets their password whatever goes wrong: acts by what the page says and nothing else,
//! and is held to nothing that is not true.

use kiosk::domain::time::Span;
use kiosk::page::{Action, Focus, PageId, Value};

use super::World;
use crate::support::{Kiosk, OLD_PASSWORD, Sitting, code_in};

const NEW: &str = "zebra copper lantern";
/// More keys than any way to a new password takes.
const PATIENCE: usize = 60;

/// What the visitor was told on the way to their new password.
#[derive(Debug, PartialEq, Eq)]
pub struct Told {
    /// How often a page said that nothing can be done now.
    pub troubles: usize,
    /// How often a right answer had to be given once more, with another code.
    pub again: usize,
    /// Nobody could say whether the password was changed.
    pub unknown: bool,
}

/// A reset on which nothing fell.
pub const NOTHING: Told = Told { troubles: 0, again: 0, unknown: false };

pub struct Visitor<'w> {
    world: &'w World,
    far: &'w Kiosk,
    login: &'static str,
    sitting: Sitting<'w>,
    /// The newest code that came.
    code: Option<String>,
    resent: bool,
    guessed: bool,
    told: Told,
}

impl<'w> Visitor<'w> {
    pub fn new(world: &'w World, far: &'w Kiosk, login: &'static str) -> Self {
        Self { world, far, login, sitting: far.visit(), code: None, resent: false, guessed: false, told: NOTHING }
    }

    /// Goes on until the password is the new one.
    pub async fn until_the_end(mut self) -> Told {
        let mut way = Vec::new();
        for _ in 0..PATIENCE {
            let page = self.sitting.id();
            way.push(page);
            if page == PageId::DoneReset {
                assert!(self.is_new().await, "success is said after the commit only: {}", self.report());
                return self.told;
            }
            if self.act(page).await {
                return self.told;
            }
            self.pass(Span::seconds(1)).await;
        }
        panic!("never came to an end: {way:?}\n{}", self.report());
    }

    /// Does what `page` asks for. True when there is nothing left to do.
    async fn act(&mut self, page: PageId) -> bool {
        match page {
            PageId::Start => self.press("1").await,
            PageId::ChooseMethod => {
                self.told.again += usize::from(self.words_hold("could not use that code"));
                self.press("1").await;
            }
            PageId::Identify => self.fill(self.login).await,
            PageId::EnterCode => self.enter_code().await,
            PageId::EnterTotp => self.enter_totp().await,
            PageId::NewPassword => {
                self.fill(NEW).await;
            }
            PageId::Unavailable => return self.be_told().await,
            other => panic!("{other:?}: {}", self.report()),
        }
        false
    }

    /// Asks for a second code first, and types a wrong one before the right one.
    async fn enter_code(&mut self) {
        let is_dead = self.words_hold("used up or too old") || self.words_hold("This code no longer works");
        if is_dead || !self.resent {
            self.told.again += usize::from(is_dead && !self.told.unknown);
            self.resent = true;
            self.pass(Span::seconds(30)).await;
            return self.ask_for_another().await;
        }
        let newest = self.world.near.mailbox().await.pop();
        self.code = newest.map(|mail| code_in(&mail)).or(self.code.take());
        let code = self.code.clone().unwrap_or_else(|| panic!("no code came: {}", self.report()));
        if !self.guessed {
            self.guessed = true;
            let wrong = if code == "000000" { "000001" } else { "000000" };
            return self.fill(wrong).await;
        }
        self.answer(&code).await;
    }

    /// Where nothing else will do, the page is at that button already.
    async fn ask_for_another(&mut self) {
        let page = self.sitting.page();
        let is_there = matches!(page.focus, Focus::Action(place) if page.actions.get(place) == Some(&Action::Resend));
        self.press(if is_there { "⏎" } else { "⇥⇥⏎" }).await;
    }

    async fn enter_totp(&mut self) {
        if self.words_hold("used that code already") {
            // In a next visit the app may still show the code of the one before.
            self.told.again += usize::from(!self.told.unknown);
            self.pass(Span::seconds(30)).await;
        }
        self.answer(&self.world.near.totp()).await;
    }

    /// Gives a right answer: a gate is passed, or the page says why it is not.
    async fn answer(&mut self, right: &str) {
        let before = self.sitting.id();
        self.fill(right).await;
        let page = self.sitting.page();
        let is_told = page.fields.iter().any(|field| field.error.is_some()) || !page.notices.is_empty();
        assert!(page.id != before || is_told, "a right answer went nowhere: {}", self.report());
    }

    /// Fills the field at hand unless it is filled, and sends it.
    async fn fill(&mut self, text: &str) {
        let is_empty = |value: &Value| match value {
            Value::Plain { text, .. } | Value::Words { text, .. } | Value::Armour { text, .. } | Value::Code { text, .. } => {
                text.is_empty()
            }
            Value::Answer { text, .. } | Value::Offered { text, .. } => text.is_empty(),
            Value::Secret { length, .. } => *length == 0,
        };
        let page = self.sitting.page();
        let empty = page.fields.iter().filter(|field| is_empty(&field.value)).count();
        for _ in 0..empty {
            self.sitting.press(text).await.press("⏎").await;
        }
        if empty == 0 {
            self.press("⏎").await;
        }
    }

    /// A page says that nothing can be done now: what it says is true, and the next try is made once the
    /// database is back.
    async fn be_told(&mut self) -> bool {
        self.world.quiet().await;
        self.told.troubles += 1;
        let is_open = self.sitting.page().actions.contains(&Action::TryAgain);
        let is_new = self.is_new().await;
        assert!(!is_open || !is_new, "\"your password has not changed\", and it has: {}", self.report());
        self.world.mend().await;
        self.press("⏎").await;
        if !is_open {
            self.told.unknown = true;
            self.sitting = self.far.visit();
        }
        is_new
    }

    /// Whether the password is the new one; it is that or the old one, and the audit says which.
    async fn is_new(&self) -> bool {
        let near = &self.world.near;
        let (old, new) = (near.accepts(self.login, OLD_PASSWORD).await, near.accepts(self.login, NEW).await);
        assert!(old != new, "old {old}, new {new}: {}", self.report());
        let told = self.world.resets_of(self.login).await;
        assert_eq!(told, usize::from(new), "the audit says what happened: {}", self.report());
        new
    }

    /// What fell, and the page at hand.
    fn report(&self) -> String {
        format!("{}\n{}", self.world.fault(), self.sitting.words())
    }

    fn words_hold(&self, text: &str) -> bool {
        self.sitting.words().contains(text)
    }

    async fn press(&mut self, keys: &str) {
        self.sitting.press(keys).await;
    }

    /// Lets time pass, here and there.
    async fn pass(&mut self, span: Span) {
        self.world.near.ambient.advance(span);
        self.sitting.wait(span).await;
    }
}
