//! What the operator allows, and what it comes to for one account.

use super::account::{Account, Contact, Managed, Origin, Role};
use super::limit::{Ceiling, Limit, Scope, Then};
use super::method::{Class, Gates, Method, Standing};
use super::password::PasswordRules;
use super::question::QuestionPolicy;
use super::time::Span;

/// What the operator allows, from kiosk.toml.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Policy {
    pub base: BasePolicy,
    /// In the order of the file: the first that matches decides each key it sets.
    pub groups: Vec<GroupPolicy>,
    pub code: CodePolicy,
    pub limits: Limits,
    pub questions: QuestionPolicy,
    /// How much pages tell before a first gate is passed, in the hall and elsewhere.
    pub reveal: Reveals,
}

/// How much a page tells before a first gate is passed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Reveal {
    /// The precise page, and contacts by their masks.
    Explain,
    /// The same for every user ID, whether it exists or not.
    Uniform,
}

/// How much is told to visitors of each standing.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Reveals {
    pub trusted: Reveal,
    pub open: Reveal,
}

impl Policy {
    pub const fn reveal(&self, standing: Standing) -> Reveal {
        match standing {
            Standing::Trusted => self.reveal.trusted,
            Standing::Open => self.reveal.open,
        }
    }
}

/// What holds for everybody whom no group says otherwise of.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct BasePolicy {
    pub enabled: Enabled,
    pub gates: Gates,
    pub methods: Vec<Method>,
    /// Whether addresses that an operator entered count.
    pub directory_contacts: bool,
    pub password: PasswordRules,
}

/// Who may reset a password here.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Enabled {
    All,
    Groups(Vec<String>),
    None,
}

/// What members of one group get instead; a key that is absent leaves the base as it is.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct GroupPolicy {
    pub name: String,
    pub gates: Option<Gates>,
    pub methods: Option<Vec<Method>>,
    pub directory_contacts: Option<bool>,
    pub password_min: Option<usize>,
    pub password_history: Option<usize>,
}

/// How mailed codes are made, and how long they live.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct CodePolicy {
    pub digits: u32,
    pub mail_life: Span,
    pub tries: u32,
    pub resend_after: Span,
}

/// How many failures, and how many letters, are borne.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Limits {
    pub method: Ceiling,
    pub account: Ceiling,
    pub blocks: Blocks,
    pub letters_short: Ceiling,
    pub letters_long: Ceiling,
    /// What follows too many letters to one contact in a short time.
    pub letters_block: Then,
    pub source_identifies: Ceiling,
    pub source_failures: Ceiling,
    pub fleet_failures: Ceiling,
    pub fleet_letters: Ceiling,
}

/// What follows too many failures of a method or an account.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Blocks {
    /// Blocks that grow; mail and text go on meanwhile, with codes too long to be guessed. A stranger
    /// can neither guess nor starve.
    Rising,
    /// Nothing goes on for a day, as Microsoft's classic rules have it: a stranger can keep the owner out.
    Day,
}

/// How long a source that asked or failed too often has to pause.
const SOURCE_PAUSE: Span = Span::minutes(10);

impl Limits {
    /// The limits of an empty kiosk.toml.
    pub const MODERN: Self = Self {
        method: per(6, Span::hours(1)),
        account: per(10, Span::hours(24)),
        blocks: Blocks::Rising,
        letters_short: per(3, Span::minutes(10)),
        letters_long: per(10, Span::hours(24)),
        letters_block: Then::Wait,
        source_identifies: per(100, Span::hours(1)),
        source_failures: per(30, Span::hours(1)),
        fleet_failures: per(300, Span::minutes(10)),
        fleet_letters: per(1_000, Span::hours(1)),
    };

    /// Microsoft's classic numbers: five failures in an hour or a day, ten letters in ten minutes, and then
    /// nothing for a day.
    pub const CLASSIC: Self = Self {
        method: per(5, Span::hours(1)),
        account: per(5, Span::hours(24)),
        blocks: Blocks::Day,
        letters_short: per(10, Span::minutes(10)),
        letters_long: per(1_440, Span::hours(24)),
        letters_block: Then::Pause(Span::hours(24)),
        ..Self::MODERN
    };

    /// What the counter for `scope` bears, of a visitor of this standing.
    pub const fn limit(&self, scope: Scope, standing: Standing) -> Limit {
        let (ceiling, then) = match scope {
            Scope::Method(_) => (self.method, self.blocks.then()),
            Scope::Account => (self.account, self.blocks.then()),
            Scope::LettersShort => (self.letters_short, self.letters_block),
            Scope::LettersLong => (self.letters_long, Then::Wait),
            Scope::SourceIdentifies => (self.source_identifies, Then::Pause(SOURCE_PAUSE)),
            Scope::SourceFailures => (self.source_failures, Then::Pause(SOURCE_PAUSE)),
            Scope::FleetFailures => (self.fleet_failures, Then::Count),
            Scope::FleetLetters => (self.fleet_letters, letters_of_the_fleet(standing)),
        };
        Limit { ceiling, then }
    }
}

impl Limits {
    /// Whether `method` is offered while its counters are full, with codes that nobody guesses.
    pub const fn goes_on(&self, method: Method) -> bool {
        matches!(self.blocks, Blocks::Rising) && method.has_our_codes()
    }
}

const fn per(failures: u32, window: Span) -> Ceiling {
    Ceiling { failures, window }
}

/// When strangers have used up the fleet's letters, the hall still gets its own.
const fn letters_of_the_fleet(standing: Standing) -> Then {
    match standing {
        Standing::Trusted => Then::Count,
        Standing::Open => Then::Wait,
    }
}

impl Blocks {
    const fn then(self) -> Then {
        match self {
            Self::Rising => Then::Rise,
            Self::Day => Then::Pause(Span::hours(24)),
        }
    }
}

/// The rules of one account.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Rules {
    pub reset: Reset,
    pub gates: Gates,
    pub methods: Vec<Method>,
    pub directory_contacts: bool,
    pub questions: QuestionPolicy,
    pub password: PasswordRules,
}

/// Whether the account's password can be reset here.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Reset {
    Allowed,
    /// Its password is kept by another system.
    Elsewhere,
    /// An operator switched the account off.
    AccountOff,
    /// The operator did not open reset to this person.
    NotForThisPerson,
}

/// The rules of `account` under `policy`: the base, then the first matching group for each key, then
/// what always holds for administrators.
pub fn resolve(policy: &Policy, account: &Account) -> Rules {
    let mine: Vec<&GroupPolicy> = policy.groups.iter().filter(|group| account.groups.contains(&group.name)).collect();
    let base = &policy.base;
    let gates = match account.role {
        Role::Administrator => Gates::Two,
        Role::User => first(&mine, |group| group.gates).unwrap_or(base.gates),
    };
    let mut methods = first(&mine, |group| group.methods.clone()).unwrap_or_else(|| base.methods.clone());
    methods.retain(|method| *method != Method::Questions || may_answer_questions(account.role, gates, policy.questions));
    Rules {
        reset: reset(&base.enabled, account),
        gates,
        methods,
        directory_contacts: first(&mine, |group| group.directory_contacts).unwrap_or(base.directory_contacts),
        questions: policy.questions,
        password: PasswordRules {
            min: first(&mine, |group| group.password_min).unwrap_or(base.password.min),
            history: first(&mine, |group| group.password_history).unwrap_or(base.password.history),
            ..base.password.clone()
        },
    }
}

/// A family, or a patient search, knows the answers: they never open an administrator's account,
/// and nobody's by themselves unless the policy says so.
fn may_answer_questions(role: Role, gates: Gates, questions: QuestionPolicy) -> bool {
    role == Role::User && (gates == Gates::Two || questions.alone)
}

fn first<T>(groups: &[&GroupPolicy], key: impl Fn(&GroupPolicy) -> Option<T>) -> Option<T> {
    groups.iter().find_map(|group| key(group))
}

fn reset(enabled: &Enabled, account: &Account) -> Reset {
    let in_scope = match enabled {
        Enabled::All => true,
        Enabled::Groups(groups) => groups.iter().any(|group| account.groups.contains(group)),
        Enabled::None => false,
    };
    match (account.managed, account.enabled, in_scope) {
        (Managed::Elsewhere, _, _) => Reset::Elsewhere,
        (Managed::Here, false, _) => Reset::AccountOff,
        (Managed::Here, true, false) => Reset::NotForThisPerson,
        (Managed::Here, true, true) => Reset::Allowed,
    }
}

impl Rules {
    /// The contacts of `account` that codes may go to.
    pub fn usable_contacts<'a>(&self, account: &'a Account) -> impl Iterator<Item = &'a Contact> {
        let directory = self.directory_contacts;
        account.contacts.iter().filter(move |contact| match contact.origin {
            Origin::Authentication => true,
            Origin::Directory => directory,
        })
    }

    /// The methods that `account` can use now, in the policy's order.
    pub fn usable_methods(&self, account: &Account) -> Vec<Method> {
        let has = |method: &Method| match method {
            Method::Email => self.usable_contacts(account).next().is_some(),
            Method::Totp => !account.totps.is_empty(),
            Method::Questions => account.questions >= self.questions.ask,
        };
        self.methods.iter().copied().filter(has).collect()
    }

    /// Whether `account` has registered enough: as many classes as there are gates.
    pub fn is_registered(&self, account: &Account) -> bool {
        count_classes(self.usable_methods(account)) >= self.gates.count()
    }

    /// How many proofs by `methods`, from the first on, pass a gate each: still allowed, of no class that
    /// passed one before, and no answers to questions before anything else unless they may be alone.
    pub fn count_passing(&self, methods: &[Method]) -> usize {
        let is_new = |place: usize, class| methods.iter().take(place).all(|earlier| earlier.class() != class);
        let is_early = |place: usize, method| place == 0 && method == Method::Questions && !self.questions.alone;
        let passes = |(place, method): &(usize, &Method)| {
            self.methods.contains(method) && is_new(*place, method.class()) && !is_early(*place, **method)
        };
        methods.iter().enumerate().take_while(passes).count()
    }
}

fn count_classes(methods: impl IntoIterator<Item = Method>) -> usize {
    let mut classes: Vec<Class> = Vec::new();
    for class in methods.into_iter().map(Method::class) {
        if !classes.contains(&class) {
            classes.push(class);
        }
    }
    classes.len()
}

#[cfg(test)]
mod tests;
