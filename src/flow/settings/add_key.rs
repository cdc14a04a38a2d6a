//! `add-method`, for a security key: its public line, and then what it signs.

use super::super::entry::Entry;
use super::super::form::{Form, Heard};
use super::super::{Context, Next, Step, actions, sign_in, signing};
use super::{Keeper, Settings, ask_change_below, ask_draft, given_up, replies};
use crate::domain::proof::key_draft::KeyDraft;
use crate::domain::proof::signature::BadSignature;
use crate::domain::registration::{Change, Unfit, Wish};
use crate::domain::security_key::{BadLine, LONGEST_LINE, SecurityKey};
use crate::page::{Action, Command, Field, Page, PageId, Text, Value};

pub struct AddKey {
    pub(in crate::flow) form: Form,
    pub(super) keeper: Keeper,
    side: Side,
    error: Option<Text>,
}

/// What stands on the page.
enum Side {
    /// The line is asked for.
    Line,
    /// A signature is. The draft is away with it while that is looked at.
    Signature(Option<Box<KeyDraft>>),
}

/// The page that asks for a line.
pub fn page_of(keeper: Keeper, context: Context<'_>) -> Step {
    Step::Settings(Settings::AddKey(asking(keeper, context)))
}

fn asking(keeper: Keeper, context: Context<'_>) -> AddKey {
    AddKey { form: form(Entry::new(LONGEST_LINE), context), keeper, side: Side::Line, error: None }
}

/// The page that asks for a signature.
pub fn signing(keeper: Keeper, draft: KeyDraft, context: Context<'_>) -> Step {
    let mut form = form(signing::entry(), context);
    form.show_top();
    Step::Settings(Settings::AddKey(AddKey { form, keeper, side: Side::Signature(Some(Box::new(draft))), error: None }))
}

fn form(entry: Entry, context: Context<'_>) -> Form {
    Form::new(vec![entry], 0, actions(&[Action::Next, Action::Back], context.house))
}

impl AddKey {
    pub(super) fn page(&self, context: Context<'_>) -> Page {
        let page = Page::new(PageId::AddMethod);
        self.form.dress(match &self.side {
            Side::Line => Page { lead: vec![Text::new("add-key-lead")], fields: vec![self.line()], help: "add-key", ..page },
            Side::Signature(draft) => Page {
                lead: vec![Text::new("add-key-sign-lead")],
                command: draft.as_ref().map(|draft| command(draft, context)),
                fields: vec![signing::field(&self.form, self.error.clone(), "add-key-sign-hint")],
                help: "add-key-sign",
                ..page
            },
        })
    }

    fn line(&self) -> Field {
        let (text, cursor) = self.form.entry(0).map_or((String::new(), 0), |entry| (entry.text().to_owned(), entry.cursor()));
        Field {
            label: Text::new("add-key-field"),
            hint: Some(Text::new("add-key-hint")),
            error: self.error.clone(),
            value: Value::Plain { text, cursor },
        }
    }

    pub(super) fn on(mut self, heard: Heard, context: Context<'_>) -> Next {
        match (&self.side, heard) {
            (Side::Line, Heard::Pressed(Action::Next)) => self.ask(context),
            (Side::Line, Heard::Pressed(Action::Back)) => Next::to(given_up(self.keeper, context)),
            (Side::Signature(_), Heard::Pressed(Action::Next)) => self.ask_to_add(context),
            (Side::Signature(_), Heard::Pressed(Action::Back)) => Next::to(page_of(self.keeper, context)),
            (_, Heard::Edited) => {
                self.error = None;
                self.same()
            }
            (_, Heard::Pressed(_) | Heard::Chosen(_) | Heard::Nothing) => self.same(),
        }
    }

    fn same(self) -> Next {
        Next::to(Step::Settings(Settings::AddKey(self)))
    }

    fn ask(self, context: Context<'_>) -> Next {
        match SecurityKey::read(self.form.text(0)) {
            Ok(_) => match self.form.entry(0).map(Entry::secret) {
                Some(line) => ask_draft(Settings::AddKey(self), Wish::Key(line), context),
                None => self.same(),
            },
            Err(why) => Next::to(self.complaining(slip(why))),
        }
    }

    fn ask_to_add(mut self, context: Context<'_>) -> Next {
        if signing::went_on(&mut self.form) {
            return self.same();
        }
        if let Some(slip) = signing::stumble(&self.form) {
            return Next::to(self.complaining(slip));
        }
        let shown = self.page(context);
        let (Some(typed), Side::Signature(draft)) = (self.form.entry(0).map(Entry::secret), &mut self.side) else {
            return self.same();
        };
        let Some(draft) = draft.take() else { return Next::to(sign_in::again(context.house)) };
        // The command stays on the screen while what it made is looked at.
        ask_change_below(shown, Settings::AddKey(self), Change::Key { draft: *draft, typed }, context)
    }

    pub(super) fn with(self, draft: KeyDraft) -> Self {
        Self { side: Side::Signature(Some(Box::new(draft))), ..self }
    }

    /// A line stays in sight until another is pasted, for nobody mends one by hand; a signature is only to be made anew.
    pub(super) fn refused(mut self, why: Unfit, context: Context<'_>) -> Step {
        match (why, &self.side) {
            (Unfit::Signature(bad), Side::Signature(_)) => {
                self.form.clear();
                self.complaining(match bad {
                    BadSignature::OtherKey => Text::new("add-key-other"),
                    bad => signing::bad(bad, &context.house.organisation.namespace()),
                })
            }
            (why, Side::Line) => self.complaining(replies::unfit(why, context)),
            (why, Side::Signature(_)) => asking(self.keeper, context).complaining(replies::unfit(why, context)),
        }
    }

    fn complaining(mut self, error: Text) -> Step {
        match self.side {
            Side::Line => self.form.refuse(0),
            Side::Signature(_) => self.form.mend(0),
        }
        Step::Settings(Settings::AddKey(Self { error: Some(error), ..self }))
    }
}

fn command(draft: &KeyDraft, context: Context<'_>) -> Command {
    Command::signing(draft.text().expose(), &context.house.organisation.namespace(), draft.key().usual_file())
}

/// What is wrong with a line.
fn slip(why: BadLine) -> Text {
    match why {
        BadLine::Empty => Text::new("key-line-empty"),
        BadLine::SecretFile => Text::new("key-line-secret"),
        BadLine::Ordinary(algorithm) => Text::new("key-line-ordinary").with("algorithm", algorithm),
        BadLine::NoKey => Text::new("key-line-none"),
    }
}
