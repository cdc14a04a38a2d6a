//! What a front end may put beside the page: the demo's people, inbox and phone. Nothing of it
//! reaches the visit, and nothing of the visit's secrets reaches it but
//! what a camera would see of the page.

use std::sync::Arc;

use ratatui::Frame;
use ratatui::layout::Rect;
use tokio::sync::Notify;

use crate::domain::account::Language;
use crate::input::Input;
use crate::page::Page;

/// What a visitor of the demo can ask to see.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Panel {
    People,
    Inbox,
}

/// A word beside the page.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Aside {
    /// By which it is known again: it is told once, in whichever language and visit.
    pub about: String,
    pub line: String,
}

/// A companion of the page.
pub trait Beside: Send + Sync {
    /// Takes a key before the page does; whether it was for it.
    fn hear(&mut self, input: &Input) -> bool;

    /// Shows `panel`, or hides it again.
    fn show(&mut self, panel: Panel);

    /// Is told which page the visitor sees.
    fn shown(&mut self, page: &Page);

    /// The part of `whole` that is left to the page.
    fn room(&self, whole: Rect) -> Rect;

    /// Draws itself, over the page where it must.
    fn draw(&self, frame: &mut Frame<'_>, language: Language);

    /// What `panel` shows, as lines of plain text.
    fn told(&mut self, panel: Panel, language: Language) -> Vec<String>;

    /// What is worth a word beside the page now, in plain text.
    fn aside(&self, language: Language) -> Vec<Aside>;

    /// Rung when it looks different.
    fn changes(&self) -> Arc<Notify>;
}

/// Waits until `beside` looks different; for ever when there is none.
pub async fn changed(beside: Option<&dyn Beside>) {
    match beside.map(Beside::changes) {
        Some(changes) => changes.notified().await,
        None => std::future::pending().await,
    }
}
