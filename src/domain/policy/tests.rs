//! The rules of one account: which key comes from where, and what no operator can turn off.

use super::*;
use crate::domain::account::{Address, Language, Reminded};
use crate::domain::id::{AccountId, ContactId, TotpId};
use crate::domain::login::Login;
use crate::domain::time::Moment;

fn policy() -> Policy {
    Policy {
        base: BasePolicy {
            enabled: Enabled::All,
            gates: Gates::One,
            methods: vec![Method::Email, Method::Totp],
            directory_contacts: true,
            password: PasswordRules::MODERN,
        },
        groups: vec![],
        code: CodePolicy::MODERN,
        limits: Limits::MODERN,
        reveal: Reveals { trusted: Reveal::Explain, open: Reveal::Uniform },
        questions: QuestionPolicy::MODERN,
        unlock: true,
        reminders: ReminderPolicy::MODERN,
    }
}

fn account() -> Account {
    Account {
        id: AccountId::from_stored("A".to_owned()),
        login: Login::from_stored("ada".to_owned()),
        name: "Ada".to_owned(),
        language: Some(Language::English),
        role: Role::User,
        managed: Managed::Here,
        enabled: true,
        groups: vec!["staff".to_owned(), "hall".to_owned()],
        contacts: vec![Contact {
            id: ContactId::from_stored("C".to_owned()),
            origin: Origin::Directory,
            address: Address::parse("ada@example.org").expect("an address"),
        }],
        security_keys: vec![],
        totps: vec![],
        questions: 0,
        recovery_codes: 0,
        phones: vec![],
        has_password: true,
        must_change: false,
        locked_until: None,
        reminded: Reminded { confirmed: Moment::from_millis(0), since: None, skipped: 0 },
        revision: 1,
    }
}

fn group(name: &str) -> GroupPolicy {
    GroupPolicy { name: name.to_owned(), ..GroupPolicy::default() }
}

#[test]
fn each_key_comes_from_the_first_group_that_sets_it() {
    let mut policy = policy();
    policy.groups = vec![
        GroupPolicy { password_min: Some(20), ..group("hall") },
        GroupPolicy { password_min: Some(30), gates: Some(Gates::Two), ..group("staff") },
        GroupPolicy { gates: Some(Gates::One), methods: Some(vec![]), ..group("elsewhere") },
    ];
    let rules = resolve(&policy, &account());
    assert_eq!(rules.password.min, 20);
    assert_eq!(rules.gates, Gates::Two);
    assert_eq!(rules.methods, vec![Method::Email, Method::Totp]);
}

#[test]
fn administrators_pass_two_gates_whatever_a_group_says() {
    let mut policy = policy();
    policy.groups = vec![GroupPolicy { gates: Some(Gates::One), ..group("staff") }];
    let admin = Account { role: Role::Administrator, ..account() };
    let rules = resolve(&policy, &admin);
    assert_eq!(rules.gates, Gates::Two);
    assert!(!rules.is_registered(&admin, &[]), "one address is one class");
}

#[test]
fn who_is_outside_is_told_why() {
    let mut policy = policy();
    let of = |policy: &Policy, account: &Account| resolve(policy, account).reset;
    assert_eq!(of(&policy, &account()), Reset::Allowed);
    assert_eq!(of(&policy, &Account { enabled: false, ..account() }), Reset::AccountOff);
    assert_eq!(of(&policy, &Account { managed: Managed::Elsewhere, ..account() }), Reset::Elsewhere);
    policy.base.enabled = Enabled::Groups(vec!["students".to_owned()]);
    assert_eq!(of(&policy, &account()), Reset::NotForThisPerson);
    policy.base.enabled = Enabled::Groups(vec!["staff".to_owned()]);
    assert_eq!(of(&policy, &account()), Reset::Allowed);
    policy.base.enabled = Enabled::None;
    assert_eq!(of(&policy, &account()), Reset::NotForThisPerson);
}

#[test]
fn a_directory_address_counts_only_where_the_policy_says_so() {
    let mut policy = policy();
    policy.base.directory_contacts = false;
    assert!(!resolve(&policy, &account()).is_registered(&account(), &[]));
    let proved = Contact { origin: Origin::Authentication, ..account().contacts[0].clone() };
    let person = Account { contacts: vec![proved], ..account() };
    assert!(resolve(&policy, &person).is_registered(&person, &[]));
}

#[test]
fn two_proofs_of_one_class_are_one() {
    let mut policy = policy();
    policy.base.gates = Gates::Two;
    let person = Account { totps: vec![TotpId::from_stored("T".to_owned())], ..account() };
    let rules = resolve(&policy, &person);
    assert!(rules.is_registered(&person, &[]));
    assert_eq!(rules.count_passing(&[Method::Email, Method::Totp]), 2);
    assert_eq!(rules.count_passing(&[Method::Email, Method::Email, Method::Totp]), 1);
    assert_eq!(rules.count_passing(&[]), 0);
    let without_mail = Rules { methods: vec![Method::Totp], ..rules };
    assert_eq!(without_mail.count_passing(&[Method::Email, Method::Totp]), 0);
}

/// Somebody with an address and `questions` answers, where everything counts.
fn with_questions(questions: usize) -> (Policy, Account) {
    let mut policy = policy();
    policy.base.gates = Gates::Two;
    policy.base.methods = Method::ALL.to_vec();
    (policy, Account { questions, ..account() })
}

#[test]
fn questions_are_a_later_proof_and_never_the_first() {
    let (policy, person) = with_questions(3);
    let rules = resolve(&policy, &person);
    assert!(rules.is_registered(&person, &[]));
    assert_eq!(rules.count_passing(&[Method::Email, Method::Questions]), 2);
    assert_eq!(rules.count_passing(&[Method::Questions, Method::Email]), 0);
    let (policy, person) = with_questions(2);
    assert!(!resolve(&policy, &person).is_registered(&person, &[]), "three are asked");
}

#[test]
fn questions_are_alone_only_where_the_policy_says_so() {
    let (mut policy, person) = with_questions(5);
    policy.base.gates = Gates::One;
    let alone = Account { contacts: vec![], ..person.clone() };
    assert!(!resolve(&policy, &alone).is_registered(&alone, &[]));
    assert_eq!(resolve(&policy, &person).usable_methods(&person), [Method::Email], "the only gate is the first");
    policy.questions.alone = true;
    assert!(resolve(&policy, &alone).is_registered(&alone, &[]));
    assert_eq!(resolve(&policy, &alone).count_passing(&[Method::Questions]), 1);
    policy.base.gates = Gates::Two;
    assert_eq!(resolve(&policy, &person).count_passing(&[Method::Questions, Method::Email]), 2);
}

#[test]
fn administrators_are_never_asked_questions() {
    let (mut policy, person) = with_questions(5);
    policy.questions.alone = true;
    let admin = Account { role: Role::Administrator, ..person };
    let rules = resolve(&policy, &admin);
    assert!(!rules.methods.contains(&Method::Questions) && !rules.is_registered(&admin, &[]));
    assert_eq!(rules.count_passing(&[Method::Email, Method::Questions]), 1);
    policy.groups = vec![GroupPolicy { methods: Some(vec![Method::Questions, Method::Email]), ..group("staff") }];
    assert_eq!(resolve(&policy, &admin).methods, [Method::Email], "not by a group either");
}

/// Every origin holds what is told of it: the value is what that group, or the base, or the rule for
/// administrators says.
#[test]
fn each_rule_comes_from_where_it_is_said_to_come() {
    let mut policy = policy();
    policy.base.methods.push(Method::Questions);
    policy.groups = vec![
        GroupPolicy { password_min: Some(20), ..group("hall") },
        GroupPolicy { password_min: Some(30), gates: Some(Gates::Two), ..group("staff") },
        GroupPolicy { directory_contacts: Some(false), ..group("elsewhere") },
    ];
    let of_group = |name: &str| RuleOrigin::Group(name.to_owned());
    let user = trace(&policy, &account());
    assert_eq!(user.password_min, Ruled { value: 20, origin: of_group("hall") });
    assert_eq!(user.gates, Ruled { value: Gates::Two, origin: of_group("staff") });
    assert_eq!(user.directory_contacts, Ruled { value: true, origin: RuleOrigin::Base("reset.directory_contacts") });
    assert_eq!((user.methods.origin, user.without_questions), (RuleOrigin::Base("reset.methods"), None));
    let boss = trace(&policy, &Account { role: Role::Administrator, groups: vec![], ..account() });
    assert_eq!(boss.gates, Ruled { value: Gates::Two, origin: RuleOrigin::Administrators });
    assert_eq!(boss.methods.value, [Method::Email, Method::Totp]);
    assert_eq!(boss.without_questions, Some(RuleOrigin::Administrators));
    let alone = trace(&policy, &Account { groups: vec![], ..account() });
    assert_eq!(alone.without_questions, Some(RuleOrigin::Base("questions.alone")), "one gate");
}

#[test]
fn whether_a_reset_is_open_is_told_with_who_decided_it() {
    let mut policy = policy();
    let reset = |policy: &Policy, account: Account| {
        let reset = trace(policy, &account).reset;
        (reset.value, reset.origin)
    };
    assert_eq!(reset(&policy, account()), (Reset::Allowed, RuleOrigin::Base("reset.enabled")));
    let off = || Account { enabled: false, ..account() };
    assert_eq!(reset(&policy, off()), (Reset::AccountOff, RuleOrigin::Account));
    let elsewhere = Account { managed: Managed::Elsewhere, ..account() };
    assert_eq!(reset(&policy, elsewhere), (Reset::Elsewhere, RuleOrigin::Account));
    policy.base.enabled = Enabled::Groups(vec!["finance".to_owned()]);
    assert_eq!(reset(&policy, account()), (Reset::NotForThisPerson, RuleOrigin::Base("reset.groups")));
    assert_eq!(reset(&policy, off()), (Reset::AccountOff, RuleOrigin::Account));
}
