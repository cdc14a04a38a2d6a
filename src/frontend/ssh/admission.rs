//! Who may come in: so many at once from an address, a network and altogether; fewer while many are still shaking hands;
//! nobody for a while from where only trouble comes. Knows addresses and time, and neither sockets nor SSH.

use std::collections::HashMap;
use std::collections::hash_map::Entry;
use std::net::IpAddr;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use crate::config::Caps;
use crate::domain::time::{Moment, Span};
use crate::service::source::{Network, prefix};

/// Hand-shakes under way from which on some newcomers are turned away by chance, as OpenSSH's `MaxStartups` does: all
/// that wait for one another would time out together, a few that try again get in.
const CROWDED: usize = 200;
/// From so many on all of them.
const FULL: usize = 1_000;
/// In how many of a hundred cases when it is only just crowded.
const LEAST_DROPPED: usize = 30;

/// Sources that are remembered for what they did; a flood from more of them pushes the oldest out.
const REMEMBERED: usize = 50_000;
/// What was borne is forgotten by then, and less than this is not worth closing the door for.
const BORNE: Span = Span::seconds(15);
const LONGEST: Span = Span::minutes(10);

/// Why somebody is not let in.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Refusal {
    Address,
    Prefix,
    Site,
    Full,
    /// By chance, for many are shaking hands.
    Crowded,
    /// For what came from there before.
    Penalty,
}

impl Refusal {
    /// As operators read it.
    pub const fn name(self) -> &'static str {
        match self {
            Self::Address => "address",
            Self::Prefix => "prefix",
            Self::Site => "site",
            Self::Full => "full",
            Self::Crowded => "crowded",
            Self::Penalty => "penalty",
        }
    }
}

/// What a source did.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Offence {
    /// It never finished its hand-shake.
    Dawdled,
    /// What it said was no SSH, or nothing that a client would say.
    Misbehaved,
    /// A part of the program failed at what it said.
    Crashed,
}

impl Offence {
    /// As operators read it.
    pub const fn name(self) -> &'static str {
        match self {
            Self::Dawdled => "dawdled",
            Self::Misbehaved => "misbehaved",
            Self::Crashed => "crashed",
        }
    }

    /// OpenSSH's own numbers (`PerSourcePenalties`).
    const fn penalty(self) -> Span {
        match self {
            Self::Misbehaved => Span::seconds(5),
            Self::Dawdled => Span::seconds(10),
            Self::Crashed => Span::seconds(90),
        }
    }
}

/// The list at the door. Clones share it.
#[derive(Clone)]
pub struct Admission {
    caps: Caps,
    uncapped: Arc<[Network]>,
    book: Arc<Mutex<Book>>,
}

/// Who is inside.
#[derive(Default)]
struct Book {
    inside: usize,
    starting: usize,
    by_place: HashMap<Place, usize>,
    /// Until when nobody is let in from there.
    penalties: HashMap<IpAddr, Moment>,
}

/// What visits are counted by.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
enum Place {
    Address(IpAddr),
    Prefix(IpAddr),
    Site(IpAddr),
}

/// One visitor's place inside, until it is dropped.
pub struct Pass {
    admission: Admission,
    address: IpAddr,
    starting: bool,
}

impl Admission {
    pub fn new(caps: Caps, uncapped: Vec<Network>) -> Self {
        Self { caps, uncapped: uncapped.into(), book: Arc::default() }
    }

    /// A place for whoever comes from `address`; `dice` is any number, and decides in a crowd.
    ///
    /// # Errors
    /// When there is none, and why.
    pub fn admit(&self, address: IpAddr, now: Moment, dice: u64) -> Result<Pass, Refusal> {
        let address = address.to_canonical();
        let mut book = self.book();
        if book.inside >= self.caps.visits {
            return Err(Refusal::Full);
        }
        if is_dropped(book.starting, dice) {
            return Err(Refusal::Crowded);
        }
        if !self.is_uncapped(address) {
            if book.penalties.get(&culprit(address)).is_some_and(|until| *until - BORNE > now) {
                return Err(Refusal::Penalty);
            }
            self.find_room(&book, address)?;
        }
        for place in places(address) {
            *book.by_place.entry(place).or_default() += 1;
        }
        book.inside += 1;
        book.starting += 1;
        drop(book);
        Ok(Pass { admission: self.clone(), address, starting: true })
    }

    /// How many are inside, and how many of them are still shaking hands.
    pub fn crowd(&self) -> (usize, usize) {
        let book = self.book();
        (book.inside, book.starting)
    }

    fn find_room(&self, book: &Book, address: IpAddr) -> Result<(), Refusal> {
        places(address).try_for_each(|place| {
            let (most, refusal) = match place {
                Place::Address(_) => (self.caps.per_address, Refusal::Address),
                Place::Prefix(_) => (self.caps.per_prefix, Refusal::Prefix),
                Place::Site(_) => (self.caps.per_site, Refusal::Site),
            };
            if book.by_place.get(&place).is_some_and(|inside| *inside >= most) { Err(refusal) } else { Ok(()) }
        })
    }

    fn is_uncapped(&self, address: IpAddr) -> bool {
        self.uncapped.iter().any(|network| network.holds(address))
    }

    fn book(&self) -> MutexGuard<'_, Book> {
        self.book.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl Pass {
    /// The hand-shake is done; this is a visit now.
    pub fn settle(&mut self) {
        if std::mem::replace(&mut self.starting, false) {
            self.admission.book().starting -= 1;
        }
    }

    /// As `Admission::crowd`.
    pub fn crowd(&self) -> (usize, usize) {
        self.admission.crowd()
    }

    /// Whoever holds this did something; where that is often, the door stays closed for a while.
    pub fn blame(&self, offence: Offence, now: Moment) {
        if !self.admission.is_uncapped(self.address) {
            self.admission.book().punish(culprit(self.address), offence.penalty(), now);
        }
    }
}

impl Drop for Pass {
    fn drop(&mut self) {
        self.settle();
        let mut book = self.admission.book();
        book.inside -= 1;
        for place in places(self.address) {
            if let Entry::Occupied(mut inside) = book.by_place.entry(place) {
                *inside.get_mut() -= 1;
                if *inside.get() == 0 {
                    inside.remove();
                }
            }
        }
    }
}

impl Book {
    fn punish(&mut self, culprit: IpAddr, penalty: Span, now: Moment) {
        if self.penalties.len() >= REMEMBERED && !self.penalties.contains_key(&culprit) {
            self.make_room(now);
        }
        let until = self.penalties.entry(culprit).or_insert(now);
        *until = ((*until).max(now) + penalty).min(now + LONGEST);
    }

    /// Forgets those whose time is up, or else the one whose time is up first.
    fn make_room(&mut self, now: Moment) {
        self.penalties.retain(|_, until| *until > now);
        if self.penalties.len() >= REMEMBERED {
            let first = self.penalties.iter().min_by_key(|(_, until)| **until).map(|(culprit, _)| *culprit);
            first.and_then(|first| self.penalties.remove(&first));
        }
    }
}

fn places(address: IpAddr) -> impl Iterator<Item = Place> {
    let site = address.is_ipv6().then(|| Place::Site(prefix(address, 56)));
    let narrow = if address.is_ipv4() { 24 } else { 64 };
    [Place::Address(address), Place::Prefix(prefix(address, narrow))].into_iter().chain(site)
}

/// Who is blamed: an address, or in IPv6 all addresses of a line.
fn culprit(address: IpAddr) -> IpAddr {
    if address.is_ipv4() { address } else { prefix(address, 64) }
}

/// Whether a newcomer is turned away while `starting` others shake hands.
const fn is_dropped(starting: usize, dice: u64) -> bool {
    if starting < CROWDED {
        return false;
    }
    let more = (100 - LEAST_DROPPED) * (starting - CROWDED) / (FULL - CROWDED);
    dice % 100 < (LEAST_DROPPED + more) as u64
}

#[cfg(test)]
mod tests {
    use super::*;

    const NOW: Moment = Moment::from_millis(1_795_183_500_000);
    const LUCKY: u64 = 99;
    const CAPS: Caps = Caps { per_address: 2, per_prefix: 3, per_site: 4, visits: 5 };

    fn door() -> Admission {
        Admission::new(CAPS, vec![Network::parse("127.0.0.0/8").expect("a network")])
    }

    fn admit(door: &Admission, address: &str) -> Result<Pass, Refusal> {
        door.admit(address.parse().expect("an address"), NOW, LUCKY)
    }

    fn refusal(door: &Admission, address: &str) -> Option<Refusal> {
        admit(door, address).err()
    }

    #[test]
    fn so_many_are_let_in_from_an_address_a_network_and_altogether() {
        let door = door();
        let one = admit(&door, "192.0.2.1").expect("room");
        let _two = admit(&door, "::ffff:192.0.2.1").expect("room");
        assert_eq!(refusal(&door, "192.0.2.1"), Some(Refusal::Address));
        let _three = admit(&door, "192.0.2.9").expect("room");
        assert_eq!(refusal(&door, "192.0.2.8"), Some(Refusal::Prefix));
        let _four = admit(&door, "192.0.3.1").expect("room");
        let _five = admit(&door, "127.0.0.1").expect("room");
        assert_eq!(refusal(&door, "198.51.100.1"), Some(Refusal::Full));
        assert_eq!(refusal(&door, "127.0.0.1"), Some(Refusal::Full), "the process has no more");
        drop(one);
        admit(&door, "192.0.2.1").expect("room again");
    }

    #[test]
    fn a_household_has_many_lines_of_ipv6() {
        let door = door();
        let inside: Vec<Pass> = (0..4).map(|line| admit(&door, &format!("2001:db8:0:{line}::1")).expect("room")).collect();
        assert_eq!(refusal(&door, "2001:db8:0:77::1"), Some(Refusal::Site));
        assert_eq!(refusal(&door, "2001:db8:0:100::1"), None, "another household");
        drop(inside);
        assert_eq!(door.crowd(), (0, 0));
        assert!(door.book().by_place.is_empty(), "nobody is remembered who left");
    }

    #[test]
    fn a_network_without_caps_has_none() {
        let door = door();
        let inside: Vec<Pass> = (0..5).map(|_| admit(&door, "127.0.0.7").expect("room")).collect();
        inside[0].blame(Offence::Crashed, NOW);
        drop(inside);
        assert_eq!(refusal(&door, "127.0.0.7"), None);
    }

    #[test]
    fn where_only_trouble_comes_from_nobody_is_let_in_for_a_while() {
        let door = door();
        let blame = |offence| admit(&door, "192.0.2.1").expect("let in").blame(offence, NOW);
        blame(Offence::Dawdled);
        blame(Offence::Misbehaved);
        assert_eq!(refusal(&door, "192.0.2.1"), None, "that much is borne");
        blame(Offence::Misbehaved);
        assert_eq!(refusal(&door, "192.0.2.1"), Some(Refusal::Penalty));
        assert_eq!(refusal(&door, "192.0.2.2"), None, "a neighbour did nothing");
        let later = |span| door.admit("192.0.2.1".parse().expect("an address"), NOW + span, LUCKY).err();
        assert_eq!((later(Span::seconds(4)), later(Span::seconds(5))), (Some(Refusal::Penalty), None));
    }

    #[test]
    fn penalties_add_up_to_ten_minutes_at_most_and_to_so_many_sources() {
        let mut book = Book::default();
        let culprit = |number: u32| IpAddr::V4(number.into());
        for _ in 0..1_000 {
            book.punish(culprit(7), Offence::Crashed.penalty(), NOW);
        }
        assert_eq!(book.penalties[&culprit(7)], NOW + LONGEST);
        for number in 0..u32::try_from(REMEMBERED).expect("a number") + 9 {
            book.punish(culprit(1_000 + number), Offence::Dawdled.penalty(), NOW);
        }
        assert_eq!(book.penalties.len(), REMEMBERED);
        assert!(book.penalties.contains_key(&culprit(7)), "the worst are remembered longest");
    }

    #[test]
    fn in_a_crowd_chance_decides_more_and_more() {
        let turned_away = |starting| (0..100).filter(|dice| is_dropped(starting, *dice)).count();
        let counts = [0, CROWDED - 1, CROWDED, 600, FULL - 1, FULL, FULL * 2].map(turned_away);
        assert_eq!(counts, [0, 0, 30, 65, 99, 100, 100]);
    }
}
