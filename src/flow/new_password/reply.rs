//! What became of a password that was sent: it is set, refused, or somebody was quicker. What left with it comes back.

use super::super::journey::Journey;
use super::super::stopped::Stopped;
use super::super::troubled::Troubled;
use super::super::{Context, Next, Step, choose_method, done, sign_in};
use super::{NewPassword, page};
use crate::domain::outcome::{ChangeAnswer, ResetAnswer, Trouble};
use crate::domain::password::Complaint;
use crate::domain::proof::Proof;
use crate::domain::proof::sign_in::SignedIn;
use crate::page::{Action, Notice, Text};

impl NewPassword {
    pub(in crate::flow) fn answered(mut self, reply: Result<ResetAnswer, (Vec<Proof>, Trouble)>, context: Context<'_>) -> Next {
        match reply {
            Ok(ResetAnswer::Done(receipt, onward)) => done::page_of(receipt, onward, context),
            Ok(ResetAnswer::Refused { proofs, complaints }) => {
                self.journey.proofs = proofs;
                self.knows |= complaints.contains(&Complaint::Current);
                let refusals = complaints.into_iter().map(|complaint| self.worded(complaint)).collect();
                self.refuse(refusals)
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
                let refusals = complaints.into_iter().map(|complaint| self.worded(complaint)).collect();
                self.refuse(refusals)
            }
            Ok(ChangeAnswer::SignedOut) => Next::to(sign_in::again(context.house)),
            Ok(ChangeAnswer::Stop(stop)) => Next::to(Stopped::ending(stop, &self.journey, context)),
            Err((signed_in, trouble)) => {
                self.give_back(signed_in);
                Next::to(Troubled::over(trouble, Step::NewPassword(self), context))
            }
        }
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
