//! What a page that stops somebody says: what happened, what it means, what helps.

use super::super::{Context, choose_method, desk_lines, support_line};
use super::Stopped;
use crate::domain::limit::Scope;
use crate::domain::outcome::StopReason;
use crate::domain::time::Moment;
use crate::page::{Arg, Notice, Page, PageId, Text};

impl Stopped {
    pub(in crate::flow) fn page(&self, context: Context<'_>) -> Page {
        let id = words(self.stop.reason, context).0;
        let spent = self.has_spent_code.then(|| Text::new("end-visit-code-spent"));
        let support = support_line(context.house, &self.stop.support);
        let lead = self.texts(context).into_iter().chain(spent).chain(desk_lines(context.house)).chain([support]).collect();
        let notices = self.stop.missed.then(|| Notice::error(Text::new("blocked-missed"))).into_iter().collect();
        self.form.dress(Page { title: self.title(id), lead, notices, help: self.help(id), ..Page::new(id) })
    }

    fn title(&self, id: PageId) -> Text {
        match (self.journey.is_some(), self.signs_in, self.stop.reason) {
            (true, _, _) => Text::new("blocked-way-title"),
            // The other is the lead of whoever wanted a new password.
            (false, true, StopReason::AccountOff) => Text::new("stop-disabled-title-account"),
            (false, _, _) => Text::new(id.title()),
        }
    }

    /// What happened, what it means and what helps, in this order.
    fn texts(&self, context: Context<'_>) -> Vec<Text> {
        let mut texts = match (self.signs_in, self.stop.reason) {
            (true, StopReason::AccountOff) => ["stop-disabled-why-off-account", "stop-disabled-remedy"].map(Text::new).into(),
            (true, StopReason::Elsewhere) => {
                ["stop-elsewhere-lead-account", "stop-elsewhere-why", "stop-elsewhere-remedy-account"].map(Text::new).into()
            }
            (_, reason) => words(reason, context).1,
        };
        if self.journey.is_some() {
            if let (Some(lead), StopReason::Blocked { scope: Scope::Account, until }) = (texts.first_mut(), self.stop.reason) {
                *lead = closed_in_part(until, context);
            }
            // The open way is what helps now, and a button alone is overlooked.
            texts.pop();
            texts.push(Text::new("blocked-remedy-other"));
        }
        if let (true, StopReason::Blocked { scope: Scope::LettersShort | Scope::LettersLong, until }, Some(lead)) =
            (self.is_lost, self.stop.reason, texts.first_mut())
        {
            *lead = Text::new("blocked-letters-lost").with("until", Arg::end(until, context.now));
        }
        if let Some(needed) = self.needed {
            let needed = Text::new("blocked-letters-needed").with("needed", needed);
            texts.insert(1, needed);
        }
        texts
    }

    const fn help(&self, id: PageId) -> &'static str {
        match self.stop.reason {
            StopReason::Blocked { scope: Scope::SignIn, .. } => "blocked-sign-in",
            StopReason::NoChannel => "stop-no-channel",
            StopReason::KeyNotHere => "stop-key-not-here",
            // Who signs in asked for no other password.
            StopReason::Elsewhere if self.signs_in => "stop-elsewhere-account",
            StopReason::AccountOff if self.signs_in => "stop-disabled-account",
            StopReason::Elsewhere
            | StopReason::NotForThisPerson
            | StopReason::AccountOff
            | StopReason::Unregistered
            | StopReason::UnregisteredFirst
            | StopReason::Blocked { .. }
            | StopReason::TooFewLeft(_) => id.name(),
        }
    }
}

/// The page, with its meaning and remedy.
fn words(reason: StopReason, context: Context<'_>) -> (PageId, Vec<Text>) {
    let texts = |ids: [&'static str; 3]| ids.into_iter().map(Text::new).collect();
    match reason {
        StopReason::Elsewhere => {
            (PageId::StopElsewhere, texts(["stop-elsewhere-lead", "stop-elsewhere-why", "stop-elsewhere-remedy"]))
        }
        StopReason::NotForThisPerson => {
            (PageId::StopDisabled, texts(["stop-disabled-lead-scope", "stop-disabled-why-scope", "stop-disabled-remedy"]))
        }
        StopReason::AccountOff => {
            (PageId::StopDisabled, texts(["stop-disabled-lead-off", "stop-disabled-why-off", "stop-disabled-remedy"]))
        }
        StopReason::Unregistered => {
            (PageId::StopUnregistered, texts(["stop-unregistered-lead", "stop-unregistered-why", "stop-unregistered-remedy"]))
        }
        StopReason::UnregisteredFirst => (
            PageId::StopUnregistered,
            texts(["stop-unregistered-lead-first", "stop-unregistered-why", "stop-unregistered-remedy"]),
        ),
        StopReason::NoChannel => {
            (PageId::StopUnregistered, texts(["stop-no-channel-lead", "stop-no-channel-why", "stop-disabled-remedy"]))
        }
        StopReason::KeyNotHere => {
            (PageId::StopUnregistered, texts(["stop-key-not-here-lead", "stop-key-not-here-why", "stop-key-not-here-remedy"]))
        }
        StopReason::Blocked { scope, until } => {
            let lead = match until {
                Moment::NEVER => Text::new("blocked-lead-for-good"),
                until => Text::new(blocked_lead(scope)).with("until", Arg::end(until, context.now)),
            };
            let remedy = if scope == Scope::SignIn { "blocked-remedy-sign-in" } else { "blocked-remedy" };
            (PageId::Blocked, vec![lead, Text::new(blocked_why(scope)), Text::new(remedy)])
        }
        StopReason::TooFewLeft(shortage) => {
            let lead = Text::new("blocked-lead-needed")
                .with("needed", shortage.needed)
                .with("until", Arg::end(shortage.until, context.now));
            let closed = Text::new("blocked-ways").with("ways", choose_method::named(shortage.closed()));
            (PageId::Blocked, vec![lead, closed, Text::new("blocked-remedy")])
        }
    }
}

/// Too much was guessed for an account, and some of its ways are open.
fn closed_in_part(until: Moment, context: Context<'_>) -> Text {
    match until {
        Moment::NEVER => Text::new("blocked-lead-for-good-some"),
        until => Text::new("blocked-lead-account-some").with("until", Arg::end(until, context.now)),
    }
}

const fn blocked_lead(scope: Scope) -> &'static str {
    match scope {
        Scope::Method(_) | Scope::Numbers => "blocked-lead-method",
        Scope::Account => "blocked-lead-account",
        Scope::SignIn => "blocked-lead-sign-in",
        Scope::LettersShort | Scope::LettersLong => "blocked-letters",
        Scope::SourceIdentifies | Scope::SourceFailures | Scope::FleetFailures | Scope::HelpAccount | Scope::HelpSource => {
            "blocked-lead-source"
        }
        Scope::FleetLetters => "blocked-lead-fleet",
        Scope::Changes => "blocked-lead-changes",
    }
}

const fn blocked_why(scope: Scope) -> &'static str {
    match scope {
        Scope::SignIn => "blocked-why-sign-in",
        Scope::LettersShort | Scope::LettersLong => "blocked-why-letters",
        Scope::FleetLetters => "blocked-why-fleet",
        Scope::Changes => "blocked-why-changes",
        Scope::Method(_)
        | Scope::Account
        | Scope::SourceIdentifies
        | Scope::SourceFailures
        | Scope::FleetFailures
        | Scope::HelpAccount
        | Scope::HelpSource
        | Scope::Numbers => "blocked-why",
    }
}
