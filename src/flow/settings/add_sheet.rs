//! `add-method`, for a sheet of recovery codes: shown, copied onto paper, and shown to be there. The codes count
//! when the end of the last one was typed with none of them on the screen, for a sheet that nobody has would
//! shut its owner out of these settings. A person's word for it, which web pages are content with, is one key.

use super::super::entry::Entry;
use super::super::form::{Form, Heard};
use super::super::{Context, Next, Step, actions, sign_in};
use super::{Keeper, Settings, ask_change, given_up};
use crate::domain::code::{RECOVERY, group_of, is_separator};
use crate::domain::proof::sheet_draft::SheetDraft;
use crate::domain::registration::Change;
use crate::page::{Action, Arg, Field, Page, PageId, Text, Value};

/// Room for a whole code with blanks and dashes in it.
const LONGEST: usize = 64;
/// Whoever would rather not throw the codes away finds that under the focus.
const STAY: usize = 0;
const LEAVE: usize = 1;

pub struct AddSheet {
    pub(in crate::flow) form: Form,
    pub(super) keeper: Keeper,
    /// Away with what was typed of it while that is looked at.
    draft: Option<SheetDraft>,
    side: Side,
    error: Option<Text>,
}

/// What of the sheet is on the screen.
#[derive(Clone, Copy)]
enum Side {
    Codes,
    /// Something of it is to be typed.
    Paper,
    /// Whether it is to be thrown away.
    Leaving,
}

impl Side {
    fn form(self, context: Context<'_>) -> Form {
        let row = |own: &[Action]| actions(own, context.house);
        match self {
            Self::Codes => Form::of_actions(row(&[Action::Next, Action::Back])),
            Self::Paper => Form::new(vec![Entry::new(LONGEST)], 0, row(&[Action::Next, Action::Back])),
            Self::Leaving => Form::new(vec![], LEAVE + 1, row(&[Action::Back])),
        }
    }
}

pub fn page_of(keeper: Keeper, draft: SheetDraft, context: Context<'_>) -> Step {
    let form = Side::Codes.form(context);
    Step::Settings(Settings::AddSheet(AddSheet { form, keeper, draft: Some(draft), side: Side::Codes, error: None }))
}

impl AddSheet {
    pub(super) fn page(&self) -> Page {
        let page = Page { title: Text::new("sheet-title"), help: "add-sheet", ..Page::new(PageId::AddMethod) };
        self.form.dress(match self.side {
            Side::Codes => Page { lead: self.codes(), ..page },
            Side::Paper => Page { lead: vec![Text::new("sheet-paper-lead")], fields: vec![self.field()], ..page },
            Side::Leaving => Page {
                lead: vec![Text::new("sheet-leave-lead")],
                choices: vec![Text::new("sheet-leave-stay"), Text::new("sheet-leave-go")],
                ..page
            },
        })
    }

    fn codes(&self) -> Vec<Text> {
        let replaces = (self.keeper.registration.codes > 0).then(|| Text::new("sheet-replaces"));
        let spelled = self.draft.iter().flat_map(SheetDraft::spelled).enumerate();
        let codes =
            spelled.map(|(place, code)| Text::new("sheet-code").with("number", place + 1).with("code", Arg::Secret(code)));
        // A small window shows codes, and not all that there is to say of them, under the first line.
        [Text::new("sheet-lead")].into_iter().chain(codes).chain([Text::new("sheet-counts")]).chain(replaces).collect()
    }

    fn field(&self) -> Field {
        let (text, cursor) = self.form.entry(0).map_or((String::new(), 0), |entry| (entry.text().to_owned(), entry.cursor()));
        Field {
            label: Text::new("sheet-paper-field"),
            hint: Some(Text::new("sheet-paper-hint")),
            error: self.error.clone(),
            value: Value::Code { text, cursor, length: group_of(RECOVERY) },
        }
    }

    pub(super) fn on(mut self, heard: Heard, context: Context<'_>) -> Next {
        match (self.side, heard) {
            (Side::Codes, Heard::Pressed(Action::Next)) => self.turn(Side::Paper, context),
            (Side::Codes, Heard::Pressed(Action::Back)) => self.turn(Side::Leaving, context),
            (Side::Paper, Heard::Pressed(Action::Next)) if self.form.text(0).chars().all(is_separator) => {
                self.form.mend(0);
                self.error = Some(Text::new("sheet-paper-empty"));
                Next::to(Step::Settings(Settings::AddSheet(self)))
            }
            (Side::Paper, Heard::Pressed(Action::Next)) => self.ask(context),
            (Side::Leaving, Heard::Chosen(LEAVE)) => Next::to(given_up(self.keeper, context)),
            (Side::Paper | Side::Leaving, Heard::Pressed(Action::Back)) | (Side::Leaving, Heard::Chosen(STAY)) => {
                self.turn(Side::Codes, context)
            }
            (_, Heard::Edited) => {
                self.error = None;
                Next::to(Step::Settings(Settings::AddSheet(self)))
            }
            (_, Heard::Pressed(_) | Heard::Chosen(_) | Heard::Nothing) => Next::to(Step::Settings(Settings::AddSheet(self))),
        }
    }

    fn turn(self, side: Side, context: Context<'_>) -> Next {
        let form = side.form(context);
        Next::to(Step::Settings(Settings::AddSheet(Self { form, side, error: None, ..self })))
    }

    fn ask(mut self, context: Context<'_>) -> Next {
        let (Some(typed), Some(draft)) = (self.form.entry(0).map(Entry::secret), self.draft.take()) else {
            return Next::to(sign_in::again(context.house));
        };
        ask_change(Settings::AddSheet(self), Change::Sheet { draft, typed }, context)
    }

    pub(super) fn with(self, draft: SheetDraft) -> Self {
        Self { draft: Some(draft), ..self }
    }

    pub(super) fn refused(mut self) -> Step {
        self.form.clear();
        self.error = Some(Text::new("sheet-paper-wrong"));
        Step::Settings(Settings::AddSheet(self))
    }
}
