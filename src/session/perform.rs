//! Effects as questions to the service, and its answers as replies.

use std::sync::Arc;

use tokio::sync::mpsc;

use crate::domain::outcome::Ending;
use crate::flow::event::{Effect, Reply};
use crate::flow::settings::{SettingsReply, SettingsWish};
use crate::service::{Seat, Service, measure};

/// Performs `effect` and sends the reply, if there is one, to whoever still listens. An effect that
/// changes something is finished even when nobody does.
pub async fn perform(service: Arc<Service>, seat: Seat, effect: Effect, answer: mpsc::Sender<Reply>) {
    if let Some(reply) = reply_to(&service, &seat, effect).await {
        // Nobody listens any more when the visit is over; the reply's goods end with it.
        let _ = answer.send(reply).await;
    }
}

/// Asks the service what `effect` asks; nothing comes back from those that only tell.
pub async fn reply_to(service: &Service, seat: &Seat, effect: Effect) -> Option<Reply> {
    Some(match effect {
        Effect::Identify { typed } => Reply::Identified(service.identify(seat, &typed).await),
        Effect::Riddle { kind } => Reply::Riddle(service.riddle(seat, kind)),
        Effect::Solve { login, typed } => Reply::Identified(service.solve(seat, &login, &typed).await),
        Effect::Open { login, gate, way } => Reply::Opened(service.open(seat, &login, gate, &way).await),
        Effect::Resend { challenge } => Reply::Resent(service.resend(seat, challenge).await),
        Effect::Answer { challenge, typed } => Reply::Answered(service.answer(seat, challenge, &typed).await),
        Effect::AnswerQuestions { set, given } => Reply::QuestionsAnswered(service.answer_questions(seat, set, given).await),
        Effect::Measure { rules, words, candidate, edition } => {
            let assessment = measure::look(candidate, rules, words).await.ok()?;
            Reply::Measured { edition, assessment }
        }
        Effect::Reset { login, proofs, password } => Reply::Reset(service.reset(seat, &login, proofs, password).await),
        Effect::SignIn { login, password, solution } => {
            Reply::SignedIn(service.sign_in(seat, &login, &password, solution.as_ref()).await)
        }
        Effect::Change { login, signed_in, password } => Reply::Changed(service.change(seat, &login, signed_in, password).await),
        Effect::SetLanguage { signed_in, language } => Reply::LanguageSet(service.set_language(seat, signed_in, language).await),
        Effect::Unlock { login, proofs } => Reply::Unlocked(service.unlock(seat, &login, proofs).await),
        Effect::AskHelp { wish, solution } => Reply::HelpAsked(service.ask_help(seat, &wish, solution.as_ref()).await),
        Effect::SendUserId { address, solution } => {
            Reply::UserIdSent(service.send_user_id(seat, &address, solution.as_ref()).await)
        }
        Effect::ConfirmPhone { challenge, number } => {
            Reply::PhoneConfirmed(service.confirm_phone(seat, challenge, &number).await)
        }
        Effect::Suggest { login, rules, words, edition } => {
            let suggestion = service.suggest(seat, &login, rules, words).await.ok().flatten();
            Reply::Suggested { edition, suggestion }
        }
        Effect::AskDelivery { challenge } => {
            let failed = service.is_undelivered(seat, &challenge).await;
            Reply::Delivery { challenge, failed }
        }
        Effect::Settings(asked) => Reply::Settings(Box::new(settings(service, seat, asked).await)),
        Effect::Leave(how) => {
            leave(service, seat, how).await;
            return None;
        }
        Effect::TimeUp | Effect::Over | Effect::Quit | Effect::ShowPeople | Effect::ShowInbox | Effect::OtherDrawing => {
            return None;
        }
    })
}

async fn settings(service: &Service, seat: &Seat, asked: SettingsWish) -> SettingsReply {
    match asked {
        SettingsWish::Enter { signed_in, proof } => SettingsReply::Entered(service.enter_settings(seat, signed_in, proof).await),
        SettingsWish::Draft { signed_in, wish } => SettingsReply::Drafted(service.draft(seat, signed_in, wish).await),
        SettingsWish::Change { signed_in, change } => {
            SettingsReply::Changed(service.change_registration(seat, signed_in, change).await)
        }
        SettingsWish::Settle { signed_in, how } => SettingsReply::Settled(service.settle_reminder(seat, signed_in, how).await),
    }
}

/// Tells the service that a visit is over.
pub async fn leave(service: &Service, seat: &Seat, how: Ending) {
    if service.leave(seat, how).await.is_err() {
        // Its proofs die by themselves within a quarter of an hour.
        tracing::warn!(visit = %seat.visit, "the end of a visit could not be recorded");
    }
}
