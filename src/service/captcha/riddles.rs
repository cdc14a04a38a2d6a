//! The riddles in force, by visit. In memory: a visit lives in one process, and a riddle that is lost is
//! followed by another.

use std::collections::BTreeMap;
use std::sync::{Mutex, MutexGuard, PoisonError};

use crate::domain::captcha::{Kind, Riddle};
use crate::domain::id::VisitId;

/// Visits that are kept at most, twice as many as there may be at once. The oldest gives way: the name
/// of a visit begins with its time.
const MOST: usize = 20_000;

#[derive(Default)]
pub struct Riddles {
    visits: Mutex<BTreeMap<VisitId, Stand>>,
}

/// How a visit stands with its riddle.
enum Stand {
    Asked(Riddle),
    Solved,
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
    use crate::domain::time::Moment;

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
}
