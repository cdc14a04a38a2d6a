//! `enter-code`, for a code that is known not to come: said once, and what to do instead.

use super::super::{Next, Step};
use super::EnterCode;
use crate::domain::id::ChallengeId;
use crate::domain::method::Gate;
use crate::domain::time::Moment;
use crate::page::{Notice, Page, PageId, Text};

/// An older code was typed. Where the newest one does not come, nobody is sent to look for it.
const OLDER: &str = "code-older";
const OLDER_LOST: &str = "code-older-lost";

impl EnterCode {
    /// Whether the code is known not to come.
    pub(super) fn is_lost(&self) -> bool {
        self.desk.journey.lost.as_ref() == Some(&self.challenge.id)
    }

    /// What is told of a code that does not come. One thing is wrong at a time: where the field has an error of its
    /// own, this stands in the running text, or that error says it already.
    pub(super) fn lost(&self, now: Moment) -> Page {
        let failed = || {
            let mask = self.mask().cloned().unwrap_or_default();
            Text::new("enter-code-undelivered").with("tag", self.tag()).with("mask", &mask)
        };
        let rest = [Some(self.remedy(now)), self.resend(now)];
        let (failed, notices) = match (self.desk.complains(), self.desk.complains_of(OLDER_LOST)) {
            (_, true) => (None, Vec::new()),
            (true, false) => (Some(failed()), Vec::new()),
            (false, false) => (None, vec![Notice::error(failed())]),
        };
        let lead = failed.into_iter().chain(rest.into_iter().flatten()).collect();
        let notices = notices.into_iter().chain(self.asked(now)).collect();
        Page { lead, notices, help: "enter-code-lost", ..Page::new(PageId::EnterCode) }
    }

    /// What to do where nothing will come.
    fn remedy(&self, now: Moment) -> Text {
        if self.is_adopted() {
            return Text::new("enter-code-undelivered-adopted");
        }
        let address = "enter-code-undelivered-address";
        Text::new(self.by_ways(if now < self.challenge.resend_from {
            // Nobody is told to do what the line below says they cannot do yet.
            [address, "enter-code-undelivered-ways-only", "enter-code-undelivered-alone-only"]
        } else {
            [address, "enter-code-undelivered-ways", "enter-code-undelivered-alone"]
        }))
    }

    /// Whether the address is being registered and nobody typed it here: an operator entered it.
    pub(super) fn is_adopted(&self) -> bool {
        let typed = self.desk.journey.member.as_ref().is_some_and(|member| member.typed.is_some());
        self.challenge.gate == Gate::Registration && !typed
    }

    /// Whether the code of `challenge` cannot come any more.
    pub(in crate::flow) fn told(mut self, challenge: ChallengeId, failed: bool) -> Next {
        // A late answer may be about the code before this one.
        if failed && challenge == self.challenge.id {
            self.desk.journey.lost = Some(challenge);
            self.mend_older();
        }
        Next::to(Step::EnterCode(self))
    }

    /// Nobody who typed an older code is told to use one that does not come.
    pub(super) fn mend_older(&mut self) {
        if self.is_lost() && self.desk.complains_of(OLDER) {
            self.desk.reword(Text::new(OLDER_LOST).with("tag", self.tag()));
        }
    }
}
