//! Whether what is left to prove oneself with is enough, where some ways are closed.

use super::{Offer, Way};
use crate::domain::method::{Class, Method};
use crate::domain::time::Moment;

/// Ways are closed, and what is left of a person's is not enough.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Shortage {
    /// Those that are closed.
    closed: [Option<Method>; Method::ALL.len()],
    /// How many of different kinds it takes.
    pub needed: usize,
    /// When there will be enough.
    pub until: Moment,
}

impl Shortage {
    /// What is missing at `now` where it takes `needed` kinds, of which those that were `proved` are passed;
    /// nothing where enough of the `offers` are open, or none of them is closed.
    pub fn among(offers: &[Offer], proved: &[Method], needed: usize, now: Moment) -> Option<Self> {
        let mut passed: Vec<Class> = Vec::new();
        let open = offers.iter().filter(|offer| !offer.is_closed(now)).map(|offer| offer.way.class());
        for class in proved.iter().map(|method| method.class()).chain(open) {
            if !passed.contains(&class) {
                passed.push(class);
            }
        }
        let missing = needed.checked_sub(passed.len() + 1)?;
        let mut opens: Vec<(Class, Moment)> = Vec::new();
        for offer in offers {
            let class = offer.way.class();
            match (offer.blocked, opens.iter_mut().find(|(other, _)| *other == class)) {
                (Some(until), Some((_, first))) => *first = until.min(*first),
                (Some(until), None) if !passed.contains(&class) => opens.push((class, until)),
                (Some(_) | None, _) => {}
            }
        }
        opens.sort_by_key(|(_, until)| *until);
        let (_, until) = opens.get(missing).or(opens.last())?;
        let is_closed = |method: Method| opens.iter().any(|(class, _)| *class == method.class());
        Some(Self { closed: Method::ALL.map(|method| is_closed(method).then_some(method)), needed, until: *until })
    }

    /// The same where `way` cannot be taken until then, whatever its offer says.
    pub fn without(way: &Way, until: Moment, offers: &[Offer], proved: &[Method], needed: usize, now: Moment) -> Option<Self> {
        let blocked = |offer: &Offer| if offer.way == *way { Some(until) } else { offer.blocked };
        let offers: Vec<Offer> = offers.iter().map(|offer| Offer { blocked: blocked(offer), ..offer.clone() }).collect();
        Self::among(&offers, proved, needed, now)
    }

    /// The ways that are closed.
    pub fn closed(self) -> impl Iterator<Item = Method> {
        self.closed.into_iter().flatten()
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::code::Form;

    const NOW: Moment = Moment::from_millis(1_000_000);

    fn at(minutes: u32) -> Moment {
        NOW + crate::domain::time::Span::minutes(minutes)
    }

    fn offer(way: Way, blocked: Option<Moment>) -> Offer {
        Offer { way, blocked, form: Form::Short, outlasts: false }
    }

    fn told(offers: &[Offer], proved: &[Method], needed: usize) -> Option<(Vec<Method>, Moment)> {
        Shortage::among(offers, proved, needed, NOW).map(|shortage| (shortage.closed().collect(), shortage.until))
    }

    #[test]
    fn it_ends_when_as_many_ways_are_open_as_it_takes() {
        let (app, questions) = (|until| offer(Way::Totp, until), |until| offer(Way::Questions { first: true }, until));
        let mail = || offer(Way::Email { to: None }, None);
        assert_eq!(told(&[mail(), app(Some(at(5)))], &[], 2), Some((vec![Method::Totp], at(5))));
        assert_eq!(told(&[mail(), app(Some(at(5)))], &[], 1), None, "one is enough, and it is open");
        assert_eq!(told(&[mail(), app(Some(NOW))], &[], 2), None, "that block is over");
        let both = [app(Some(at(9))), questions(Some(at(5)))];
        assert_eq!(told(&both, &[], 1), Some((vec![Method::Totp, Method::Questions], at(5))), "the first will do");
        assert_eq!(told(&both, &[], 2), Some((vec![Method::Totp, Method::Questions], at(9))), "both are needed");
        assert_eq!(told(&both, &[Method::Email], 2), Some((vec![Method::Totp, Method::Questions], at(5))));
        assert_eq!(told(&[mail(), mail(), app(Some(at(5)))], &[], 2), Some((vec![Method::Totp], at(5))), "two of a kind are one");
        assert_eq!(told(&[app(Some(at(5)))], &[Method::Totp], 1), None, "what was proved is passed");
        assert_eq!(told(&[mail()], &[], 2), None, "nothing is closed: something else is wrong");
    }
}
