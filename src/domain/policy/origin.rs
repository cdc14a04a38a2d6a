//! Where each rule of an account comes from. A rule and its origin are made by the same line, so they
//! cannot say different things.

use super::{Account, BasePolicy, Enabled, GroupPolicy, Managed, Method, Policy, Reset, Role, Rules};
use super::{Gates, PasswordRules, QuestionPolicy, may_answer_questions, reset};

/// Who decided a rule.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Origin {
    /// What holds for everybody, under this key of kiosk.toml or as its policy's default.
    Base(&'static str),
    /// The `[[group]]` of this name.
    Group(String),
    /// What always holds for administrators.
    Administrators,
    /// What stands in the account itself.
    Account,
}

/// A rule, and who decided it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Ruled<T> {
    pub value: T,
    pub origin: Origin,
}

/// The rules of one account, each with its origin. What no group can change is the base's.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct RuledRules {
    pub reset: Ruled<Reset>,
    pub gates: Ruled<Gates>,
    pub methods: Ruled<Vec<Method>>,
    /// Why questions are not among the methods that were listed, where they were.
    pub without_questions: Option<Origin>,
    pub directory_contacts: Ruled<bool>,
    pub questions: Ruled<QuestionPolicy>,
    pub password_min: Ruled<usize>,
    pub password_history: Ruled<usize>,
    /// The base's, for what no group decides.
    password: PasswordRules,
}

/// The groups of an account in the order of the file, over the base.
struct Layers<'p> {
    groups: Vec<&'p GroupPolicy>,
    base: &'p BasePolicy,
}

/// The rules of `account` under `policy`: the base, then the first matching group for each key, then
/// what always holds for administrators.
pub fn trace(policy: &Policy, account: &Account) -> RuledRules {
    let groups = policy.groups.iter().filter(|group| account.groups.contains(&group.name)).collect();
    let layers = Layers { groups, base: &policy.base };
    let gates = match account.role {
        Role::Administrator => Ruled { value: Gates::Two, origin: Origin::Administrators },
        Role::User => layers.first(|group| group.gates, |base| base.gates, "reset.gates"),
    };
    let mut methods = layers.first(|group| group.methods.clone(), |base| base.methods.clone(), "reset.methods");
    let without_questions = without_questions(&methods.value, account.role, &gates, policy.questions);
    methods.value.retain(|method| *method != Method::Questions || without_questions.is_none());
    RuledRules {
        reset: reset_of(&policy.base.enabled, account),
        gates,
        methods,
        without_questions,
        directory_contacts: layers.first(
            |group| group.directory_contacts,
            |base| base.directory_contacts,
            "reset.directory_contacts",
        ),
        questions: Ruled { value: policy.questions, origin: Origin::Base("questions") },
        password_min: layers.first(|group| group.password_min, |base| base.password.min, "password.min"),
        password_history: layers.first(|group| group.password_history, |base| base.password.history, "password.history"),
        password: policy.base.password.clone(),
    }
}

impl RuledRules {
    pub fn password_max(&self) -> Ruled<usize> {
        Ruled { value: self.password.max, origin: Origin::Base("password.max") }
    }

    pub fn password_classes(&self) -> Ruled<usize> {
        Ruled { value: self.password.classes, origin: Origin::Base("password.classes") }
    }

    pub fn password_score(&self) -> Ruled<usize> {
        Ruled { value: self.password.score.into(), origin: Origin::Base("password.score") }
    }

    /// The rules alone.
    pub fn into_rules(self) -> Rules {
        Rules {
            reset: self.reset.value,
            gates: self.gates.value,
            methods: self.methods.value,
            directory_contacts: self.directory_contacts.value,
            questions: self.questions.value,
            password: PasswordRules { min: self.password_min.value, history: self.password_history.value, ..self.password },
        }
    }
}

impl Layers<'_> {
    fn first<T>(
        &self,
        of_group: impl Fn(&GroupPolicy) -> Option<T>,
        of_base: impl Fn(&BasePolicy) -> T,
        key: &'static str,
    ) -> Ruled<T> {
        let of_groups = self.groups.iter().find_map(|group| {
            let value = of_group(group)?;
            Some(Ruled { value, origin: Origin::Group(group.name.clone()) })
        });
        of_groups.unwrap_or_else(|| Ruled { value: of_base(self.base), origin: Origin::Base(key) })
    }
}

fn without_questions(methods: &[Method], role: Role, gates: &Ruled<Gates>, questions: QuestionPolicy) -> Option<Origin> {
    if !methods.contains(&Method::Questions) || may_answer_questions(role, gates.value, questions) {
        return None;
    }
    Some(match role {
        Role::Administrator => Origin::Administrators,
        Role::User => Origin::Base("questions.alone"),
    })
}

fn reset_of(enabled: &Enabled, account: &Account) -> Ruled<Reset> {
    let value = reset(enabled, account);
    let origin = match (account.managed, value, enabled) {
        (Managed::Elsewhere, _, _) | (Managed::Here, Reset::Elsewhere | Reset::AccountOff, _) => Origin::Account,
        (Managed::Here, Reset::Allowed | Reset::NotForThisPerson, Enabled::Groups(_)) => Origin::Base("reset.groups"),
        (Managed::Here, Reset::Allowed | Reset::NotForThisPerson, Enabled::All | Enabled::None) => Origin::Base("reset.enabled"),
    };
    Ruled { value, origin }
}
