//! `add-method`, for an authenticator app: its secret for a camera and in letters, and a first code.

use super::super::entry::Entry;
use super::super::form::{Form, Heard};
use super::super::{Context, Next, Step, actions, digits, sign_in};
use super::{Keeper, Settings, ask_change_below, given_up};
use crate::domain::code::has_shape;
use crate::domain::proof::app_draft::AppDraft;
use crate::domain::registration::Change;
use crate::page::{Action, Arg, Field, Focus, Notice, Page, PageId, Qr, Text, Value};

/// Room for a code with blanks and dashes in it, and for what somebody takes for one: the key, or what a camera reads.
const LONGEST: usize = 128;
const DIGITS: usize = 6;

pub struct AddApp {
    pub(in crate::flow) form: Form,
    pub(super) keeper: Keeper,
    /// Away with its first code while that is looked at.
    draft: Option<AppDraft>,
    error: Option<Text>,
    /// The code for the camera is to be seen, and nothing else: until the next key, whichever that is, for a window
    /// that is full of it has no room to name one.
    picture: bool,
}

pub fn page_of(keeper: Keeper, draft: AppDraft, context: Context<'_>) -> Step {
    let form =
        Form::new(vec![Entry::new(LONGEST)], 0, actions(&[Action::Next, Action::Back, Action::ShowPicture], context.house));
    Step::Settings(Settings::AddApp(AddApp { form, keeper, draft: Some(draft), error: None, picture: false }))
}

impl AddApp {
    pub(super) fn page(&self, context: Context<'_>) -> Page {
        let (text, cursor) = self.form.entry(0).map_or((String::new(), 0), |entry| (entry.text().to_owned(), entry.cursor()));
        let (issuer, login) = (&context.house.organisation.name, self.keeper.member.home.person.login.as_str());
        let spelled = self.draft.as_ref().map(AppDraft::spelled);
        let secret = spelled.map(|secret| Text::new("add-app-secret").with("secret", Arg::Secret(secret)));
        let code = self
            .draft
            .as_ref()
            .and_then(|draft| draft.uri(issuer, login))
            .map(|uri| Qr::of(uri.expose()).promising(Text::new("add-app-picture-how")));
        self.form.dress(Page {
            lead: [Some(Text::new("add-app-lead")), secret].into_iter().flatten().collect(),
            // Read only where the code cannot be drawn: nothing of the page is to be seen otherwise.
            notices: self.picture.then(|| Notice::plain(Text::new("add-app-no-picture"))).into_iter().collect(),
            qr: code.map(|code| if self.picture { code.alone(Text::new("add-app-picture")) } else { code }),
            fields: vec![Field {
                label: Text::new("add-app-field"),
                hint: None,
                error: self.error.clone(),
                value: Value::Code { text, cursor, length: DIGITS },
            }],
            help: "add-app",
            ..Page::new(PageId::AddMethod)
        })
    }

    /// Whether there was one.
    pub(in crate::flow) const fn close_picture(&mut self) -> bool {
        std::mem::replace(&mut self.picture, false)
    }

    pub(super) fn on(mut self, heard: Heard, context: Context<'_>) -> Next {
        if std::mem::take(&mut self.picture) {
            // What was pasted stands in the field already; nothing is sent unseen.
            return Next::to(Step::Settings(Settings::AddApp(self)));
        }
        match heard {
            Heard::Pressed(Action::ShowPicture) => {
                self.picture = true;
                self.form.focus_on(Focus::Field(0));
                Next::to(Step::Settings(Settings::AddApp(self)))
            }
            Heard::Pressed(Action::Next) if !has_shape(self.form.text(0), DIGITS, true) => {
                self.form.mend(0);
                self.stumble();
                Next::to(Step::Settings(Settings::AddApp(self)))
            }
            Heard::Pressed(Action::Next) => self.ask(context),
            Heard::Pressed(Action::Back) => Next::to(given_up(self.keeper, context)),
            Heard::Edited => {
                self.error = None;
                Next::to(Step::Settings(Settings::AddApp(self)))
            }
            Heard::Pressed(_) | Heard::Chosen(_) | Heard::Nothing => Next::to(Step::Settings(Settings::AddApp(self))),
        }
    }

    /// Says what is wrong with what cannot be a code. Somebody who typed the key has the digits to type after it, in the
    /// same field.
    fn stumble(&mut self) {
        let typed = self.form.entry(0).map(Entry::secret);
        let is_key = self.draft.as_ref().zip(typed).is_some_and(|(draft, typed)| draft.is_spelled(&typed));
        self.error = Some(if is_key { Text::new("add-app-is-key") } else { digits::slip(self.form.text(0), DIGITS) });
        if is_key {
            self.form.clear();
        }
    }

    fn ask(mut self, context: Context<'_>) -> Next {
        let shown = self.page(context);
        let (Some(typed), Some(draft)) = (self.form.entry(0).map(Entry::secret), self.draft.take()) else {
            return Next::to(sign_in::again(context.house));
        };
        // The secret stays on the screen while its code is looked at.
        ask_change_below(shown, Settings::AddApp(self), Change::App { draft, typed }, context)
    }

    pub(super) fn with(self, draft: AppDraft) -> Self {
        Self { draft: Some(draft), ..self }
    }

    pub(super) fn refused(mut self) -> Step {
        self.form.clear();
        self.error = Some(Text::new("unfit-code"));
        Step::Settings(Settings::AddApp(self))
    }
}
