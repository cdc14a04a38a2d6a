//! What is said under the page while the demo plays by itself, and whether it pauses. Shared by the
//! player, who speaks, the keys, which pause it, and the screen, which shows it.

use std::sync::Arc;

use tokio::sync::{Notify, watch};

use crate::page::Text;

pub struct Captions {
    said: watch::Sender<Option<Text>>,
    paused: watch::Sender<bool>,
    changes: Arc<Notify>,
}

impl Captions {
    /// Nothing is said yet; `changes` is rung when something is.
    pub fn new(changes: Arc<Notify>) -> Self {
        Self { said: watch::Sender::new(None), paused: watch::Sender::new(false), changes }
    }

    pub fn say(&self, text: Text) {
        self.said.send_replace(Some(text));
        self.changes.notify_one();
    }

    /// The person plays now.
    pub fn fall_silent(&self) {
        self.paused.send_replace(false);
        self.said.send_replace(None);
        self.changes.notify_one();
    }

    pub fn pause_or_go_on(&self) {
        self.paused.send_modify(|paused| *paused = !*paused);
        self.changes.notify_one();
    }

    /// Waits while it is paused.
    pub async fn going_on(&self) {
        // The sender is this value itself, so it cannot be gone.
        let _ = self.paused.subscribe().wait_for(|paused| !paused).await;
    }

    /// What is to be read now.
    pub fn shown(&self) -> Option<Text> {
        let said = self.said.borrow().clone()?;
        Some(if *self.paused.borrow() { Text::new("demo-paused") } else { said })
    }
}
