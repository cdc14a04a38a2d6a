//! The questions of somebody who has none: where a page may not tell whether a user ID exists, whoever typed
//! it is asked some all the same.

use super::{Question, QuestionPolicy, QuestionPool};
use crate::domain::id::{AnswerId, Entropy};
use crate::domain::outcome::AskedQuestion;
use crate::domain::time::Moment;

/// The questions that whoever typed a login would have registered. `mark` gives a keyed MAC of that login and
/// a text, so the same login always has the same questions, and nobody without the key can tell them from
/// registered ones. Those with the least marks are taken: a question that comes into use or goes out of it
/// changes as little as it does for people.
pub fn pretended(pool: &QuestionPool, policy: QuestionPolicy, mark: impl Fn(&str) -> [u8; 32]) -> Vec<AskedQuestion> {
    let mut marked: Vec<_> = pool.all().map(|question| (mark(&name(&question)), question)).collect();
    marked.sort_by_key(|(mark, _)| *mark);
    let questions = marked.into_iter().map(|(mark, question)| AskedQuestion { answer: answer(mark), question });
    questions.take(how_many(policy, mark("how many"))).collect()
}

/// Some register no more than they are asked, some all that they can.
fn how_many(policy: QuestionPolicy, [chance, ..]: [u8; 32]) -> usize {
    let more = policy.register.saturating_sub(policy.ask);
    policy.ask + usize::from(chance) % (more + 1)
}

fn name(question: &Question) -> String {
    match question {
        Question::Topic(topic) => format!("topic {}", topic.id()),
        Question::Own(text) => format!("own {text}"),
    }
}

/// The id of an answer that nobody gave.
fn answer(mark: [u8; 32]) -> AnswerId {
    let mut entropy = Entropy::default();
    for (byte, marked) in entropy.iter_mut().zip(mark) {
        *byte = marked;
    }
    AnswerId::new(Moment::from_millis(0), entropy)
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use sha2::{Digest, Sha256};

    use super::*;
    use crate::domain::question::Topic;

    fn mark(login: &'static str) -> impl Fn(&str) -> [u8; 32] {
        move |text| Sha256::digest(format!("{login}: {text}")).into()
    }

    fn pool() -> QuestionPool {
        QuestionPool { topics: Topic::USUAL.to_vec(), own: vec!["Which room did you begin in?".to_owned()] }
    }

    fn questions(pool: &QuestionPool, login: &'static str) -> Vec<Question> {
        pretended(pool, QuestionPolicy::MODERN, mark(login)).into_iter().map(|asked| asked.question).collect()
    }

    #[test]
    fn a_login_always_has_the_same_questions_and_another_has_others() {
        assert_eq!(questions(&pool(), "ada"), questions(&pool(), "ada"));
        assert_ne!(questions(&pool(), "ada"), questions(&pool(), "bob"));
    }

    #[test]
    fn there_are_as_many_as_people_register_and_none_twice() {
        let logins = ["ada", "bob", "cas", "dee", "eva", "fay", "gus", "hal", "ida", "jan"];
        let counts: BTreeSet<usize> = logins
            .iter()
            .map(|login| {
                let asked = pretended(&pool(), QuestionPolicy::MODERN, mark(login));
                let ids: BTreeSet<_> = asked.iter().map(|asked| asked.answer.clone()).collect();
                assert_eq!(ids.len(), asked.len());
                asked.len()
            })
            .collect();
        assert!(counts.iter().all(|count| (3..=5).contains(count)) && counts.len() > 1, "{counts:?}");
    }

    #[test]
    fn a_question_that_goes_out_of_use_takes_no_other_with_it() {
        let before = questions(&pool(), "ada");
        let gone = before.first().expect("a question").clone();
        let mut less = pool();
        less.topics.retain(|topic| Question::Topic(*topic) != gone);
        less.own.retain(|own| Question::Own(own.clone()) != gone);
        let after = questions(&less, "ada");
        assert!(before.iter().skip(1).all(|question| after.contains(question)) && !after.contains(&gone));
        assert_eq!(before.len(), after.len(), "another comes in its place");
    }
}
