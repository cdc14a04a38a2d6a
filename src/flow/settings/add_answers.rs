//! `add-method`, for questions: one is chosen, answered, then the next, until there are as many as it takes. What
//! was answered is never shown again.

use super::super::entry::Entry;
use super::super::form::{Form, Heard};
use super::super::{Context, Next, Step, actions};
use super::{Keeper, Settings, ask_change, given_up, replies};
use crate::domain::question::{BadAnswer, Question};
use crate::domain::registration::{Change, Unfit};
use crate::domain::secret::Secret;
use crate::page::{Action, Field, Notice, Page, PageId, Text, Value};

/// An answer has at most 40 characters; somebody may type each as a letter with its marks apart.
const LONGEST: usize = 80;
/// Questions on a page at most: one key each, and one for the others.
const AT_ONCE: usize = 8;

pub struct AddAnswers {
    pub(in crate::flow) form: Form,
    pub(super) keeper: Keeper,
    answered: Vec<(Question, Secret)>,
    /// The question that is being answered; none while one is being chosen.
    asked: Option<Question>,
    /// How many of those that are left stand on earlier pages.
    from: usize,
    error: Option<Text>,
}

/// The choice of the first question.
pub fn begin(keeper: Keeper, context: Context<'_>) -> Step {
    choose(keeper, Vec::new(), 0, context)
}

fn choose(keeper: Keeper, answered: Vec<(Question, Secret)>, from: usize, context: Context<'_>) -> Step {
    let left = left(&keeper, &answered).len();
    let others = usize::from(left > AT_ONCE);
    let form = Form::new(vec![], left.saturating_sub(from).min(AT_ONCE) + others, actions(&[Action::Back], context.house));
    Step::Settings(Settings::AddAnswers(AddAnswers { form, keeper, answered, asked: None, from, error: None }))
}

fn answer(keeper: Keeper, answered: Vec<(Question, Secret)>, asked: Question, error: Option<Text>, context: Context<'_>) -> Step {
    let form = Form::new(vec![Entry::of_words(LONGEST)], 0, actions(&[Action::Next, Action::Back], context.house));
    Step::Settings(Settings::AddAnswers(AddAnswers { form, keeper, answered, asked: Some(asked), from: 0, error }))
}

/// The questions that are not answered yet.
fn left(keeper: &Keeper, answered: &[(Question, Secret)]) -> Vec<Question> {
    let pool = keeper.registration.asks.as_ref().map_or(&[][..], |asks| &asks.pool);
    let questions = pool.iter().map(|choosable| &choosable.question);
    questions.filter(|question| answered.iter().all(|(other, _)| other != *question)).cloned().collect()
}

fn worded(question: &Question) -> Text {
    match question {
        Question::Topic(topic) => Text::new(topic.message()),
        Question::Own(text) => Text::new("question-own").with("question", text.as_str()),
    }
}

impl AddAnswers {
    /// How many it takes.
    fn count(&self) -> usize {
        self.keeper.registration.asks.as_ref().map_or(0, |asks| asks.count)
    }

    pub(super) fn page(&self) -> Page {
        let step = Text::new("add-answers-step").with("number", self.answered.len() + 1).with("count", self.count());
        let page = Page { step: Some(step), help: "add-answers", ..Page::new(PageId::AddMethod) };
        self.form.dress(match &self.asked {
            None => Page {
                lead: vec![Text::new("add-answers-lead")],
                notices: self.error.iter().cloned().map(Notice::error).collect(),
                choices: self.shown().iter().map(worded).chain(self.others()).collect(),
                ..page
            },
            Some(asked) => {
                let entry = self.form.entry(0);
                let (text, cursor) = entry.map_or((String::new(), 0), |entry| (entry.text().to_owned(), entry.cursor()));
                let value = Value::Answer { text: text.into(), cursor, is_new: true };
                let field = Field { label: worded(asked), hint: None, error: self.error.clone(), value };
                Page { lead: vec![Text::new("add-answers-how")], fields: vec![field], ..page }
            }
        })
    }

    pub(super) fn on(mut self, heard: Heard, context: Context<'_>) -> Next {
        match (heard, self.asked.is_some()) {
            (Heard::Chosen(place), false) => match self.shown().get(place).cloned() {
                Some(asked) => Next::to(answer(self.keeper, self.answered, asked, None, context)),
                None => Next::to(self.turn(context)),
            },
            (Heard::Pressed(Action::Next), true) if self.form.text(0).trim().is_empty() => {
                self.form.mend(0);
                self.error = Some(Text::new("add-answers-empty"));
                Next::to(self.same())
            }
            (Heard::Pressed(Action::Next), true) => self.keep(context),
            (Heard::Pressed(Action::Back), true) => Next::to(choose(self.keeper, self.answered, 0, context)),
            (Heard::Pressed(Action::Back), false) if self.from > 0 => Next::to(choose(self.keeper, self.answered, 0, context)),
            // One step back: to the answer before, so that no slip throws all of them away.
            (Heard::Pressed(Action::Back), false) => Next::to(match self.answered.pop() {
                Some((asked, _)) => answer(self.keeper, self.answered, asked, None, context),
                None => given_up(self.keeper, context),
            }),
            (Heard::Edited, _) => {
                self.error = None;
                Next::to(self.same())
            }
            (Heard::Pressed(_) | Heard::Chosen(_) | Heard::Nothing, _) => Next::to(self.same()),
        }
    }

    /// What is wrong with `text` as an answer to the question that is asked is said; nothing is taken.
    pub(in crate::flow) fn judge(&mut self, text: &Secret) {
        let Some(asked) = &self.asked else { return };
        self.error = match self.judged(asked, text) {
            _ if text.expose().trim().is_empty() => Some(Text::new("add-answers-empty")),
            Ok(()) => None,
            Err(why) => Some(Text::new(bad(why))),
        };
    }

    /// The questions on this page.
    fn shown(&self) -> Vec<Question> {
        left(&self.keeper, &self.answered).into_iter().skip(self.from).take(AT_ONCE).collect()
    }

    /// The way to those on other pages, where there are any.
    fn others(&self) -> Option<Text> {
        (left(&self.keeper, &self.answered).len() > AT_ONCE).then(|| Text::new("add-answers-others"))
    }

    /// The next page of questions, or the first again.
    fn turn(self, context: Context<'_>) -> Step {
        let next = self.from + AT_ONCE;
        let from = if next < left(&self.keeper, &self.answered).len() { next } else { 0 };
        choose(self.keeper, self.answered, from, context)
    }

    fn same(self) -> Step {
        Step::Settings(Settings::AddAnswers(self))
    }

    /// Takes the answer, and asks for the next or for all of them to be kept.
    fn keep(mut self, context: Context<'_>) -> Next {
        if let (Some(asked), Some(typed)) = (self.asked.clone(), self.form.entry(0).map(Entry::secret)) {
            self.answered.retain(|(other, _)| *other != asked);
            if let Err(why) = self.judged(&asked, &typed) {
                self.form.mend(0);
                self.error = Some(Text::new(bad(why)));
                return Next::to(self.same());
            }
            self.answered.push((asked, typed));
        }
        if self.answered.len() < self.count() {
            return Next::to(choose(self.keeper, self.answered, 0, context));
        }
        let given = self.answered.iter().map(|(question, answer)| (question.clone(), answer.duplicate())).collect();
        ask_change(Settings::AddAnswers(self), Change::Answers(given), context)
    }

    /// Whether `typed` could be kept: whoever chose a bad answer hears of it while they still think of that question.
    fn judged(&self, asked: &Question, typed: &Secret) -> Result<(), BadAnswer> {
        let Some(asks) = &self.keeper.registration.asks else { return Ok(()) };
        let spelled = asks.pool.iter().find(|choosable| choosable.question == *asked).map_or(&[][..], |found| &found.spelled);
        asks.rules.judge(typed, spelled, self.answered.iter().map(|(_, answer)| answer))
    }

    /// One answer cannot be kept: it is asked for again, and those after it stay.
    pub(super) fn refused(mut self, why: Unfit, context: Context<'_>) -> Step {
        match why {
            Unfit::Answer { place, why } if place < self.answered.len() => {
                let (asked, _) = self.answered.remove(place);
                answer(self.keeper, self.answered, asked, Some(Text::new(bad(why))), context)
            }
            // Nothing was refused: the last answer stands where it was typed, and Next asks again.
            Unfit::Tried { .. } => {
                if let Some((asked, typed)) = self.answered.pop() {
                    self.form =
                        Form::new(vec![Entry::of_words(LONGEST)], 0, actions(&[Action::Next, Action::Back], context.house));
                    self.form.fill_field(0, &typed);
                    self.asked = Some(asked);
                }
                self.error = Some(replies::unfit(why, context));
                self.same()
            }
            Unfit::Known
            | Unfit::OwnDomain
            | Unfit::TooMany
            | Unfit::Letters { .. }
            | Unfit::Code
            | Unfit::Needed
            | Unfit::LastOwn
            | Unfit::Gone
            | Unfit::NoMail
            | Unfit::Line
            | Unfit::KnownKey
            | Unfit::Signature(_)
            | Unfit::Answer { .. }
            | Unfit::Questions => {
                let Step::Settings(Settings::AddAnswers(page)) = choose(self.keeper, Vec::new(), 0, context) else {
                    return super::sign_in::again(context.house);
                };
                Self { error: Some(replies::unfit(why, context)), ..page }.same()
            }
        }
    }
}

const fn bad(why: BadAnswer) -> &'static str {
    match why {
        BadAnswer::TooShort => "bad-answer-short",
        BadAnswer::TooLong => "bad-answer-long",
        BadAnswer::IsLogin => "bad-answer-login",
        BadAnswer::IsKnown => "bad-answer-known",
        BadAnswer::StandsInQuestion => "bad-answer-in-question",
        BadAnswer::Common => "bad-answer-common",
        BadAnswer::NoAnswer => "bad-answer-none",
        BadAnswer::UsedTwice => "bad-answer-twice",
    }
}
