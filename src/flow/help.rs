//! `help`: words about the page that the visitor is on, laid over it. The step below keeps all it has and
//! goes on: its countdowns run, its replies arrive.

use super::form::{Form, Heard};
use super::{House, actions, desk_lines};
use crate::input::{Input, Key};
use crate::page::{Action, Arg, Focus, Page, PageId, Sight, Text, help};

/// Help that is being read.
pub struct Help {
    form: Form,
    about: PageId,
    /// Of the page: a page may have several.
    title: &'static str,
    texts: help::Help,
}

impl Help {
    /// Help with the page `about`, where there is any; without a way to ask for more where nobody `may_ask`.
    pub(super) fn with(about: &Page, may_ask: bool, house: &House) -> Option<Self> {
        let texts = help::on(about.help)?;
        let mut row = actions(&[Action::Back], house);
        // At the start there may be nothing to stop yet.
        let may_stop = house.may_quit || about.id != PageId::Start;
        let is_idle = [(Action::Help, true), (Action::AskHelp, !may_ask), (Action::Stop, !may_stop)];
        row.retain(|action| !is_idle.contains(&(*action, true)));
        Some(Self { form: Form::of_actions(row), about: about.id, title: about.title.id, texts })
    }

    /// Whether it helps with the page `id`.
    pub(super) fn is_about(&self, id: PageId) -> bool {
        self.about == id
    }

    /// There is nothing to choose from above the actions, so arrows move the text.
    pub(super) fn press(&mut self, input: &Input) -> Heard {
        match input {
            Input::Key(Key::Down) => self.form.press(&Input::Key(Key::PageDown)),
            Input::Key(Key::Up) => self.form.press(&Input::Key(Key::PageUp)),
            input => self.form.press(input),
        }
    }

    pub(super) fn see(&mut self, sight: Sight) {
        self.form.see(sight);
    }

    pub(super) fn point(&mut self, item: Focus) -> Heard {
        self.form.point(item)
    }

    pub(super) fn page(&self, house: &House) -> Page {
        let desk = desk_lines(house);
        let ask = Text::new(if house.organisation.desk.is_told() { "help-desk" } else { "help-nobody" });
        let title = Text::new(PageId::Help.title()).with("page", Arg::Word(self.title));
        let lead = self.texts.into_iter().map(|id| explained(id, house)).chain([ask]).chain(desk).collect();
        self.form.dress(Page { title, lead, ..Page::new(PageId::Help) })
    }
}

/// What a user ID looks like differs from house to house.
fn explained(id: &'static str, house: &House) -> Text {
    match id {
        "help-identify" | "help-identify-forgot" => Text::new(id).with("example", house.organisation.example_login.as_str()),
        id => Text::new(id),
    }
}
