//! What somebody presses who is reminded that a way is missing: first they put it off, then they write recovery
//! codes on paper.

use super::script::{ENTER, LOOK, READ};
use super::{Play, Player};
use crate::domain::code::{RECOVERY, group_of, normalise};
use crate::domain::secret::Secret;
use crate::frontend::demo::DemoError;
use crate::page::{Action, PageId};

impl Player {
    /// Somebody who has no time for it now.
    pub(super) async fn put_off(&mut self, password: &Secret) -> Result<(), DemoError> {
        let login = Play::Remind.login();
        // In another round they did so already, and made a sheet.
        self.witness.forget_reminders(login, self.ambient.now()).await?;
        self.witness.forget_sheet(login, self.ambient.now()).await?;
        self.sign_in(login, "demo-play-start-remind", password).await?;
        self.page(PageId::RegisterPrompt).await?;
        self.caption("demo-play-reminded").await;
        self.choose("register-prompt-not-now").await?;
        self.page(PageId::MyAccount).await?;
        self.caption("demo-play-put-off").await;
        self.rest(READ).await;
        // With the next Enter they are gone.
        self.go_to(Action::SignOut).await
    }

    /// Somebody without a phone at hand, who has a pen.
    pub(super) async fn write_sheet(&mut self, password: &Secret) -> Result<(), DemoError> {
        let login = Play::Sheet.login();
        self.witness.forget_sheet(login, self.ambient.now()).await?;
        self.sign_in(login, "demo-play-start-sheet", password).await?;
        self.page(PageId::RegisterPrompt).await?;
        self.caption("demo-play-reminded-again").await;
        self.choose("register-prompt-others").await?;
        self.caption("demo-play-others").await;
        self.choose("methods-add-sheet").await?;
        self.prove_by_mail("demo-play-guarded").await?;
        self.page(PageId::AddMethod).await?;
        self.caption("demo-play-sheet").await;
        self.rest(LOOK).await;
        self.press(ENTER).await?;
        self.caption("demo-play-paper").await;
        self.enter(&self.end_on_paper()?).await?;
        self.page(PageId::Methods).await?;
        self.caption("demo-play-sheet-counts").await;
        self.finish("demo-play-done-sheet").await
    }

    /// The end of the last code on the paper.
    fn end_on_paper(&self) -> Result<String, DemoError> {
        let last = self.paper.codes().pop().ok_or_else(|| DemoError::Missed("the sheet of recovery codes".to_owned()))?;
        let code = normalise(last.expose());
        let skipped = code.expose().chars().count().saturating_sub(group_of(RECOVERY));
        Ok(code.expose().chars().skip(skipped).collect())
    }
}
