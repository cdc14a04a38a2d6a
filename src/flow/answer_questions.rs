//! `answer-questions`: the answers that somebody registered. All of them count as one try, and nothing
//! here ever says which one was wrong.

use super::entry::Entry;
use super::event::Effect;
use super::form::{Form, Heard};
use super::journey::Journey;
use super::stopped::Stopped;
use super::troubled::Troubled;
use super::waiting::{Errand, Waiting};
use super::{Context, Next, Step, actions, choose_method};
use crate::domain::outcome::{AskedQuestion, QuestionSet, QuestionsAnswered, Trouble};
use crate::domain::proof::answers::GivenAnswer;
use crate::domain::question::Question;
use crate::domain::secret::Secret;
use crate::page::{Action, Field, Focus, Notice, Page, PageId, Text, Value};

/// An answer has at most 40 characters; somebody may type each as a letter with its marks apart.
const LONGEST: usize = 80;
/// The same answers again.
const UNCHANGED: &str = "questions-unchanged";

pub struct AnswerQuestions {
    pub(super) sheet: Sheet,
    set: QuestionSet,
}

/// What stays behind while the answers are away with their questions: the fields and the journey.
pub struct Sheet {
    pub(super) form: Form,
    pub(super) journey: Journey,
    error: Option<Text>,
    /// The question without an answer.
    blank: Option<usize>,
    /// What the fields are for.
    asked: Vec<AskedQuestion>,
    /// What was refused last; nothing where these questions were not answered yet.
    refused: Vec<Secret>,
}

/// The page for questions that were just put.
pub fn fresh(journey: Journey, set: QuestionSet, context: Context<'_>) -> Step {
    let (form, asked) = (form(&journey, &set, context), set.questions.clone());
    Step::AnswerQuestions(AnswerQuestions {
        sheet: Sheet { form, journey, error: None, blank: None, asked, refused: Vec::new() },
        set,
    })
}

fn form(journey: &Journey, set: &QuestionSet, context: Context<'_>) -> Form {
    let back = if journey.has_other_way(&set.challenge.way) { Action::AnotherWay } else { Action::Back };
    let fields = set.questions.iter().map(|_| Entry::of_words(LONGEST)).collect();
    Form::new(fields, 0, actions(&[Action::Next, back], context.house))
}

impl AnswerQuestions {
    pub(super) fn page(&self) -> Page {
        let tries = (!self.sheet.tells_tries()).then_some(i64::from(self.set.challenge.tries_left));
        let tries = tries.filter(|tries| *tries > 0).map(|tries| Text::new("questions-tries").with("tries", tries));
        let has_other = self.sheet.journey.has_other_way(&self.set.challenge.way);
        self.sheet.form.dress(Page {
            step: self.sheet.journey.step(),
            lead: [Text::new("answer-questions-lead")].into_iter().chain(tries).collect(),
            notices: self.sheet.error.iter().cloned().map(Notice::error).collect(),
            fields: self.sheet.asked.iter().enumerate().map(|(place, asked)| self.sheet.field(place, asked)).collect(),
            help: if has_other { PageId::AnswerQuestions.name() } else { "answer-questions-alone" },
            ..Page::new(PageId::AnswerQuestions)
        })
    }

    pub(super) fn tick(self, context: Context<'_>) -> Next {
        if self.sheet.journey.expires().is_some_and(|expires| expires <= context.now) {
            return choose_method::again_after_expiry(self.sheet.journey, context);
        }
        Next::to(Step::AnswerQuestions(self))
    }

    pub(super) fn on(mut self, heard: Heard, context: Context<'_>) -> Next {
        match heard {
            Heard::Pressed(Action::Next) => match self.sheet.first_blank() {
                Some(place) => {
                    self.sheet.blank = Some(place);
                    self.sheet.form.focus_on(Focus::Field(place));
                    Next::to(Step::AnswerQuestions(self))
                }
                // Nobody pays a try for what is known not to be right.
                None if self.set.challenge.tries_left > 0 && self.sheet.is_unchanged() => {
                    self.sheet.error = Some(Text::new(UNCHANGED));
                    self.sheet.form.focus_on(Focus::Field(0));
                    Next::to(Step::AnswerQuestions(self))
                }
                None => self.answer(context),
            },
            Heard::Pressed(Action::Back | Action::AnotherWay) => choose_method::next(self.sheet.journey, None, context),
            Heard::Edited => {
                (self.sheet.error, self.sheet.blank) = (None, None);
                Next::to(Step::AnswerQuestions(self))
            }
            Heard::Pressed(_) | Heard::Chosen(_) | Heard::Nothing => Next::to(Step::AnswerQuestions(self)),
        }
    }

    fn answer(self, context: Context<'_>) -> Next {
        let page = self.page();
        let Self { sheet, set } = self;
        let given = sheet.asked.iter().enumerate().filter_map(|(place, asked)| {
            let typed = sheet.form.entry(place)?.secret();
            Some(GivenAnswer { to: asked.answer.clone(), typed })
        });
        let given = given.collect();
        let effect = Effect::AnswerQuestions { set, given };
        Next::asking(Waiting::over(page, Errand::AnswerQuestions(sheet), context), effect)
    }
}

impl Sheet {
    fn field(&self, place: usize, asked: &AskedQuestion) -> Field {
        let label = match &asked.question {
            Question::Topic(topic) => Text::new(topic.message()),
            Question::Own(text) => Text::new("question-own").with("question", text.as_str()),
        };
        let error = (self.blank == Some(place)).then(|| Text::new("questions-blank"));
        let entry = self.form.entry(place);
        let (text, cursor) = entry.map_or((String::new(), 0), |entry| (entry.text().to_owned(), entry.cursor()));
        Field { label, hint: None, error, value: Value::Answer { text: text.into(), cursor, is_new: false } }
    }

    /// What stands in the fields.
    fn typed(&self) -> Vec<Secret> {
        (0..self.asked.len()).filter_map(|place| self.form.entry(place)).map(Entry::secret).collect()
    }

    /// Whether what stands in the fields is what was refused last.
    fn is_unchanged(&self) -> bool {
        !self.refused.is_empty() && self.refused.iter().zip(self.typed()).all(|(refused, typed)| refused.matches(&typed))
    }

    /// Whether an error says already how many tries are left, or that there are none.
    fn tells_tries(&self) -> bool {
        self.error.as_ref().is_some_and(|error| error.id != UNCHANGED)
    }

    fn first_blank(&self) -> Option<usize> {
        (0..self.asked.len()).find(|place| self.form.text(*place).trim().is_empty())
    }

    /// The answers were refused. What was typed stays, for a slip is sooner found than three answers are typed
    /// again; other questions get fields of their own.
    fn refused(mut self, set: QuestionSet, error: Text, context: Context<'_>) -> Step {
        self.refused = self.typed();
        if set.questions != self.asked {
            self.form = form(&self.journey, &set, context);
            self.asked.clone_from(&set.questions);
            self.refused.clear();
        }
        self.form.focus_on(Focus::Field(0));
        self.error = Some(error);
        Step::AnswerQuestions(AnswerQuestions { sheet: self, set })
    }
}

/// What the answer to a set of answers leads to.
pub fn answered(mut sheet: Sheet, reply: Result<QuestionsAnswered, (QuestionSet, Trouble)>, context: Context<'_>) -> Next {
    match reply {
        Ok(QuestionsAnswered::Proved { proof, person }) => {
            sheet.journey.pass(proof, person);
            choose_method::next(sheet.journey, None, context)
        }
        Ok(QuestionsAnswered::Stop(stop)) => Next::to(Stopped::page_of(stop, Some(sheet.journey), context)),
        Ok(QuestionsAnswered::Wrong(set)) => {
            let error = match set.challenge.tries_left {
                0 => Text::new("questions-wrong-dead"),
                tries => Text::new("questions-wrong").with("tries", i64::from(tries)),
            };
            Next::to(sheet.refused(set, error, context))
        }
        Ok(QuestionsAnswered::Dead(set)) => Next::to(sheet.refused(set, Text::new("questions-dead"), context)),
        Err((set, trouble)) => Next::to(Troubled::over(trouble, Step::AnswerQuestions(AnswerQuestions { sheet, set }), context)),
    }
}
