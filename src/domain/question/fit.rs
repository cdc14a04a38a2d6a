//! What an answer must be like to be registered: long enough, and not what everybody tries first.

use super::{Known, easy};
use crate::domain::login::Login;
use crate::domain::proof::answers::{Form, normal};
use crate::domain::secret::Secret;

/// Characters of an answer, once it has its form; a sign that is a word or a syllable counts for two.
const SHORTEST: usize = 3;
const LONGEST: usize = 40;

/// Why an answer cannot be registered. Says nothing of what it was.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum BadAnswer {
    #[error("the answer has fewer than {SHORTEST} characters")]
    TooShort,
    #[error("the answer has more than {LONGEST} characters")]
    TooLong,
    #[error("the answer is the login")]
    IsLogin,
    #[error("the answer is a name, an address or a number that others know of this person")]
    IsKnown,
    #[error("the answer is a word of its question")]
    StandsInQuestion,
    #[error("the answer is what everybody would try first")]
    Common,
    #[error("the answer is none: it says that there is none, or that nobody shall know it")]
    NoAnswer,
    #[error("the answer is one of the earlier answers")]
    UsedTwice,
}

/// What the answers of one person are held against, beside their questions.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct AnswerRules {
    pub form: Form,
    pub login: Login,
    pub known: Known,
}

impl AnswerRules {
    /// Whether `answer`, as it was typed, may be registered for a question that reads as one of `question`, beside
    /// `earlier` answers as those were typed.
    ///
    /// # Errors
    /// Why it cannot be.
    pub fn judge<'a>(
        &self,
        answer: &Secret,
        question: &[String],
        earlier: impl Iterator<Item = &'a Secret>,
    ) -> Result<(), BadAnswer> {
        let earlier: Vec<Secret> = earlier.map(|answer| normal(answer.expose(), self.form)).collect();
        fit(answer, self.form, (&self.login, &self.known), question, &earlier).map(drop)
    }
}

/// The form of `typed`, an answer to a question that reads as one of `question` in some language, beside `earlier`
/// answers of the same person in their forms.
///
/// # Errors
/// Why it cannot be registered.
pub fn fit(
    typed: &Secret,
    form: Form,
    (login, known): (&Login, &Known),
    question: &[String],
    earlier: &[Secret],
) -> Result<Secret, BadAnswer> {
    let answer = normal(typed.expose(), form);
    let is = |text: &str| normal(text, form).matches(&answer);
    match answer.expose().chars().count() {
        _ if weight(answer.expose()) < SHORTEST => Err(BadAnswer::TooShort),
        length if length > LONGEST => Err(BadAnswer::TooLong),
        _ if is(login.as_str()) => Err(BadAnswer::IsLogin),
        _ if known.holds(typed) => Err(BadAnswer::IsKnown),
        _ if question.iter().any(|text| words(text).any(is)) => Err(BadAnswer::StandsInQuestion),
        _ if earlier.iter().any(|other| other.matches(&answer)) => Err(BadAnswer::UsedTwice),
        _ => easy::fault(&answer).map_or(Ok(answer), Err),
    }
}

/// How much `text` says, in letters: towns and people are often two signs in Han or Hangul.
fn weight(text: &str) -> usize {
    text.chars().map(|c| if is_more_than_a_letter(c) { 2 } else { 1 }).sum()
}

/// Whether `c` is a Han sign or a syllable in Hangul.
const fn is_more_than_a_letter(c: char) -> bool {
    matches!(c, '\u{3400}'..='\u{4dbf}' | '\u{4e00}'..='\u{9fff}' | '\u{f900}'..='\u{faff}' | '\u{20000}'..='\u{3ffff}'
        | '\u{ac00}'..='\u{d7a3}')
}

fn words(text: &str) -> impl Iterator<Item = &str> {
    text.split(|c: char| !c.is_alphanumeric()).filter(|word| !word.is_empty())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn try_answer(answer: &str, form: Form) -> Result<(), BadAnswer> {
        let secret = |text: &str| Secret::new(text.to_owned());
        let question = ["What was the name of your first pet?".to_owned(), "Hoe heette uw eerste huisdier?".to_owned()];
        let login = Login::from_stored("Ada@contoso.com".to_owned());
        let known = Known { names: vec!["Ada Peeters".to_owned()], ..Known::default() };
        fit(&secret(answer), form, (&login, &known), &question, &[normal("Rex the dog", form)]).map(|_| ())
    }

    #[test]
    fn what_a_stranger_would_try_first_is_no_answer() {
        for (answer, why) in [
            ("ab", BadAnswer::TooShort),
            ("    ab ", BadAnswer::TooShort),
            (&"x".repeat(41), BadAnswer::TooLong),
            ("ADA@contoso.com", BadAnswer::IsLogin),
            ("peeters", BadAnswer::IsKnown),
            ("Pet", BadAnswer::StandsInQuestion),
            ("HUISDIER", BadAnswer::StandsInQuestion),
            ("Unknown", BadAnswer::NoAnswer),
            ("aaaa", BadAnswer::Common),
            ("rex  THE dog", BadAnswer::UsedTwice),
        ] {
            assert_eq!(try_answer(answer, Form::V1), Err(why), "{answer:?}");
        }
        assert_eq!(try_answer("Bello", Form::V1), Ok(()));
        assert_eq!(try_answer(&"Bello ".repeat(7), Form::V1).err(), Some(BadAnswer::TooLong));
        assert_eq!(try_answer(&"Bella ".repeat(6), Form::V1), Ok(()));
    }

    #[test]
    fn what_does_not_matter_does_not_make_an_answer_longer() {
        assert_eq!(try_answer("a.-b", Form::V1Unpunctuated), Err(BadAnswer::TooShort));
        assert_eq!(try_answer("a.-b", Form::V1), Ok(()));
    }

    #[test]
    fn two_signs_that_are_a_town_are_enough() {
        for (answer, expected) in [
            ("\u{5317}\u{4eac}", Ok(())),
            ("\u{c11c}\u{c6b8}", Ok(())),
            ("\u{1112}\u{1161}\u{11ab}\u{1100}\u{116e}\u{11a8}", Ok(())),
            ("\u{20000}\u{5317}", Ok(())),
            ("\u{4eac}", Err(BadAnswer::TooShort)),
            ("\u{4eac} ", Err(BadAnswer::TooShort)),
            ("\u{30a2}\u{30a4}", Err(BadAnswer::TooShort)),
            ("\u{44f}\u{431}", Err(BadAnswer::TooShort)),
        ] {
            assert_eq!(try_answer(answer, Form::V1), expected, "{answer:?}");
        }
    }
}
