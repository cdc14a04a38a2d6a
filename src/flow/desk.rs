//! What the pages that take a code have in common: the field, the journey behind it, and what
//! becomes of an answer.

use super::delivery::Delivery;
use super::entry::Entry;
use super::form::{Form, Heard};
use super::journey::Journey;
use super::stopped::Stopped;
use super::{Context, Next, Step, actions, choose_method, signing};
use crate::domain::code::{has_shape, is_too_long};
use crate::domain::outcome::{Person, Stop, Way};
use crate::domain::proof::Proof;
use crate::domain::secret::Secret;
use crate::page::{Action, Field, Text, Value};

/// Room for a code of 25 characters with blanks and dashes in it, typed a little carelessly.
const LONGEST: usize = 40;

/// The field for a code, at a gate of a journey.
pub struct Desk {
    pub(super) form: Form,
    pub(super) journey: Journey,
    error: Option<Text>,
    /// What was refused last and left in the field, and what is said to whoever sends it again.
    refused: Option<(Secret, Text)>,
    /// What is known of the way of what is typed here.
    pub(super) delivery: Delivery,
}

impl Desk {
    /// A desk with the page's `own` actions; the way back leads to the choice.
    pub(super) fn new(journey: Journey, way: &Way, own: &[Action], context: Context<'_>) -> Self {
        Self::holding(Entry::new(LONGEST), journey, way, own, context)
    }

    /// The same with another `entry`.
    pub(super) fn holding(entry: Entry, journey: Journey, way: &Way, own: &[Action], context: Context<'_>) -> Self {
        let back = if journey.has_other_way(way) { Action::AnotherWay } else { Action::Back };
        let row = [&[Action::Next], own, &[back]].concat();
        let form = Form::new(vec![entry], 0, actions(&row, context.house));
        Self { form, journey, error: None, refused: None, delivery: Delivery::begin(context.now) }
    }

    pub(super) fn field(&self, label: Text, hint: Option<Text>, digits: usize) -> Field {
        let (text, cursor) = self.form.entry(0).map_or((String::new(), 0), |entry| (entry.text().to_owned(), entry.cursor()));
        Field { label, hint, error: self.error.clone(), value: Value::Code { text, cursor, length: digits } }
    }

    /// The field for something that is read as it stands.
    pub(super) fn plain_field(&self, label: Text, hint: Text) -> Field {
        let (text, cursor) = self.form.entry(0).map_or((String::new(), 0), |entry| (entry.text().to_owned(), entry.cursor()));
        Field { label, hint: Some(hint), error: self.error.clone(), value: Value::Plain { text, cursor } }
    }

    /// The field for a signature.
    pub(super) fn signature_field(&self) -> Field {
        // Every kind of key is named to everybody: which one an account has is its owner's matter.
        signing::field(&self.form, self.error.clone(), "sign-key-hint")
    }

    /// What was typed is refused: says why, and makes room for another try.
    pub(super) fn refuse(&mut self, error: Text) {
        self.form.clear();
        self.error = Some(error);
    }

    /// What was typed is refused and stays, for a slip is sooner found than all of it is typed again. Sent `again` as it
    /// stands, it costs nothing.
    pub(super) fn refuse_in_place(&mut self, error: Text, again: Text) {
        self.error = Some(error);
        self.refused = self.form.entry(0).map(|entry| (entry.secret(), again));
    }

    /// What is said of what stands in the field, where that was refused already.
    pub(super) fn refused_before(&self) -> Option<Text> {
        let (refused, again) = self.refused.as_ref()?;
        let typed = self.form.entry(0)?.secret();
        refused.matches(&typed).then(|| again.clone())
    }

    /// Another code was sent: what was typed, and what was wrong with it, is about the one before.
    pub(super) fn begin_again(&mut self, context: Context<'_>) {
        self.form.clear();
        self.error = None;
        self.delivery = Delivery::begin(context.now);
    }

    pub(super) const fn complains(&self) -> bool {
        self.error.is_some()
    }

    /// Whether the error is this one.
    pub(super) fn complains_of(&self, error: &'static str) -> bool {
        self.error.as_ref().is_some_and(|known| known.id == error)
    }

    /// Whether what was wrong says already how many tries are left.
    pub(super) fn tells_tries(&self) -> bool {
        self.error.as_ref().is_some_and(|error| error.args.iter().any(|(name, _)| *name == "tries"))
    }

    pub(super) fn heard(&mut self, heard: &Heard) {
        if *heard == Heard::Edited {
            self.error = None;
        }
    }

    /// Whether what was typed could be a code of `length` characters: anything else is a slip that costs no try.
    pub(super) fn holds_code(&self, length: usize, of_digits: bool) -> bool {
        has_shape(self.form.text(0), length, of_digits)
    }

    /// Whether more was typed than a code of `length` characters has.
    pub(super) fn holds_too_much(&self, length: usize) -> bool {
        is_too_long(self.form.text(0), length)
    }

    /// What is wrong is said in other words; nothing new happened.
    pub(super) fn reword(&mut self, error: Text) {
        self.error = Some(error);
    }

    pub(super) fn complain(&mut self, error: Text) {
        self.form.mend(0);
        self.error = Some(error);
    }

    pub(super) fn back(self, context: Context<'_>) -> Next {
        choose_method::next(self.journey, None, context)
    }

    pub(super) fn proved(mut self, proof: Proof, person: Option<Person>, context: Context<'_>) -> Next {
        self.journey.pass(proof, person);
        choose_method::next(self.journey, None, context)
    }

    pub(super) fn stopped(self, stop: Stop, context: Context<'_>) -> Step {
        Stopped::page_of(stop, Some(self.journey), context)
    }

    pub(super) fn is_expired(&self, context: Context<'_>) -> bool {
        self.journey.expires().is_some_and(|expires| expires <= context.now)
    }
}
