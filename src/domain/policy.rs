//! What the operator allows, and what it comes to for one account.

mod limits;
mod origin;
mod reminders;

use super::account::{Account, Contact, Managed, Origin, PhoneContact, Role};
use super::method::{Class, Gates, Method, Standing};
use super::password::PasswordRules;
use super::phone::ContactKind;
use super::question::QuestionPolicy;
pub use limits::{Blocks, CodePolicy, Limits};
pub use origin::{Origin as RuleOrigin, Ruled, RuledRules, trace};
pub use reminders::{ReminderPolicy, Skip, Skips};

/// Which numbers hold where kiosk.toml says nothing, and how far it may go.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum PolicyName {
    /// Owners are let in, and strangers neither guess nor starve.
    Modern,
    /// Microsoft's self-service password reset, number by number.
    Classic,
}

impl PolicyName {
    pub const ALL: [Self; 2] = [Self::Modern, Self::Classic];

    /// The name in kiosk.toml and on the command line.
    pub const fn name(self) -> &'static str {
        match self {
            Self::Modern => "modern",
            Self::Classic => "classic",
        }
    }

    pub fn from_name(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|policy| policy.name() == name)
    }
}

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
    /// Whether whoever passes the gates may keep their password and only be unlocked.
    pub unlock: bool,
    /// Who is reminded of what they registered.
    pub reminders: ReminderPolicy,
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
    /// The policy without `method`, for which nothing is there that it needs.
    #[must_use]
    pub fn without(mut self, method: Method) -> Self {
        self.base.methods.retain(|listed| *listed != method);
        for methods in self.groups.iter_mut().filter_map(|group| group.methods.as_mut()) {
            methods.retain(|listed| *listed != method);
        }
        self
    }

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

/// The rules of `account` under `policy`, as [`trace`] finds them.
pub fn resolve(policy: &Policy, account: &Account) -> Rules {
    trace(policy, account).into_rules()
}

/// A family, or a patient search, knows the answers: they never open an administrator's account,
/// and nobody's by themselves unless the policy says so.
fn may_answer_questions(role: Role, gates: Gates, questions: QuestionPolicy) -> bool {
    role == Role::User && (gates == Gates::Two || questions.alone)
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

    /// The telephones of `account` that texts may go to.
    pub fn usable_mobiles<'a>(&self, account: &'a Account) -> impl Iterator<Item = &'a PhoneContact> {
        let directory = self.directory_contacts;
        account.phones.iter().filter(move |phone| {
            let counts = match phone.origin {
                Origin::Authentication => true,
                Origin::Directory => directory,
            };
            counts && phone.kind == ContactKind::Mobile
        })
    }

    /// The methods that `account` can use now, in the policy's order.
    pub fn usable_methods(&self, account: &Account) -> Vec<Method> {
        let has = |method: &Method| match method {
            Method::Email => self.usable_contacts(account).next().is_some(),
            Method::Totp => !account.totps.is_empty(),
            Method::Questions => account.questions >= self.questions.ask,
            Method::RecoveryCode => account.recovery_codes > 0,
            Method::Sms => self.usable_mobiles(account).next().is_some(),
            Method::SecurityKey => !account.security_keys.is_empty(),
        };
        self.methods.iter().copied().filter(has).collect()
    }

    /// Those of them that are still of use to `account` once its password is forgotten: what comes to a mailbox of
    /// `domains` nobody reads without it.
    pub fn lasting_methods(&self, account: &Account, domains: &[String]) -> Vec<Method> {
        let has_mail = self.usable_contacts(account).any(|contact| !contact.address.is_of(domains));
        self.usable_methods(account).into_iter().filter(|method| *method != Method::Email || has_mail).collect()
    }

    /// Whether `account` has registered enough: as many classes as there are gates. What it `proved` in this
    /// visit counts, though the last code of a sheet is gone once it proved something.
    pub fn is_registered(&self, account: &Account, proved: &[Method]) -> bool {
        let proved = proved.iter().copied().filter(|method| self.methods.contains(method));
        count_classes(self.usable_methods(account).into_iter().chain(proved)) >= self.gates.count()
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

pub fn count_classes(methods: impl IntoIterator<Item = Method>) -> usize {
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
