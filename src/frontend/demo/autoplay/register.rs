//! What somebody presses who registers an app, and what the store has to say of it afterwards.

use std::mem;

use super::script::{ENTER, READ, SECOND};
use super::{Play, Player};
use crate::domain::secret::Secret;
use crate::frontend::demo::DemoError;
use crate::frontend::demo::cast::REGISTRANT;
use crate::page::PageId;
use crate::session::manner::Drawing;
use crate::texts::word;

const TAB: &[u8] = b"\t";

impl Player {
    /// Somebody who wants to be able to use an app.
    pub(super) async fn register(&mut self, password: &Secret) -> Result<(), DemoError> {
        let login = Play::Register.login();
        // In another round there is one from the last.
        self.witness.forget_apps(login).await?;
        self.sign_in(login, "demo-play-start-register", password).await?;
        self.page(PageId::MyAccount).await?;
        self.caption("demo-play-my-account").await;
        self.choose_number(SECOND).await?;
        self.prove_by_mail("demo-play-guarded").await?;
        self.add_app(login).await?;
        self.finish("demo-play-done-register").await
    }

    async fn add_app(&mut self, login: &str) -> Result<(), DemoError> {
        self.page(PageId::Methods).await?;
        self.caption("demo-play-methods").await;
        // Below their addresses.
        let place = (REGISTRANT.emails.len() + 1).to_string();
        self.choose_number(place.as_bytes()).await?;
        self.page(PageId::AddMethod).await?;
        let scanned = self.apps.of(login).ok_or_else(|| DemoError::Missed("the secret for the app".to_owned()))?;
        let others = (mem::replace(&mut self.app, scanned), mem::replace(&mut self.spent, 0));
        self.caption(self.fitting("demo-play-scan", "demo-play-scan-told")).await;
        self.look_at_phone().await?;
        self.type_code_of_app().await?;
        self.press(ENTER).await?;
        (self.app, self.spent) = others;
        self.page(PageId::Methods).await?;
        self.caption("demo-play-registered").await;
        Ok(())
    }

    /// Presses Finish, and says something about what comes then.
    pub(super) async fn finish(&mut self, said: &'static str) -> Result<(), DemoError> {
        self.go_to("action-finish").await?;
        self.press(ENTER).await?;
        self.page(PageId::DoneRegister).await?;
        self.caption(said).await;
        self.rest(READ).await;
        Ok(())
    }

    /// To what a page is for beside its choices: behind all of them, or by its word.
    pub(super) async fn go_to(&self, action: &str) -> Result<(), DemoError> {
        match self.drawing {
            Drawing::FullScreen => {
                for _ in 0..self.choices() {
                    self.press(TAB).await?;
                }
                Ok(())
            }
            Drawing::Linear => self.type_out(&word(action, self.language)).await,
        }
    }
}
