//! What somebody presses who registers an app, and what the store has to say of it afterwards.

use std::mem;

use super::script::{ENTER, READ};
use super::{Play, Player};
use crate::domain::secret::Secret;
use crate::frontend::demo::DemoError;
use crate::page::{Action, PageId};
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
        self.choose("my-account-methods").await?;
        self.prove_by_mail("demo-play-guarded").await?;
        self.add_app(login).await?;
        self.finish("demo-play-done-register").await
    }

    async fn add_app(&mut self, login: &str) -> Result<(), DemoError> {
        self.page(PageId::Methods).await?;
        self.caption("demo-play-methods").await;
        self.choose("methods-add-app").await?;
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
        self.go_to(Action::Finish).await?;
        self.press(ENTER).await?;
        self.page(PageId::DoneRegister).await?;
        self.caption(said).await;
        self.rest(READ).await;
        Ok(())
    }

    /// To a button, or says its word.
    pub(super) async fn go_to(&self, action: Action) -> Result<(), DemoError> {
        match self.drawing {
            Drawing::FullScreen => {
                for _ in 0..self.tabs_to(action)? {
                    self.press(TAB).await?;
                }
                Ok(())
            }
            Drawing::Linear => self.type_out(&word(action.label(), self.language)).await,
        }
    }
}
