//! `methods`: what is registered, what each is good for, and what the policy still wants.

use super::super::form::{Form, Heard};
use super::super::{Context, Next, Step, actions};
use super::{
    Keeper, Settings, add_address, add_answers, add_key, ask_draft, confirm_remove, done_register, home, replies, settle,
};
use crate::domain::account::Origin;
use crate::domain::mask::Mask;
use crate::domain::method::Method;
use crate::domain::registration::{Advice, Item, MOST_ADDRESSES, MOST_KEYS, RegisteredContact, Registration, Unfit, Wish};
use crate::domain::reminder::{Settling, Why};
use crate::page::{Action, Arg, Focus, Notice, Page, PageId, Text};

pub struct Methods {
    pub(in crate::flow) form: Form,
    pub(super) keeper: Keeper,
    notices: Vec<Notice>,
}

/// What can be chosen from the list, in its order.
enum Line {
    Contact(RegisteredContact),
    App(usize),
    Key(usize),
    Questions,
    Sheet,
    AddAddress,
    AddApp,
    AddAnswers,
    AddSheet,
    AddKey,
}

pub fn page_of(keeper: Keeper, notices: Vec<Notice>, context: Context<'_>) -> Step {
    Step::Settings(Settings::Methods(list(keeper, notices, context)))
}

pub fn list(keeper: Keeper, notices: Vec<Notice>, context: Context<'_>) -> Methods {
    let row = actions(&[Action::Finish, Action::Back], context.house);
    let form = Form::new(vec![], lines(&keeper.registration).len(), row);
    Methods { form, keeper, notices }
}

/// The list after a change: on what is to be done next, which is another one or nothing at all.
pub fn changed(keeper: Keeper, notices: Vec<Notice>, context: Context<'_>) -> Step {
    let adds = |line: &Line| matches!(line, Line::AddAddress | Line::AddApp | Line::AddAnswers | Line::AddSheet | Line::AddKey);
    let another = lines(&keeper.registration).iter().position(adds).filter(|_| keeper.registration.missing() > 0);
    focused(keeper, notices, another.map_or(Focus::Action(0), Focus::Choice), context)
}

/// The list as it was, on the `item` about which nothing can be done.
pub fn refusing(keeper: Keeper, item: &Item, why: Unfit, context: Context<'_>) -> Step {
    let place = lines(&keeper.registration).iter().position(|line| line.item(&keeper.registration).as_ref() == Some(item));
    let notices = vec![Notice::error(replies::unfit(why, context))];
    focused(keeper, notices, Focus::Choice(place.unwrap_or_default()), context)
}

fn focused(keeper: Keeper, notices: Vec<Notice>, focus: Focus, context: Context<'_>) -> Step {
    let mut list = list(keeper, notices, context);
    list.form.focus_on(focus);
    Step::Settings(Settings::Methods(list))
}

impl Line {
    /// What it is about that is registered.
    fn item(&self, registration: &Registration) -> Option<Item> {
        match self {
            Self::Contact(contact) => Some(Item::Contact(contact.id.clone())),
            Self::App(place) => registration.apps.get(*place).cloned().map(Item::App),
            Self::Key(place) => registration.keys.get(*place).map(|key| Item::Key(key.id.clone())),
            Self::Questions => Some(Item::Questions),
            Self::Sheet => Some(Item::Sheet),
            Self::AddAddress | Self::AddApp | Self::AddAnswers | Self::AddSheet | Self::AddKey => None,
        }
    }
}

fn lines(registration: &Registration) -> Vec<Line> {
    let chosen = registration.contacts_as_they_came().into_iter().filter(|contact| !contact.is_only_shown());
    let contacts = chosen.cloned().map(Line::Contact);
    let apps = (0..registration.apps.len()).map(Line::App);
    let questions = (registration.questions > 0).then_some(Line::Questions);
    // Where there is no room for more it is said so: what is not there any more looks like a mistake.
    let address = registration.mails.then_some(Line::AddAddress);
    let answers = registration.asks.is_some().then_some(Line::AddAnswers);
    let has_sheet = registration.codes > 0;
    let keys = (0..registration.keys.len()).map(Line::Key);
    let own = contacts.chain(apps).chain(keys).chain(questions).chain(has_sheet.then_some(Line::Sheet));
    // Last, for ten codes are a lot to write.
    let sheet = (!has_sheet && registration.takes_sheets()).then_some(Line::AddSheet);
    let key = registration.takes_keys.then_some(Line::AddKey);
    own.chain([Line::AddApp]).chain(address).chain(answers).chain(sheet).chain(key).collect()
}

impl Methods {
    pub(super) fn page(&self) -> Page {
        let registration = &self.keeper.registration;
        self.form.dress(Page {
            lead: lead(registration, self.notices.is_empty()),
            notices: self.notices.clone(),
            choices: lines(registration).iter().map(|line| label(line, registration)).collect(),
            help: if registration.mails { PageId::Methods.name() } else { "methods-no-mail" },
            ..Page::new(PageId::Methods)
        })
    }

    pub(super) fn on(self, heard: Heard, context: Context<'_>) -> Next {
        match heard {
            Heard::Chosen(place) => self.choose(place, context),
            Heard::Pressed(Action::Finish) if self.keeper.member.home.due.is_none() => {
                done_register::page_of(self.keeper, context)
            }
            // Whoever has seen all of it, and is done with it, need not be asked whether it is right.
            Heard::Pressed(Action::Finish) if self.is_looked_at() => settle(Settings::Methods(self), Settling::Confirm, context),
            Heard::Pressed(Action::Finish) if matches!(self.reminded(), Some(Why::Missing { .. })) => {
                let still = Notice::plain(Text::new("register-prompt-still"));
                Next::to(home(self.keeper.member, vec![still], context))
            }
            // What they were reminded of is not done with.
            Heard::Pressed(Action::Finish | Action::Back) => Next::to(home(self.keeper.member, Vec::new(), context)),
            Heard::Pressed(_) | Heard::Edited | Heard::Nothing => Next::to(Step::Settings(Settings::Methods(self))),
        }
    }

    /// The list with what is wrong with what was chosen, on that.
    pub(super) fn refused(self, error: Text, context: Context<'_>) -> Step {
        let focus = self.form.focus();
        focused(self.keeper, vec![Notice::error(error)], focus, context)
    }

    /// Whether nothing is missing, and all they were asked for is a look.
    fn is_looked_at(&self) -> bool {
        self.reminded() == Some(Why::Unconfirmed) && self.keeper.registration.missing() == 0
    }

    /// What they were reminded of, and are not done with.
    fn reminded(&self) -> Option<Why> {
        self.keeper.member.home.due.as_ref().map(|due| due.why)
    }

    /// Whether there is no room for more of what `line` adds.
    fn is_full(&self, line: &Line) -> bool {
        let registration = &self.keeper.registration;
        match line {
            Line::AddAddress => registration.own_addresses() >= MOST_ADDRESSES,
            Line::AddKey => registration.keys.len() >= MOST_KEYS,
            Line::Contact(_)
            | Line::App(_)
            | Line::Key(_)
            | Line::Questions
            | Line::Sheet
            | Line::AddApp
            | Line::AddAnswers
            | Line::AddSheet => false,
        }
    }

    fn choose(self, place: usize, context: Context<'_>) -> Next {
        let mut lines = lines(&self.keeper.registration);
        if place >= lines.len() {
            return Next::to(Step::Settings(Settings::Methods(self)));
        }
        let line = lines.swap_remove(place);
        match line {
            Line::Contact(contact) if contact.origin == Origin::Directory => {
                ask_draft(Settings::Methods(self), Wish::Adopt(contact.id), context)
            }
            line @ (Line::Contact(_) | Line::App(_) | Line::Key(_) | Line::Questions | Line::Sheet) => {
                Next::to(match line.item(&self.keeper.registration) {
                    Some(item) => confirm_remove::page_of(self.keeper, item, context),
                    None => Step::Settings(Settings::Methods(self)),
                })
            }
            Line::AddSheet => ask_draft(Settings::Methods(self), Wish::Sheet, context),
            // The service would say so too, but only once an address was typed, or a line pasted.
            Line::AddAddress | Line::AddKey if self.is_full(&line) => {
                let full = replies::unfit(Unfit::TooMany, context);
                Next::to(focused(self.keeper, vec![Notice::error(full)], Focus::Choice(place), context))
            }
            Line::AddAddress => Next::to(add_address::page_of(self.keeper, context)),
            Line::AddKey => Next::to(add_key::page_of(self.keeper, context)),
            Line::AddApp => ask_draft(Settings::Methods(self), Wish::App, context),
            Line::AddAnswers => Next::to(add_answers::begin(self.keeper, context)),
        }
    }
}

/// What the policy wants, what is there and cannot be chosen; and to whoever has not read it, what the page is for
/// and who sees what.
fn lead(registration: &Registration, is_new: bool) -> Vec<Text> {
    let masks = |counts: bool| {
        let phones = registration.phones.iter().filter(|phone| phone.counts == counts);
        let masks: Vec<Mask> = phones.map(|phone| phone.mask.clone()).collect();
        (!masks.is_empty()).then_some(Arg::Masks(masks))
    };
    let texts = masks(true).map(|masks| Text::new("methods-phones").with("masks", masks));
    let others = masks(false).map(|masks| Text::new("methods-phones-only").with("masks", masks));
    let of_house = |id, takes_codes: bool| {
        let shown = registration.contacts_as_they_came().into_iter().filter(|contact| contact.is_only_shown());
        let masks: Vec<Mask> = shown
            .filter(|contact| registration.sends_codes_to(contact) == takes_codes)
            .map(|contact| contact.mask.clone())
            .collect();
        (!masks.is_empty()).then(|| Text::new(id).with("masks", Arg::Masks(masks)))
    };
    let gets_codes = registration.contacts.iter().any(|contact| registration.sends_codes_to(contact));
    let told = |id| is_new.then(|| Text::new(id));
    let all = [
        told(match (registration.is_empty(), registration.may_reset) {
            (true, true) if !gets_codes => "methods-none",
            (true, _) => "methods-none-own",
            (false, true) => "methods-lead",
            (false, false) => "methods-lead-not-open",
        }),
        Some(wanted(registration)),
        texts,
        others,
        of_house("methods-of-house", true),
        of_house("methods-of-house-only", false),
        seen(registration).and_then(told),
    ];
    all.into_iter().flatten().collect()
}

/// Who sees what there is.
fn seen(registration: &Registration) -> Option<&'static str> {
    let has_answers = registration.questions > 0;
    match (registration.contacts.is_empty(), has_answers || registration.asks.is_some()) {
        (false, true) => Some("methods-seen"),
        (false, false) => Some("methods-seen-addresses"),
        (true, _) => has_answers.then_some("methods-seen-answers"),
    }
}

/// How many more the policy wants, or advises.
pub fn wanted(registration: &Registration) -> Text {
    if !registration.may_reset {
        return Text::new("methods-not-open");
    }
    match i64::try_from(registration.missing()).unwrap_or(0) {
        0 => Text::new(match registration.advice() {
            Advice::HasSpare => "methods-spare",
            Advice::AnotherKind => "methods-enough",
            Advice::AnotherApp => "methods-enough-app",
            Advice::AnotherAddress => "methods-enough-address",
            Advice::Nothing => "methods-enough-alone",
        }),
        _ if registration.lacks_key_of_elsewhere() => Text::new("methods-missing-key"),
        _ if registration.can_add.is_empty() => Text::new("methods-missing-stuck"),
        missing if registration.is_empty() => Text::new("methods-none-missing").with("count", missing),
        missing => Text::new("methods-missing").with("count", missing),
    }
}

fn label(line: &Line, registration: &Registration) -> Text {
    let own = |method| good(method, registration.takes.contains(&method), registration);
    match line {
        Line::Contact(contact) => address(contact, registration),
        Line::App(place) => {
            let (number, good) = (place + 1, own(Method::Totp));
            match registration.app_since(*place) {
                _ if registration.apps.len() < 2 => Text::new("method-only-app").with("good", good),
                None => Text::new("method-app").with("number", number).with("good", good),
                Some(since) => {
                    Text::new("method-app-since").with("number", number).with("since", Arg::Date(since)).with("good", good)
                }
            }
        }
        Line::Questions => {
            Text::new("method-questions").with("count", registration.questions).with("good", own(Method::Questions))
        }
        Line::Sheet => Text::new("method-sheet").with("count", registration.codes).with("good", own(Method::RecoveryCode)),
        Line::Key(place) => key_named(registration, *place, ["method-key", "method-key-numbered", "method-only-key"])
            .with("good", own(Method::SecurityKey)),
        Line::AddKey if registration.keys.is_empty() => Text::new("methods-add-key"),
        Line::AddKey => Text::new("methods-add-another-key"),
        Line::AddSheet => Text::new("methods-add-sheet"),
        Line::AddAddress => Text::new("methods-add-address"),
        Line::AddApp if registration.apps.is_empty() => Text::new("methods-add-app"),
        Line::AddApp => Text::new("methods-add-another-app"),
        Line::AddAnswers if registration.questions > 0 => Text::new("methods-other-answers"),
        Line::AddAnswers => Text::new("methods-add-answers"),
    }
}

/// What is said of the key at `place`: by its name, where it has none by its number, and where it is the only one without
/// either.
pub fn key_named(registration: &Registration, place: usize, [named, numbered, only]: [&'static str; 3]) -> Text {
    match registration.keys.get(place) {
        Some(key) if !key.name.is_empty() => Text::new(named).with("name", key.name.as_str()),
        Some(_) if registration.keys.len() > 1 => Text::new(numbered).with("number", place + 1),
        Some(_) | None => Text::new(only),
    }
}

/// An address, and what it is good for.
fn address(contact: &RegisteredContact, registration: &Registration) -> Text {
    let told = |id| Text::new(id).with("mask", &contact.mask);
    let own = if registration.prefers(contact) { "method-address-first" } else { "method-address" };
    match (contact.origin, contact.counts()) {
        // It gets codes for a new password, yet nobody reads them there who forgot the one before.
        (Origin::Authentication, _) if contact.of_house && registration.sends_codes_to(contact) => {
            let opens = registration.opens == Some(Method::Email);
            let good = if opens { "good-for-both-of-house" } else { "good-for-password-of-house" };
            told(own).with("good", Arg::Word(good))
        }
        (Origin::Authentication, counts) => told(own).with("good", good(Method::Email, counts, registration)),
        (Origin::Directory, true) => told("method-directory"),
        (Origin::Directory, false) => told("method-directory-only"),
    }
}

/// What something registered of `method` is good for: a new password where it `counts`, and the settings where nothing
/// that opens them is more secure.
fn good(method: Method, counts: bool, registration: &Registration) -> Arg {
    Arg::Word(match (counts && registration.may_reset, registration.opens == Some(method)) {
        (_, _) if method == Method::Email && !registration.mails => "good-for-nothing",
        (true, true) => "good-for-both",
        (true, false) => "good-for-password",
        (false, true) => "good-for-settings",
        (false, false) if method == Method::Questions && !registration.could_answer => "good-for-nothing",
        (false, false) => "good-for-spare",
    })
}
