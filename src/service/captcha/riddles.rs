//! The riddles in force, by visit, and how many people were asked for of late. In memory: a visit lives
//! in one process, and a riddle that is lost is followed by another.

use std::collections::BTreeMap;
use std::sync::{Mutex, MutexGuard, PoisonError};

use crate::domain::captcha::{Kind, Riddle};
use crate::domain::id::VisitId;
use crate::domain::limit::{Ceiling, Counter};
use crate::domain::method::Standing;
use crate::domain::time::{Moment, Span};

/// Visits that are kept at most, twice as many as there may be at once. The oldest gives way: the name
/// of a visit begins with its time.
const MOST: usize = 20_000;

/// People asked for at one standing before it looks like a program: section 8 of the design.
const CROWDED: Ceiling = Ceiling { failures: 20, window: Span::minutes(10) };

#[derive(Default)]
pub struct Riddles {
    visits: Mutex<BTreeMap<VisitId, Stand>>,
    crowds: Mutex<Crowds>,
}

/// How a visit stands with its riddle.
enum Stand {
    Asked(Riddle),
    Solved,
}

struct Crowds {
    trusted: Counter,
    open: Counter,
}

impl Default for Crowds {
    fn default() -> Self {
        Self { trusted: Counter::empty(), open: Counter::empty() }
    }
}

impl Crowds {
    const fn at(&mut self, standing: Standing) -> &mut Counter {
        match standing {
            Standing::Trusted => &mut self.trusted,
            Standing::Open => &mut self.open,
        }
    }
}

impl Riddles {
    /// Puts `riddle` to a visit, in place of the one before. A visit that solved one is left in peace.
    pub fn put(&self, visit: &VisitId, riddle: Riddle) {
        let mut visits = locked(&self.visits);
        if !matches!(visits.get(visit), Some(Stand::Solved)) {
            keep(&mut visits, visit, Stand::Asked(riddle));
        }
    }

    /// Takes the riddle of a visit away; nothing when none is in force.
    pub fn take(&self, visit: &VisitId) -> Option<Riddle> {
        let mut visits = locked(&self.visits);
        match visits.remove(visit)? {
            Stand::Asked(riddle) => Some(riddle),
            Stand::Solved => {
                visits.insert(visit.clone(), Stand::Solved);
                None
            }
        }
    }

    /// The kind of the riddle in force.
    pub fn kind(&self, visit: &VisitId) -> Option<Kind> {
        match locked(&self.visits).get(visit)? {
            Stand::Asked(riddle) => Some(riddle.kind()),
            Stand::Solved => None,
        }
    }

    pub fn solved(&self, visit: &VisitId) {
        keep(&mut locked(&self.visits), visit, Stand::Solved);
    }

    pub fn is_solved(&self, visit: &VisitId) -> bool {
        matches!(locked(&self.visits).get(visit), Some(Stand::Solved))
    }

    pub fn forget(&self, visit: &VisitId) {
        locked(&self.visits).remove(visit);
    }

    /// Somebody was asked for at `standing`.
    pub fn count(&self, standing: Standing, now: Moment) {
        let mut crowds = locked(&self.crowds);
        let crowd = crowds.at(standing);
        // A full one stays as it is until its window ends.
        *crowd = crowd.debit(CROWDED, now).unwrap_or(*crowd);
    }

    /// Whether as many were asked for as looks like a program.
    pub fn is_crowded(&self, standing: Standing, now: Moment) -> bool {
        locked(&self.crowds).at(standing).full(CROWDED, now).is_some()
    }
}

fn keep(visits: &mut BTreeMap<VisitId, Stand>, visit: &VisitId, stand: Stand) {
    visits.insert(visit.clone(), stand);
    while visits.len() > MOST {
        visits.pop_first();
    }
}

/// What a panic left behind is whole: nothing here is changed in two steps.
fn locked<T>(mutex: &Mutex<T>) -> MutexGuard<'_, T> {
    mutex.lock().unwrap_or_else(PoisonError::into_inner)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn visit(number: usize) -> VisitId {
        VisitId::new(Moment::from_millis(i64::try_from(number).expect("a small number")), [7; 16])
    }

    fn riddle() -> Riddle {
        Riddle::draw(Kind::Question, [7; 16])
    }

    #[test]
    fn a_riddle_is_taken_once_and_by_its_own_visit() {
        let riddles = Riddles::default();
        riddles.put(&visit(1), riddle());
        assert_eq!(riddles.kind(&visit(1)), Some(Kind::Question));
        assert!(riddles.take(&visit(2)).is_none());
        assert!(riddles.take(&visit(1)).is_some());
        assert!(riddles.take(&visit(1)).is_none());
    }

    #[test]
    fn what_is_solved_stays_so_until_the_visit_is_over() {
        let riddles = Riddles::default();
        riddles.solved(&visit(1));
        riddles.put(&visit(1), riddle());
        assert!(riddles.take(&visit(1)).is_none() && riddles.is_solved(&visit(1)));
        riddles.forget(&visit(1));
        assert!(!riddles.is_solved(&visit(1)));
    }

    #[test]
    fn the_oldest_visits_give_way_and_the_memory_is_bounded() {
        let riddles = Riddles::default();
        for number in 0..MOST + 10 {
            riddles.put(&visit(number), riddle());
        }
        assert_eq!(locked(&riddles.visits).len(), MOST);
        assert!(riddles.take(&visit(9)).is_none());
        assert!(riddles.take(&visit(10)).is_some());
    }

    #[test]
    fn twenty_people_in_ten_minutes_are_a_crowd_and_each_standing_has_its_own() {
        let (riddles, now) = (Riddles::default(), Moment::from_millis(0));
        for _ in 0..20 {
            assert!(!riddles.is_crowded(Standing::Open, now));
            riddles.count(Standing::Open, now);
        }
        assert!(riddles.is_crowded(Standing::Open, now) && !riddles.is_crowded(Standing::Trusted, now));
        riddles.count(Standing::Open, now);
        assert!(riddles.is_crowded(Standing::Open, now), "one more does not make room");
        assert!(!riddles.is_crowded(Standing::Open, now + Span::minutes(10)));
    }
}
