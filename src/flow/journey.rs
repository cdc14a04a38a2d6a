//! What a visitor gathered on the way: who they are and which gates they passed.

use crate::domain::account::Language;
use crate::domain::id::ChallengeId;
use crate::domain::method::{Class, Gate, Method};
use crate::domain::outcome::{Goal, Home, Offer, Person, Receipt, Shortage, Way};
use crate::domain::proof::Proof;
use crate::domain::proof::sign_in::SignedIn;
use crate::domain::secret::Secret;
use crate::domain::time::Moment;
use crate::page::Text;

/// A person with what they came for and the proofs given so far, in the order of the gates.
pub struct Journey {
    pub person: Person,
    pub proofs: Vec<Proof>,
    pub goal: Goal,
    /// The user ID as they typed it, where they may go back to that.
    pub typed: Option<Secret>,
    /// Where somebody signed in first.
    pub member: Option<Member>,
    /// The challenge whose code is known not to come: whoever returns to it is not told that it was sent.
    pub lost: Option<ChallengeId>,
}

/// Somebody who signed in.
pub struct Member {
    /// Away with an effect while one is under way.
    pub signed_in: Option<SignedIn>,
    pub home: Home,
    /// What they are on their way to add to what they registered.
    pub adds: Option<Method>,
    /// How many codes are on their sheet, where one may be asked for.
    pub codes: usize,
    /// The address that they typed to register it: they come back to it when its code does not come.
    pub typed: Option<TypedAddress>,
    /// Whether something was changed or confirmed in this visit, which stays when it is stopped.
    pub confirmed: bool,
    /// Whether every way to add was listed to them, where they were reminded that some are missing.
    pub sees_all: bool,
    /// What they had done, where they were only offered to set something up: that page is what they go back to.
    pub offered: Option<Box<Receipt>>,
}

/// An address that a code was sent to.
pub struct TypedAddress {
    pub text: Secret,
    /// As [`Journey::lost`].
    pub lost: Option<ChallengeId>,
}

impl Member {
    pub const fn new(signed_in: SignedIn, home: Home) -> Self {
        Self {
            signed_in: Some(signed_in),
            home,
            adds: None,
            codes: 0,
            typed: None,
            sees_all: false,
            offered: None,
            confirmed: false,
        }
    }

    /// When they have to sign in again.
    pub fn until(&self) -> Option<Moment> {
        self.signed_in.as_ref().map(SignedIn::until)
    }
}

impl Journey {
    pub const fn begin(person: Person, goal: Goal) -> Self {
        Self { person, proofs: Vec::new(), goal, typed: None, member: None, lost: None }
    }

    /// The way of somebody who `typed` who they are.
    pub const fn of_typed(person: Person, goal: Goal, typed: Secret) -> Self {
        Self { person, proofs: Vec::new(), goal, typed: Some(typed), member: None, lost: None }
    }

    /// The way of somebody who signed in to another password.
    pub fn of_member(member: Member) -> Self {
        let person = member.home.person.clone();
        Self { member: Some(member), ..Self::begin(person, Goal::NewPassword) }
    }

    /// The language that they prefer, as far as it is known; whoever signed in may have chosen another meanwhile.
    pub fn language(&self) -> Option<Language> {
        self.member.as_ref().map_or(self.person.language, |member| member.home.language)
    }

    /// Whether it leads somebody who signed in to what they registered.
    pub const fn is_to_settings(&self) -> bool {
        matches!(self.goal, Goal::Settings | Goal::Registration)
    }

    /// What is to be done once all gates are passed: an account without a password gets one.
    pub const fn end(&self) -> Goal {
        match self.goal {
            Goal::Settings | Goal::Registration => self.goal,
            Goal::NewPassword | Goal::Unlock if self.person.may_unlock => self.goal,
            Goal::NewPassword | Goal::Unlock => Goal::NewPassword,
        }
    }

    /// The gate that stands next; none when all are passed.
    pub fn gate(&self) -> Option<Gate> {
        match self.goal {
            Goal::NewPassword | Goal::Unlock => self.person.gates.next(self.proofs.len()),
            Goal::Settings => self.proofs.is_empty().then_some(Gate::Settings),
            Goal::Registration => self.proofs.is_empty().then_some(Gate::Registration),
        }
    }

    /// The ways still open at the next gate: never a class that already passed one, and none before its
    /// time.
    pub fn ways(&self) -> Vec<&Offer> {
        let passed: Vec<Class> = self.proofs.iter().map(|proof| proof.method().class()).collect();
        let is_open = |offer: &&Offer| !passed.contains(&offer.way.class()) && self.may_follow(&offer.way);
        self.person.offers.iter().filter(is_open).collect()
    }

    /// Whether `way` may be taken after what was proved so far.
    fn may_follow(&self, way: &Way) -> bool {
        match way {
            Way::Questions { first } => *first || !self.proofs.is_empty(),
            Way::Email { .. } | Way::Totp | Way::RecoveryCode | Way::Sms { .. } | Way::SecurityKey => true,
        }
    }

    /// Whether another way than `way` could be taken at this gate.
    pub fn has_other_way(&self, way: &Way) -> bool {
        self.ways().iter().any(|offer| offer.way != *way)
    }

    /// "Step 1 of 2"; nothing where there is only one. Nobody is told how many there are before the first
    /// is passed, where that would tell something of an account.
    pub fn step(&self) -> Option<Text> {
        if !self.person.precise {
            return Some(Text::new("step-first"));
        }
        let (gate, gates) = (self.gate()?, self.person.gates.count());
        let steps = i64::try_from(gates).ok().filter(|steps| *steps > 1)?;
        Some(Text::new("step-of").with("step", gate.number()).with("steps", steps))
    }

    /// A gate is passed; where that tells more of the person, it holds from now on.
    pub fn pass(&mut self, proof: Proof, person: Option<Person>) {
        self.proofs.push(proof);
        if let Some(person) = person {
            self.person = person;
        }
    }

    /// Lets go of proofs that ran out; whether any did. A later gate's proof stays good without the
    /// earlier one, but its gate number would not, so everything after the first gap goes too.
    pub fn drop_expired(&mut self, now: Moment) -> bool {
        let good = self.proofs.iter().take_while(|proof| proof.is_alive(now)).count();
        let expired = good < self.proofs.len();
        self.proofs.truncate(good);
        expired
    }

    /// When the first proof runs out.
    pub fn expires(&self) -> Option<Moment> {
        let member = self.member.as_ref().and_then(Member::until);
        self.proofs.iter().map(Proof::until).chain(member).min()
    }

    /// Why it leads nowhere now: too few ways are open, and others are closed.
    pub fn shortage(&self, now: Moment) -> Option<Shortage> {
        Shortage::among(&self.person.offers, &self.proved(), self.person.needed(), now)
    }

    fn proved(&self) -> Vec<Method> {
        self.proofs.iter().map(Proof::method).collect()
    }

    /// Notes that `method` is blocked for this person until `until`.
    pub fn block(&mut self, method: Method, until: Moment) {
        self.close(|offer| offer.way.method() == method, until);
    }

    /// Notes that `way` cannot be taken until `until`.
    pub fn block_way(&mut self, way: &Way, until: Moment) {
        self.close(|offer| offer.way == *way, until);
    }

    /// Notes that this person may guess no more until `until`.
    pub fn block_guesses(&mut self, until: Moment) {
        self.close(|offer| !offer.outlasts, until);
    }

    fn close(&mut self, which: impl Fn(&Offer) -> bool, until: Moment) {
        let offers = self.person.offers.iter_mut();
        // Of two blocks the longer one holds.
        offers.filter(|offer| which(offer)).for_each(|offer| offer.blocked = offer.blocked.max(Some(until)));
    }
}
