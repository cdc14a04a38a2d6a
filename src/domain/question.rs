//! Questions that a person registered answers to: the topics that come with the program, the
//! operator's own, which of them are asked (of nobody, too), and what an answer must be like. Knows no
//! answer.

mod decoy;
mod easy;
mod fit;
mod known;

use super::id::{AnswerId, Entropy};
use super::time::{Moment, Span};
pub use decoy::pretended;
pub use fit::{AnswerRules, BadAnswer, fit};
pub use known::Known;

/// How long the same questions are put, from when they were first put and from each miss.
pub const STICKS: Span = Span::hours(24);
/// Questions that people may choose from, at most.
pub const MOST_IN_USE: usize = 20;

macro_rules! topics {
    ($($topic:ident $id:literal),* $(,)?) => {
        /// A question that comes with the program, in every language.
        #[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
        pub enum Topic {
            $($topic),*
        }

        impl Topic {
            pub const ALL: [Self; 35] = [$(Self::$topic),*];

            /// The name in kiosk.toml and in the store.
            pub const fn id(self) -> &'static str {
                match self {
                    $(Self::$topic => $id),*
                }
            }

            /// The message id of the question.
            pub const fn message(self) -> &'static str {
                match self {
                    $(Self::$topic => concat!("question-", $id)),*
                }
            }
        }
    };
}

topics! {
    CityFirstPartner "city-first-partner",
    CityParentsMet "city-parents-met",
    CityNearestSibling "city-nearest-sibling",
    CityFatherBorn "city-father-born",
    CityFirstJob "city-first-job",
    CityMotherBorn "city-mother-born",
    CityNewYear "city-new-year-2000",
    FatherMiddleName "father-middle-name",
    MotherMiddleName "mother-middle-name",
    MaternalGrandmother "maternal-grandmother",
    PaternalGrandfather "paternal-grandfather",
    OldestSiblingBorn "oldest-sibling-born",
    OldestSiblingMiddleName "oldest-sibling-middle-name",
    YoungestSiblingMiddleName "youngest-sibling-middle-name",
    HighSchoolTeacher "high-school-teacher",
    GradeSchoolTeacher "grade-school-teacher",
    SixthGradeSchool "sixth-grade-school",
    FirstSchool "first-school",
    CollegeNotAttended "college-not-attended",
    HighSchoolSport "high-school-sport",
    ChildhoodFriend "childhood-friend",
    ChildhoodHero "childhood-hero",
    ChildhoodToy "childhood-toy",
    ChildhoodNickname "childhood-nickname",
    ChildhoodStreet "childhood-street",
    ChildhoodPhone "childhood-phone",
    ChildhoodDreamJob "childhood-dream-job",
    BirthHospital "birth-hospital",
    FirstLove "first-love",
    FirstCar "first-car",
    FirstPet "first-pet",
    FirstJob "first-job",
    WeddingReception "wedding-reception",
    FavouriteFood "favourite-food",
    FamousPerson "famous-person",
}

impl Topic {
    /// What is in use unless the operator says otherwise: those that least stand in registers, on the net
    /// or in the memory of a whole family. They leave room for five of the operator's own.
    pub const USUAL: [Self; 15] = [
        Self::CityFirstPartner,
        Self::CityFirstJob,
        Self::CityNewYear,
        Self::HighSchoolTeacher,
        Self::GradeSchoolTeacher,
        Self::CollegeNotAttended,
        Self::ChildhoodFriend,
        Self::ChildhoodHero,
        Self::ChildhoodToy,
        Self::ChildhoodNickname,
        Self::ChildhoodDreamJob,
        Self::FirstLove,
        Self::FirstCar,
        Self::FirstPet,
        Self::FamousPerson,
    ];

    pub fn from_id(id: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|topic| topic.id() == id)
    }
}

/// A question.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Question {
    Topic(Topic),
    /// In the operator's words, the same in every language.
    Own(String),
}

/// The questions that people may choose from.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct QuestionPool {
    pub topics: Vec<Topic>,
    pub own: Vec<String>,
}

impl QuestionPool {
    /// What is in use unless the operator says otherwise.
    pub fn usual() -> Self {
        Self { topics: Topic::USUAL.to_vec(), own: Vec::new() }
    }

    /// Every question in use.
    pub fn all(&self) -> impl Iterator<Item = Question> {
        let topics = self.topics.iter().copied().map(Question::Topic);
        topics.chain(self.own.iter().cloned().map(Question::Own))
    }

    pub fn holds(&self, question: &Question) -> bool {
        match question {
            Question::Topic(topic) => self.topics.contains(topic),
            Question::Own(text) => self.own.contains(text),
        }
    }

    /// The question in use that `named` names: a topic by its id, one of the operator's own by its text.
    pub fn find(&self, named: &str) -> Option<Question> {
        let topic = self.topics.iter().copied().find(|topic| topic.id() == named).map(Question::Topic);
        topic.or_else(|| self.own.iter().find(|own| *own == named).cloned().map(Question::Own))
    }
}

/// How questions are put, as the operator allows it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct QuestionPolicy {
    /// How many are put; 3 to 5.
    pub ask: usize,
    /// How many a person registers; 3 to 5.
    pub register: usize,
    /// Whether a miss is followed by the same questions.
    pub sticky: bool,
    /// Whether they may be the only proof, and the first.
    pub alone: bool,
    /// Whether dots, commas, apostrophes and dashes in an answer do not matter.
    pub ignore_punctuation: bool,
}

impl QuestionPolicy {
    pub const MODERN: Self = Self { ask: 3, register: 5, sticky: true, alone: false, ignore_punctuation: false };

    /// As Microsoft has it: one gate may be the questions, and a miss brings others.
    pub const CLASSIC: Self = Self { sticky: false, alone: true, ..Self::MODERN };
}

/// The questions that are put to a person for the time being.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Draw {
    pub answers: Vec<AnswerId>,
    pub until: Moment,
}

impl Draw {
    /// Whether it is still the one at `now`, for somebody who registered `registered`.
    pub fn holds(&self, registered: &[AnswerId], ask: usize, now: Moment) -> bool {
        now < self.until && self.answers.len() == ask && self.answers.iter().all(|answer| registered.contains(answer))
    }
}

/// `ask` of `registered`, in an order of their own. Sixteen random bytes over at most 20 * 19 * 18 * 17 * 16
/// draws leave a bias below 2^-107.
pub fn draw(registered: &[AnswerId], ask: usize, entropy: Entropy) -> Vec<AnswerId> {
    let (mut left, mut chance) = (registered.to_vec(), u128::from_le_bytes(entropy));
    let mut drawn = Vec::new();
    while drawn.len() < ask && !left.is_empty() {
        let count = left.len() as u128;
        drawn.push(left.swap_remove(usize::try_from(chance % count).unwrap_or(0)));
        chance /= count;
    }
    drawn
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use super::*;

    fn ids(count: usize) -> Vec<AnswerId> {
        (0..count).map(|number| AnswerId::from_stored(format!("A{number}"))).collect()
    }

    #[test]
    fn a_draw_has_no_question_twice_and_reaches_them_all() {
        let mut seen = BTreeSet::new();
        for chance in 0_u128..60 {
            let drawn = draw(&ids(5), 3, chance.to_le_bytes());
            let different: BTreeSet<_> = drawn.iter().cloned().collect();
            assert_eq!((drawn.len(), different.len()), (3, 3));
            seen.insert(drawn);
        }
        assert_eq!(seen.len(), 60, "every draw of 5 * 4 * 3 once");
        assert_eq!(draw(&ids(2), 3, [7; 16]).len(), 2, "never more than there are");
    }

    #[test]
    fn a_draw_ends_with_its_day_and_with_what_it_was_drawn_from() {
        let drawn = Draw { answers: ids(3), until: Moment::from_millis(1_000) };
        let before = Moment::from_millis(999);
        assert!(drawn.holds(&ids(5), 3, before));
        assert!(!drawn.holds(&ids(5), 3, Moment::from_millis(1_000)), "its day is over");
        assert!(!drawn.holds(&ids(2), 3, before), "one of them was taken away");
        assert!(!drawn.holds(&ids(5), 4, before), "another number is asked now");
    }

    #[test]
    fn every_topic_has_a_name_of_its_own() {
        let names: BTreeSet<_> = Topic::ALL.map(Topic::id).into_iter().collect();
        assert_eq!(names.len(), 35);
        assert!(Topic::ALL.iter().all(|topic| Topic::from_id(topic.id()) == Some(*topic)));
        assert_eq!(Topic::from_id("no-such-topic"), None);
    }

    #[test]
    fn only_what_is_in_use_is_found() {
        let pool = QuestionPool { topics: vec![Topic::FirstCar], own: vec!["Which room did you begin in?".to_owned()] };
        assert_eq!(pool.find("first-car"), Some(Question::Topic(Topic::FirstCar)));
        assert_eq!(pool.find("first-pet"), None);
        assert!(matches!(pool.find("Which room did you begin in?"), Some(Question::Own(_))));
    }
}
