//! What became of a password that was sent: it is set, refused, or somebody was quicker. What left with it comes back.

use super::super::journey::Journey;
use super::super::stopped::Stopped;
use super::super::troubled::Troubled;
use super::super::{Context, Next, Step, choose_method, done, sign_in};
use super::{FIRST, NewPassword, page};
use crate::domain::outcome::{ChangeAnswer, ResetAnswer, Trouble};
use crate::domain::password::Complaint;
use crate::domain::proof::Proof;
use crate::domain::proof::sign_in::SignedIn;
use crate::domain::time::Moment;
use crate::page::{Action, Focus, Notice, Text};

impl NewPassword {
    pub(in crate::flow) fn answered(mut self, reply: Result<ResetAnswer, (Vec<Proof>, Trouble)>, context: Context<'_>) -> Next {
        match reply {
            Ok(ResetAnswer::Done(receipt, onward)) => done::page_of(receipt, onward, context),
            Ok(ResetAnswer::Refused { proofs, complaints }) => {
                self.journey.proofs = proofs;
                self.knows |= complaints.contains(&Complaint::Current);
                self.refused(&complaints, context.now)
            }
            Ok(ResetAnswer::Again { person, proofs }) => {
                let journey = Journey { person, proofs, ..self.journey };
                choose_method::next(journey, Some(Notice::error(Text::new("choose-gate-expired"))), context)
            }
            Ok(ResetAnswer::Stop(stop)) => Next::to(Stopped::ending(stop, &self.journey, context)),
            Err((proofs, trouble)) => {
                self.journey.proofs = proofs;
                Next::to(Troubled::over(trouble, Step::NewPassword(self), context))
            }
        }
    }

    pub(in crate::flow) fn changed(mut self, reply: Result<ChangeAnswer, (SignedIn, Trouble)>, context: Context<'_>) -> Next {
        match reply {
            Ok(ChangeAnswer::Done(receipt, onward)) => done::page_of(receipt, onward, context),
            Ok(ChangeAnswer::Refused { signed_in, complaints }) => {
                self.give_back(signed_in);
                self.refused(&complaints, context.now)
            }
            Ok(ChangeAnswer::SignedOut) => Next::to(sign_in::again(context.house)),
            Ok(ChangeAnswer::Stop(stop)) => Next::to(Stopped::ending(stop, &self.journey, context)),
            Err((signed_in, trouble)) => {
                self.give_back(signed_in);
                Next::to(Troubled::over(trouble, Step::NewPassword(self), context))
            }
        }
    }

    /// A password that was used before cannot be mended: it makes room for another, which would come behind it unseen.
    fn refused(mut self, complaints: &[Complaint], now: Moment) -> Next {
        if complaints.iter().any(|complaint| matches!(complaint, Complaint::Current | Complaint::UsedBefore)) {
            self.form.clear_field(FIRST);
            self.form.focus_on(Focus::Field(FIRST));
            self.edited(now);
        }
        let refusals = complaints.iter().map(|complaint| self.worded(*complaint)).collect();
        self.refuse(refusals)
    }

    /// What is wrong, and what can be done about it here: who still knows the password may have come for no other.
    fn worded(&self, complaint: Complaint) -> Text {
        match complaint {
            Complaint::Current if self.form.offers(Action::OnlyUnlock) => Text::new("complaint-current-known"),
            other => page::complaint(other, &self.journey.person.password),
        }
    }

    fn give_back(&mut self, signed_in: SignedIn) {
        if let Some(member) = self.journey.member.as_mut() {
            member.signed_in = Some(signed_in);
        }
    }
}
