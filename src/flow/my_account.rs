//! `my-account`: what somebody who signed in can do.

use super::event::Effect;
use super::form::{Form, Heard};
use super::journey::{Journey, Member};
use super::troubled::Troubled;
use super::waiting::{Errand, Waiting};
use super::{Context, Next, Step, actions, new_password, settings, sign_in};
use crate::domain::account::Language;
use crate::domain::outcome::{Ending, LanguageSet, Trouble};
use crate::domain::proof::sign_in::SignedIn;
use crate::domain::visible::visible;
use crate::page::{Action, Arg, Notice, Page, PageId, Text};

const CHANGE: usize = 0;
const METHODS: usize = 1;
const LANGUAGE: usize = 2;

pub struct MyAccount {
    pub(super) form: Form,
    pub(super) member: Member,
    notice: Option<Notice>,
    /// Whether there are letters to be had in another language.
    mails: bool,
}

pub fn page_of(member: Member, notice: Option<Notice>, context: Context<'_>) -> Step {
    let mails = context.house.mails;
    let form = Form::new(vec![], LANGUAGE + usize::from(mails), actions(&[Action::SignOut], context.house));
    Step::MyAccount(MyAccount { form, member, notice, mails })
}

impl MyAccount {
    pub(super) fn page(&self) -> Page {
        let home = &self.member.home;
        let name = visible(&home.name, 60);
        let language = match home.language {
            Some(language) => Text::new("my-account-language").with("language", Arg::Word(in_words(language))),
            None => Text::new("my-account-no-language"),
        };
        let choices = [Text::new("my-account-change"), Text::new("my-account-methods")];
        self.form.dress(Page {
            lead: vec![Text::new("my-account-lead").with("name", name)],
            notices: self.notice.iter().cloned().collect(),
            choices: choices.into_iter().chain(self.mails.then_some(language)).collect(),
            help: if self.mails { PageId::MyAccount.name() } else { "my-account-no-mail" },
            ..Page::new(PageId::MyAccount)
        })
    }

    pub(super) fn on(self, heard: Heard, context: Context<'_>) -> Next {
        match heard {
            Heard::Chosen(CHANGE) => Next::to(new_password::blank(Journey::of_member(self.member), context)),
            Heard::Chosen(METHODS) => {
                let page = self.page();
                settings::enter(self.member, None, page, context)
            }
            Heard::Chosen(LANGUAGE) => self.other_language(context),
            Heard::Pressed(Action::SignOut) => {
                Next { step: Step::MyAccount(self), effects: vec![Effect::Leave(Ending::Completed), Effect::Over] }
            }
            Heard::Chosen(_) | Heard::Pressed(_) | Heard::Edited | Heard::Nothing => Next::to(Step::MyAccount(self)),
        }
    }

    /// The other one of two; the page's own where none is kept yet.
    fn other_language(mut self, context: Context<'_>) -> Next {
        let language = self.member.home.language.map_or(context.language, Language::other);
        let page = self.page();
        let Some(signed_in) = self.member.signed_in.take() else { return Next::to(Step::MyAccount(self)) };
        Next::asking(Waiting::over(page, Errand::SetLanguage(self), context), Effect::SetLanguage { signed_in, language })
    }

    pub(super) fn answered(mut self, reply: Result<LanguageSet, (SignedIn, Trouble)>, context: Context<'_>) -> Next {
        match reply {
            Ok(LanguageSet::Done { signed_in, language }) => {
                self.member.home.language = Some(language);
                (self.member.signed_in, self.member.confirmed) = (Some(signed_in), true);
                self.notice =
                    Some(Notice::good(Text::new("my-account-language-set").with("language", Arg::Word(in_words(language)))));
                Next::to(Step::MyAccount(self))
            }
            Ok(LanguageSet::SignedOut) => Next::to(sign_in::again(context.house)),
            Err((signed_in, trouble)) => {
                self.member.signed_in = Some(signed_in);
                Next::to(Troubled::over(trouble, Step::MyAccount(self), context))
            }
        }
    }

    pub(super) fn tick(self, context: Context<'_>) -> Next {
        match self.member.until() {
            Some(until) if until <= context.now => Next::to(sign_in::again(context.house)),
            _ => Next::to(Step::MyAccount(self)),
        }
    }
}

/// The name of a language, in the language of the page.
const fn in_words(language: Language) -> &'static str {
    match language {
        Language::English => "language-english",
        Language::Dutch => "language-dutch",
    }
}
