//! The imaginary organisation: its rules, and a dozen people who are each there to show something.
//! Knows nothing of how they are shown.

use crate::domain::account::{Address, Language, Managed, Role};
use crate::domain::limit::Ceiling;
use crate::domain::method::{Gates, Method};
use crate::domain::organisation::{Desk, Organisation};
use crate::domain::password::PasswordRules;
use crate::domain::phone::Country;
use crate::domain::policy::{BasePolicy, CodePolicy, Enabled, GroupPolicy, Limits, Policy, ReminderPolicy, Reveal, Reveals};
use crate::domain::question::{QuestionPolicy, Topic};
use crate::domain::time::Span;

/// The password that everybody has at first, but for whoever is new.
pub const PASSWORD: &str = "ferry tulip 1953";

/// Reset is open to these people.
const STAFF: &str = "staff";
/// One proof is enough for these.
const ONE_GATE: &str = "one-gate";

/// Somebody of the imaginary organisation.
#[derive(Clone, Copy, Debug)]
pub struct Member {
    pub login: &'static str,
    pub name: &'static str,
    /// The message that says what they are there to show.
    pub shows: &'static str,
    pub emails: &'static [&'static str],
    /// Of a mobile telephone.
    pub mobile: Option<&'static str>,
    pub has_app: bool,
    /// What is left of their sheet.
    pub codes: &'static [&'static str],
    /// What they answered when they registered.
    pub answers: &'static [(Topic, &'static str)],
    pub groups: &'static [&'static str],
    pub role: Role,
    pub managed: Managed,
    pub enabled: bool,
    pub language: Option<Language>,
    pub password: Known,
}

/// Whether there is a password.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Known {
    Forgotten,
    /// And the account was locked after wrong ones.
    Locked,
    /// There never was one, and nothing is registered.
    Never,
}

const fn member(login: &'static str, name: &'static str, shows: &'static str) -> Member {
    Member {
        login,
        name,
        shows,
        emails: &[],
        mobile: None,
        has_app: false,
        codes: &[],
        answers: &[],
        groups: &[STAFF],
        role: Role::User,
        managed: Managed::Here,
        enabled: true,
        language: None,
        password: Known::Forgotten,
    }
}

/// Whoever resets their password when the demo plays by itself: by mail, then by app.
pub const STAR: Member =
    Member { emails: &["bram@example.org"], has_app: true, ..member("bram", "Bram de Wit", "demo-two-gates") };

/// Whoever registers an app when the demo plays by itself.
pub const REGISTRANT: Member = Member {
    emails: &["daan@example.org", "d.dekker@example.net", "familie.dekker@example.com"],
    mobile: Some("+31 6 5550 0142"),
    groups: &[STAFF, ONE_GATE],
    ..member("daan", "Daan Dekker", "demo-addresses")
};

/// Anybody may read these, so they are nobody's; and each is spelled alike in every language that the demo speaks.
const ANSWERS: [(Topic, &str); 4] = [
    (Topic::CityFirstJob, "Delft"),
    (Topic::ChildhoodToy, "Bobbie"),
    (Topic::ChildhoodNickname, "Spruit"),
    (Topic::FirstPet, "Minoes"),
];

/// Everybody, as they stand on the card.
pub const CAST: [Member; 13] = [
    Member { emails: &["anna@example.org"], groups: &[STAFF, ONE_GATE], ..member("anna", "Anna Smit", "demo-one-gate") },
    STAR,
    Member {
        has_app: true,
        codes: &["ACDEF-GHJKM-NPQRT-VWXY3-46794"],
        groups: &[STAFF, ONE_GATE],
        ..member("carla", "Carla Mendes", "demo-app-only")
    },
    REGISTRANT,
    Member {
        emails: &["emma@example.org"],
        groups: &[STAFF, ONE_GATE],
        password: Known::Locked,
        ..member("emma", "Emma Jansen", "demo-locked")
    },
    Member { emails: &["farid@example.org"], ..member("farid", "Farid Amrani", "demo-unregistered") },
    Member { managed: Managed::Elsewhere, ..member("greta", "Greta Lindholm", "demo-elsewhere") },
    Member { emails: &["hugo@example.org"], has_app: true, enabled: false, ..member("hugo", "Hugo Peeters", "demo-disabled") },
    Member { emails: &["ines@example.org"], has_app: true, groups: &[], ..member("ines", "Inês Duarte", "demo-out-of-scope") },
    Member {
        emails: &["joost@example.org"],
        has_app: true,
        groups: &[STAFF, ONE_GATE],
        role: Role::Administrator,
        ..member("joost", "Joost Kok", "demo-administrator")
    },
    Member {
        emails: &["katrien@example.org"],
        groups: &[STAFF, ONE_GATE],
        language: Some(Language::Dutch),
        ..member("katrien", "Katrien Maes", "demo-prefers-dutch")
    },
    Member { emails: &["noor@example.org"], answers: &ANSWERS, ..member("noor", "Noor Haddad", "demo-questions") },
    Member {
        emails: &["max@example.org"],
        groups: &[STAFF, ONE_GATE],
        password: Known::Never,
        ..member("max", "Maximiliaan Bartholomeus Ferdinand van den Heuvel-Oosterwijk tot Westerhoven", "demo-new-hire")
    },
];

pub fn organisation() -> Organisation {
    Organisation {
        name: "Zilverduin".to_owned(),
        example_login: "anna".to_owned(),
        desk: Desk {
            phone: "+31 30 555 0142".to_owned(),
            address: "Duinweg 12".to_owned(),
            hours: "8:00-18:00".to_owned(),
            email: Address::parse("desk@zilverduin.example"),
            ..Desk::default()
        },
        mail_domains: vec!["zilverduin.example".to_owned()],
        timezone: "Europe/Amsterdam".to_owned(),
        country: Country::from_code("NL"),
        place: "Kiosk A".to_owned(),
    }
}

/// The defaults, with a group for which one proof is enough, and with letters that do not run out.
pub fn policy() -> Policy {
    let plenty = |window| Ceiling { failures: 100_000, window };
    Policy {
        base: BasePolicy {
            enabled: Enabled::Groups(vec![STAFF.to_owned()]),
            gates: Gates::Two,
            methods: Method::ALL.to_vec(),
            directory_contacts: true,
            password: PasswordRules::MODERN,
        },
        groups: vec![GroupPolicy { name: ONE_GATE.to_owned(), gates: Some(Gates::One), ..GroupPolicy::default() }],
        code: CodePolicy::MODERN,
        limits: Limits {
            letters_short: plenty(Span::minutes(10)),
            letters_long: plenty(Span::hours(24)),
            fleet_letters: plenty(Span::hours(1)),
            help_account: plenty(Span::hours(24)),
            help_source: plenty(Span::hours(1)),
            ..Limits::MODERN
        },
        reminders: ReminderPolicy::MODERN,
        reveal: Reveals { trusted: Reveal::Explain, open: Reveal::Uniform },
        // One fewer than usual: so the card fits into a window of the usual size.
        questions: QuestionPolicy { register: ANSWERS.len(), ..QuestionPolicy::MODERN },
        unlock: true,
    }
}

#[cfg(test)]
mod tests;
