//! What is pressed and said, page by page.

use std::time::Duration;

use super::Player;
use crate::domain::secret::Secret;
use crate::frontend::demo::DemoError;
use crate::frontend::demo::cast::STAR;
use crate::page::{PageId, Text};
use crate::session::manner::Drawing;

pub const ENTER: &[u8] = b"\r";
const PEOPLE: &[u8] = b"\x1bOS";
const INBOX: &[u8] = b"\x1b[15~";
const SHOW_PASSWORD: &[u8] = b"\x1b[19~";
const CLEAR: &[u8] = b"\x15";
const CANNOT_SIGN_IN: &str = "start-cannot-sign-in";
const ASK_FOR_HELP: &[u8] = b"\x1bOR";
const BACK: &[u8] = b"\x1b";

/// Between two keys, as somebody types who has done it before.
const KEY: Duration = Duration::from_millis(110);
/// Before a key that leads on.
const BREATH: Duration = Duration::from_millis(900);
/// For a caption.
pub const READ: Duration = Duration::from_millis(3_500);
/// For a page, a card or a letter that is new.
pub const LOOK: Duration = Duration::from_secs(5);

impl Player {
    /// A reset, from the start page to the last.
    pub(super) async fn reset(&mut self, new: &Secret) -> Result<(), DemoError> {
        self.introduce().await?;
        self.identify(STAR.login).await?;
        self.solve_riddle().await?;
        self.say_what_happened().await?;
        self.prove_by_mail("demo-play-first-gate").await?;
        self.prove_by_app().await?;
        self.set_password(new, PageId::DoneReset).await
    }

    /// Somebody who knows the password of a locked account.
    pub(super) async fn unlock(&mut self, login: &'static str) -> Result<(), DemoError> {
        self.begin(login, "demo-play-start-locked", CANNOT_SIGN_IN).await?;
        self.identify(login).await?;
        self.solve_riddle().await?;
        self.page(PageId::Goal).await?;
        self.caption("demo-play-goal-locked").await;
        self.choose("goal-locked").await?;
        self.prove_by_mail("demo-play-first-gate").await?;
        self.page(PageId::DoneUnlock).await?;
        self.caption("demo-play-done-unlock").await;
        self.rest(LOOK).await;
        Ok(())
    }

    /// Somebody who wants another password than the one they know.
    pub(super) async fn change(&mut self, login: &'static str, old: &Secret, new: &Secret) -> Result<(), DemoError> {
        self.begin(login, "demo-play-start-change", "start-change").await?;
        self.page(PageId::SignIn).await?;
        self.caption("demo-play-sign-in").await;
        self.enter(login).await?;
        self.enter(old.expose()).await?;
        self.solve_riddle().await?;
        self.set_password(new, PageId::DoneChange).await
    }

    /// Somebody who cannot prove anything.
    pub(super) async fn ask_for_help(&mut self, login: &'static str) -> Result<(), DemoError> {
        // In another round they made a sheet.
        self.witness.forget_sheet(login, self.ambient.now()).await?;
        self.begin(login, "demo-play-start-help", CANNOT_SIGN_IN).await?;
        self.identify(login).await?;
        self.solve_riddle().await?;
        self.page(PageId::StopUnregistered).await?;
        self.caption("demo-play-stopped").await;
        self.press(ASK_FOR_HELP).await?;
        self.page(PageId::HelpRequest).await?;
        self.caption("demo-play-help").await;
        self.enter("Farid, 2 - 14").await?;
        self.page(PageId::HelpSent).await?;
        self.caption("demo-play-done-help").await;
        self.rest(LOOK).await;
        // Back to the page that was left, which leads to the start.
        self.press(BACK).await?;
        self.page(PageId::StopUnregistered).await
    }

    /// The start page, as `login`, who signs in because of what `why` says.
    pub(super) async fn sign_in(&mut self, login: &'static str, why: &'static str, password: &Secret) -> Result<(), DemoError> {
        self.begin(login, why, "start-my-account").await?;
        self.page(PageId::SignIn).await?;
        self.caption("demo-play-sign-in").await;
        self.enter(login).await?;
        self.enter(password.expose()).await?;
        self.solve_riddle().await
    }

    async fn introduce(&mut self) -> Result<(), DemoError> {
        self.page(PageId::Start).await?;
        self.caption("demo-play-welcome").await;
        self.captions.say(Text::new("demo-play-people").with("login", STAR.login));
        self.glance(PEOPLE).await?;
        self.caption("demo-play-start").await;
        self.choose(CANNOT_SIGN_IN).await
    }

    /// The start page, as `login`, who chooses what `why` says.
    pub(super) async fn begin(&mut self, login: &'static str, why: &'static str, choice: &'static str) -> Result<(), DemoError> {
        self.page(PageId::Start).await?;
        self.captions.say(Text::new("demo-play-people").with("login", login));
        self.rest(READ).await;
        self.caption(why).await;
        self.choose(choice).await
    }

    async fn identify(&mut self, login: &str) -> Result<(), DemoError> {
        self.page(PageId::Identify).await?;
        self.caption("demo-play-identify").await;
        self.enter(login).await
    }

    pub(super) async fn solve_riddle(&mut self) -> Result<(), DemoError> {
        self.page(PageId::Captcha).await?;
        self.caption(self.fitting("demo-play-riddle", "demo-play-riddle-told")).await;
        let answer = self.answer()?;
        self.enter(answer.expose()).await
    }

    async fn say_what_happened(&mut self) -> Result<(), DemoError> {
        self.page(PageId::Goal).await?;
        self.caption("demo-play-goal").await;
        self.choose("goal-forgot").await
    }

    /// By the first address that is offered; `why` says what for.
    pub(super) async fn prove_by_mail(&mut self, why: &'static str) -> Result<(), DemoError> {
        self.page(PageId::ChooseMethod).await?;
        self.caption(why).await;
        let known = *self.inbox.arrived().borrow();
        self.choose("choose-email").await?;
        self.page(PageId::EnterCode).await?;
        let code = self.code_after(known).await?;
        self.captions.say(Text::new(self.fitting("demo-play-letter", "demo-play-letter-told")));
        self.glance(INBOX).await?;
        self.caption("demo-play-code").await;
        self.enter(code.expose()).await
    }

    async fn prove_by_app(&mut self) -> Result<(), DemoError> {
        self.page(PageId::ChooseMethod).await?;
        self.caption("demo-play-second-gate").await;
        self.choose("choose-totp").await?;
        self.page(PageId::EnterTotp).await?;
        self.wait_for_unused_step().await;
        self.captions.say(Text::new("demo-play-phone"));
        self.look_at_phone().await?;
        self.type_code_of_app().await?;
        self.press(ENTER).await
    }

    pub(super) async fn look_at_phone(&self) -> Result<(), DemoError> {
        self.glance(INBOX).await
    }

    /// A code that grew old while somebody had paused is typed anew.
    pub(super) async fn type_code_of_app(&mut self) -> Result<(), DemoError> {
        loop {
            self.spent = self.step();
            self.type_out(self.code_in_app().expose()).await?;
            self.rest(BREATH).await;
            if self.step() <= self.spent + 1 {
                return Ok(());
            }
            self.press(CLEAR).await?;
        }
    }

    async fn set_password(&mut self, new: &Secret, done: PageId) -> Result<(), DemoError> {
        self.page(PageId::NewPassword).await?;
        self.caption(self.fitting("demo-play-password", "demo-play-password-told")).await;
        if self.drawing == Drawing::FullScreen {
            self.press(SHOW_PASSWORD).await?;
        }
        self.enter(new.expose()).await?;
        self.caption("demo-play-repeat").await;
        self.enter(new.expose()).await?;
        self.page(done).await?;
        self.caption("demo-play-done").await;
        self.rest(LOOK).await;
        Ok(())
    }

    /// Says something, and leaves time to read it.
    pub(super) async fn caption(&self, id: &'static str) {
        self.captions.say(Text::new(id));
        self.rest(READ).await;
    }

    /// Opens what `key` opens, and closes it again.
    async fn glance(&self, key: &[u8]) -> Result<(), DemoError> {
        self.rest(BREATH).await;
        self.press(key).await?;
        self.rest(LOOK).await;
        // What is told needs no closing.
        if self.drawing == Drawing::FullScreen {
            self.press(key).await?;
        }
        self.rest(BREATH).await;
        Ok(())
    }

    /// Chooses what is called so, wherever it stands.
    pub(super) async fn choose(&mut self, choice: &'static str) -> Result<(), DemoError> {
        let number = self.number_of(choice).await?;
        self.press(number.to_string().as_bytes()).await?;
        match self.drawing {
            Drawing::FullScreen => Ok(()),
            Drawing::Linear => self.press(ENTER).await,
        }
    }

    /// What is said of the drawing that is played on.
    pub(super) const fn fitting(&self, drawn: &'static str, told: &'static str) -> &'static str {
        match self.drawing {
            Drawing::FullScreen => drawn,
            Drawing::Linear => told,
        }
    }

    /// Types `text` and presses Enter.
    pub(super) async fn enter(&self, text: &str) -> Result<(), DemoError> {
        self.type_out(text).await?;
        self.rest(BREATH).await;
        self.press(ENTER).await
    }

    pub(super) async fn type_out(&self, text: &str) -> Result<(), DemoError> {
        for character in text.chars() {
            self.press(character.to_string().as_bytes()).await?;
            self.rest(KEY).await;
        }
        Ok(())
    }
}
