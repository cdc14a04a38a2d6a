//! A page as plain text that is only ever added to: for screen readers, Braille lines, `TERM=dumb`, pipes
//! and scripts. Between two moments of a page only what is new is said; nothing is said twice, taken back
//! or coloured.
//!
//! Two things of a page are left out on purpose. A picture cannot be listened to: whoever shows pages in
//! this drawing asks for the question in its place. And a password that somebody wants to see would stand
//! there for good, where the page promises ten seconds.

mod gathered;
mod held;
mod item;
pub mod own;
mod prompt;
mod refused;
#[cfg(test)]
mod tests;
pub mod words;

pub use self::held::{Held, holds_refused_password};
pub use self::item::notice;
pub use self::prompt::Prompt;
pub use self::refused::breaks_a_rule;
use super::{House, Ink};
use crate::domain::account::Language;
use crate::page::{Action, Arg, Focus, Page, PageId, Text};
use item::Item;

/// So many seconds before a visit is wiped its end is said again.
const LAST_CALL: i64 = 10;

/// What is to be said now.
#[derive(Debug, Default, PartialEq, Eq)]
pub struct Speech {
    /// Paragraphs, none of which is broken into lines.
    pub lines: Vec<String>,
    /// It is about time that runs out, and cannot wait for whoever is typing.
    pub urgent: bool,
}

/// How often the visitor was told that time runs out.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
enum Warned {
    #[default]
    No,
    Once,
    /// And again, shortly before the end.
    Again,
}

/// What was said of the pages of one visit.
#[derive(Default)]
#[expect(clippy::struct_excessive_bools, reason = "each says something of its own of the visitor, or of the page")]
pub struct Telling {
    /// The visitor can have the full screen instead.
    drawable: bool,
    language: Option<Language>,
    page: Option<PageId>,
    /// What stands on the page and was said.
    said: Vec<Item>,
    /// The step that the page began with, and what was said in it and since: how to go about one of several alike is
    /// the same for the next.
    begun: (Option<Text>, Vec<Item>),
    /// The page below help, or below the question whether to stop.
    below: Option<Below>,
    /// What holds for the whole visit, and was said.
    of_visit: Vec<Item>,
    /// How many tries were said to be left, as long as the page stays, and of which letter.
    tries: Option<i64>,
    letter: Option<Arg>,
    warned: Warned,
    /// Words for what is the same on many pages, with the language in which they were told.
    known: Vec<(Language, Action)>,
    /// Languages in which it was told how one gets about.
    welcomed: Vec<Language>,
    /// The visitor said something, and waits for what follows.
    asked: bool,
    /// The page is said once more from its beginning: what is wrong is said with the field that it is about.
    again: bool,
    /// What stands in the field stands on the line too, to be changed there: Enter takes what is left of it.
    brought: bool,
    /// What stands in the field was only begun, on the drawn page: it is not judged before it is given.
    begun_drawn: bool,
}

/// A page that another lies over, and what was said of it.
struct Below {
    page: PageId,
    said: Vec<Item>,
    begun: (Option<Text>, Vec<Item>),
}

impl Telling {
    /// Nothing was said yet; `drawable` where the visitor can have the full screen instead.
    pub fn new(drawable: bool) -> Self {
        Self { drawable, ..Self::default() }
    }

    /// The visitor said something, and waits for what comes of it.
    pub const fn hear(&mut self) {
        (self.asked, self.begun_drawn) = (true, false);
    }

    /// A password was begun on the drawn page, of which nothing can be shown here.
    pub const fn leave_unjudged(&mut self) {
        self.begun_drawn = true;
    }

    /// What came of it is said already.
    pub const fn answered(&mut self) {
        self.asked = false;
    }

    /// The visitor tried again: that it is wrong is news, whatever was wrong before.
    pub fn forget_refusals(&mut self) {
        self.said.retain(|item| !item.is_refusal());
        self.again = false;
    }

    /// A password was given: how hard it is to guess is news, whatever the one before was.
    pub fn forget_strength(&mut self) {
        self.said.retain(|item| !matches!(item, Item::Missing(..) | Item::Strength(..)));
    }

    /// The page is said again, and with `how` also how one gets about.
    pub fn begin_again(&mut self, how: bool) {
        let welcomed = if how { vec![] } else { std::mem::take(&mut self.welcomed) };
        let below = self.below.take();
        *self = Self {
            drawable: self.drawable,
            language: self.language,
            welcomed,
            below,
            asked: true,
            again: true,
            ..Self::default()
        };
    }

    /// Whether what stands in the field was `brought` onto the line.
    pub const fn bring(&mut self, brought: bool) {
        self.brought = brought;
    }

    /// Whether nothing was said yet.
    pub const fn is_fresh(&self) -> bool {
        self.page.is_none()
    }

    /// Whether `page` is another than the one of which something was said last, warnings apart.
    pub fn is_elsewhere(&self, page: &Page) -> bool {
        page.id != PageId::IdleWarning && self.page != Some(page.id)
    }

    /// What of `page` was not said yet.
    pub fn news(&self, page: &Page, house: &House, ink: Ink<'_>) -> Speech {
        if page.id == PageId::IdleWarning {
            return self.warning(page, ink);
        }
        let mut items = gathered::of(page);
        let anew = self.is_elsewhere(page) || self.language != Some(ink.language);
        let known: &[Item] = if anew { self.heard_below(page, ink.language) } else { &self.said };
        items.retain(|item| !known.iter().any(|said| said.says_the_same_as(item)) && !self.of_visit.contains(item));
        items.retain(|item| !self.holds_back(item, page));
        items.retain(|item| anew || !self.is_stale(item, page));
        if !anew && self.begun.0 != page.step {
            items.retain(|item| !item.explains() || !self.begun.1.contains(item));
        }
        for item in &mut items {
            item.leave_out(|action| self.known.contains(&(ink.language, action)));
        }
        if items.is_empty() && self.asked && !page.unsettled {
            items = instead_of_silence(page);
        }
        let name = (page.id == PageId::Start && anew && !page.unsettled).then(|| ink.look.glyphs.spell(house.name.clone()));
        let how_to = if page.unsettled || self.welcomed.contains(&ink.language) { vec![] } else { self.how_to(ink) };
        // What the page says comes before how one gets about, and what it asks for after that.
        let asks = items.iter().position(Item::asks).unwrap_or(items.len());
        let (before, after) = items.split_at_checked(asks).unwrap_or((&items, &[]));
        let lines = name.into_iter().chain(said(before, ink)).chain(how_to).chain(said(after, ink)).collect();
        Speech { lines, urgent: false }
    }

    /// Whether `item` is no news on the page that was said last, though it was not there a moment ago.
    fn is_stale(&self, item: &Item, page: &Page) -> bool {
        let is_counted = item.only_counts_tries() && item.tries() == self.tries && !self.is_other_letter(page);
        let is_known = item.is_said_once() && self.begun.1.iter().any(|said| said.is_of_one_message(item));
        // Which answers stand there, everybody knows who has just given them.
        is_counted || matches!(item, Item::Stands(..)) || is_known
    }

    /// Whether `page` tells of another letter than before, whose code has tries of its own.
    fn is_other_letter(&self, page: &Page) -> bool {
        letter(page).is_some_and(|letter| self.letter.as_ref() != Some(letter))
    }

    /// Whether `item` is about a field that is not asked for, where the page is said again; or says that something is
    /// kept which is there to be changed, or judges what is not given yet.
    fn holds_back(&self, item: &Item, page: &Page) -> bool {
        let asked = Prompt::of(page).asks;
        let is_of_other = item.field_in_error().is_some_and(|place| Focus::Field(place) != asked);
        let is_judgement = matches!(item, Item::Missing(..) | Item::Strength(..));
        (self.again && is_of_other) || (self.brought && matches!(item, Item::Kept(_))) || (self.begun_drawn && is_judgement)
    }

    /// What whoever comes back to `page` from one that lay over it heard of it a moment ago; but where they are is said.
    fn heard_below(&self, page: &Page, language: Language) -> &[Item] {
        match &self.below {
            Some(below) if self.page.is_some_and(lies_over) && below.page == page.id && self.language == Some(language) => {
                &below.said
            }
            Some(_) | None => &[],
        }
    }

    fn warning(&self, page: &Page, ink: Ink<'_>) -> Speech {
        let lines = match self.warned {
            Warned::Once | Warned::Again if self.language != Some(ink.language) => said(&gathered::of(page), ink),
            Warned::No => said(&gathered::of(page), ink),
            Warned::Once if is_last_call(page) => page.lead.iter().map(|text| ink.say_aloud(text)).collect(),
            Warned::Once | Warned::Again => vec![],
        };
        Speech { lines, urgent: true }
    }

    /// The news of `page` were said.
    pub fn said(&mut self, page: &Page, language: Language) {
        if page.id == PageId::IdleWarning {
            self.warned = if is_last_call(page) { Warned::Again } else { Warned::Once };
        } else {
            let anew = self.is_elsewhere(page) || self.language != Some(language);
            if anew {
                self.turn_to(page, language);
            }
            if self.is_other_letter(page) {
                (self.tries, self.letter) = (None, letter(page).cloned());
            }
            self.tries = gathered::of(page).iter().filter_map(Item::tries).next_back().or(self.tries);
            self.begun.1.extend(gathered::of(page).into_iter().filter(|item| item.explains() || item.is_said_once()));
            let mut kept = if self.is_elsewhere(page) { vec![] } else { std::mem::take(&mut self.said) };
            // What gave way to something made up comes back with the visitor's own.
            kept.retain(|item| page.unsettled || (gathered::offers(page) && item.explains()));
            self.again &= self.page.is_none() || !self.is_elsewhere(page);
            let told = gathered::of(page).into_iter().filter(|item| !self.holds_back(item, page));
            self.said = kept.into_iter().chain(told).collect();
            let of_visit = gathered::of(page).into_iter().filter(|item| item.is_about_visit() && !self.of_visit.contains(item));
            self.of_visit.extend(of_visit.collect::<Vec<_>>());
            self.page = Some(page.id);
            self.warned = Warned::No;
            self.asked &= page.unsettled;
            if !page.unsettled {
                self.learn(page, language);
            }
        }
        self.language = Some(language);
    }

    /// Something is said of `page` for the first time, or again after what lay over it.
    fn turn_to(&mut self, page: &Page, language: Language) {
        let is_back = !self.heard_below(page, language).is_empty();
        let left = self.below.take_if(|_| is_back);
        self.below = self.left_below(page);
        self.begun = left.map_or_else(|| (page.step.clone(), vec![]), |left| left.begun);
        self.tries = None;
    }

    /// What was said of the page that `page` lies over from now on.
    fn left_below(&mut self, page: &Page) -> Option<Below> {
        match self.page.filter(|_| lies_over(page.id)) {
            Some(over) if lies_over(over) => None,
            Some(below) => {
                let heard = std::mem::take(&mut self.said).into_iter().filter(|item| !matches!(item, Item::Title(_)));
                Some(Below { page: below, said: heard.collect(), begun: std::mem::take(&mut self.begun) })
            }
            // Help itself is said again.
            None => self.below.take().filter(|_| lies_over(page.id)),
        }
    }

    /// What was told in `language` of how one gets about is not told again.
    fn learn(&mut self, page: &Page, language: Language) {
        if !self.welcomed.contains(&language) {
            self.welcomed.push(language);
        }
        for action in words::offered(page).into_iter().filter(|action| words::is_everywhere(*action)) {
            if !self.known.contains(&(language, action)) {
                self.known.push((language, action));
            }
        }
    }

    /// How one gets about: said once in a language.
    fn how_to(&self, ink: Ink<'_>) -> Vec<String> {
        let back = self.drawable.then_some("linear-how-drawing");
        ["linear-how-lines", "linear-how-words"].into_iter().chain(back).map(|id| ink.say_aloud(&Text::new(id))).collect()
    }
}

/// Whether `page` only lies over another, to which one comes back.
const fn lies_over(page: PageId) -> bool {
    matches!(page, PageId::Help | PageId::EndVisit)
}

/// The letter whose code `page` asks for.
fn letter(page: &Page) -> Option<&Arg> {
    page.lead.iter().flat_map(|text| &text.args).find_map(|(name, arg)| (*name == "tag").then_some(arg))
}

/// What is said to whoever asked for something that changed nothing: what they were too early for, or how much time
/// there is, or else what is still wrong.
fn instead_of_silence(page: &Page) -> Vec<Item> {
    let said = |wanted: fn(&Item) -> bool| gathered::of(page).into_iter().filter(wanted).collect::<Vec<_>>();
    let wanted: [fn(&Item) -> bool; 4] = [Item::bids_wait, Item::counts_down, Item::is_refusal, Item::is_lack];
    wanted.into_iter().map(said).find(|items| !items.is_empty()).unwrap_or_default()
}

fn said(items: &[Item], ink: Ink<'_>) -> Vec<String> {
    items.iter().flat_map(|item| item.lines(ink)).collect()
}

fn is_last_call(page: &Page) -> bool {
    page.left.is_some_and(|left| left <= LAST_CALL)
}
