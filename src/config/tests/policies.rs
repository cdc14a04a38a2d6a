//! The two policies: what each starts from, how far each goes, and that the files of both say so.

use super::*;
use crate::domain::captcha::{CaptchaPolicy, When};
use crate::domain::limit::{Ceiling, Scope, Then};
use crate::domain::method::Standing;
use crate::domain::password::PasswordRules;
use crate::domain::policy::Skip;

const CLASSIC: &str = "policy = \"classic\"\n";

fn of(policy: PolicyName) -> String {
    format!("policy = {:?}\n", policy.name())
}

/// The lines of `text` that set something or open a section; those of the example of a group too.
fn said(text: &str) -> Vec<&str> {
    let example = text.find("# [[group]]").expect("an example of a group");
    let (before, group) = text.split_at(example);
    let before = before.lines().filter(|line| !line.starts_with('#'));
    before.chain(group.lines().map(|line| line.trim_start_matches("# "))).filter(|line| !line.is_empty()).collect()
}

/// What a line sets, without what it sets it to: so the files of both policies can be held side by side.
fn name_of(line: &str) -> &str {
    line.split_once(" = ").map_or(line, |(key, _)| key)
}

#[test]
fn each_shipped_file_says_exactly_the_defaults_of_its_policy() {
    for policy in PolicyName::ALL {
        let config = accept(shipped(policy));
        assert_eq!(config.standard, policy);
        assert!(config.says("reset.gates") && config.says("questions") && !config.says("reset.gate"));
        assert_eq!(decided(config), decided(accept(&of(policy))), "{policy:?}");
        let without_values: Vec<&str> = shipped(policy).lines().filter(|line| line.starts_with('#')).collect();
        let config = accept(&format!("{}{}", of(policy), without_values.join("\n")));
        assert!(!config.says("reset.gates") && !config.says("questions"));
        assert_eq!(decided(config), decided(accept(&of(policy))), "what is commented out sets nothing");
    }
    assert_eq!(decided(accept("")), decided(accept(&of(PolicyName::Modern))), "the modern one is usual");
}

/// All of it but where it was said.
fn decided(config: Config) -> String {
    format!("{:#?}", Config { said: BTreeSet::new(), ..config })
}

#[test]
fn both_shipped_files_say_the_same_keys_in_the_same_order() {
    let [modern, classic] = PolicyName::ALL.map(|policy| said(shipped(policy)));
    let names = |lines: &[&'static str]| lines.iter().map(|line| name_of(line)).collect::<Vec<_>>();
    assert_eq!(names(&modern), names(&classic));
    let different: Vec<&str> =
        modern.iter().zip(&classic).filter(|(one, other)| one != other).map(|(line, _)| name_of(line)).collect();
    let expected = [
        "policy",
        "gates",
        "methods",
        "sticky",
        "alone",
        "skip",
        "min",
        "max",
        "classes",
        "score",
        "mail_code_life",
        "code_tries",
        "resend_after",
        "failures_per_method",
        "failures_per_account",
        "letters_per_contact",
        "letters_per_contact_daily",
        "keep_requests",
        "trusted",
    ];
    assert_eq!(different, expected);
}

/// The keys of a file that no comment of their own stands above.
fn unexplained(policy: PolicyName) -> Vec<&'static str> {
    let lines: Vec<&str> = shipped(policy).lines().filter(|line| line.starts_with('#') || line.contains(" = ")).collect();
    let pairs = lines.windows(2).filter(|pair| !pair[0].starts_with('#') && !pair[1].starts_with('#'));
    pairs.map(|pair| name_of(pair[1])).collect()
}

#[test]
fn what_the_one_file_explains_the_other_explains_too() {
    // One comment stands above them and the key before them.
    let shared =
        ["desk.address", "desk.hours", "warning_waiting", "argon2.time", "argon2.time", "argon2.parallelism", "password"];
    for policy in PolicyName::ALL {
        assert_eq!(unexplained(policy), shared, "{policy:?}");
    }
}

#[test]
fn every_number_of_microsoft_s_holds_with_classic() {
    let per = |failures, window| Ceiling { failures, window };
    let day = Then::Pause(Span::hours(24));
    let config = accept(CLASSIC);
    let Policy { base, code, limits, questions, .. } = &config.policy;
    assert_eq!((base.gates, &base.enabled, base.directory_contacts), (Gates::One, &Enabled::All, true));
    assert_eq!(base.methods, [Method::Email, Method::Totp, Method::Questions]);
    assert_eq!((questions.register, questions.ask, questions.alone, questions.sticky), (5, 3, true, false));
    assert_eq!((code.digits, code.mail_life, code.tries), (6, Span::minutes(5), 5));
    assert_eq!(code.resend_after, Span::seconds(10));
    let expected = PasswordRules { min: 8, max: 256, classes: 3, score: 0, history: 1, organisation_words: vec![] };
    assert_eq!(base.password, expected);
    assert_eq!(config.captcha, CaptchaPolicy { trusted: When::Always, open: When::Always });
    assert_eq!(config.policy.reminders.skip, Skip::Always, "whoever skips is asked again, without end");
    assert_eq!(config.policy.reminders.reconfirm, Some(Span::days(180)));
    for standing in [Standing::Trusted, Standing::Open] {
        let limit = |scope| limits.limit(scope, standing);
        for method in Method::ALL {
            assert_eq!((limit(Scope::Method(method)).ceiling, limit(Scope::Method(method)).then), (per(5, Span::hours(1)), day));
            assert!(!limits.goes_on(method), "mail is closed too");
        }
        assert_eq!((limit(Scope::Account).ceiling, limit(Scope::Account).then), (per(5, Span::hours(24)), day));
        assert_eq!((limit(Scope::LettersShort).ceiling, limit(Scope::LettersShort).then), (per(10, Span::minutes(10)), day));
    }
}

#[test]
fn what_the_policies_have_in_common_is_the_same() {
    let [modern, classic] = PolicyName::ALL.map(|policy| accept(&of(policy)));
    assert_eq!(format!("{:?}", modern.hashing), format!("{:?}", classic.hashing));
    assert_eq!(modern.session, classic.session);
    assert_eq!(modern.policy.reveal, classic.policy.reveal);
    let shared = |config: &Config| {
        let limits = config.policy.limits;
        [limits.source_identifies, limits.source_failures, limits.fleet_failures, limits.fleet_letters]
    };
    assert_eq!(shared(&modern), shared(&classic));
}

/// What only a classic file may say, and what is expected of a modern one.
const ONLY_CLASSIC: [(&str, &str, &str); 5] = [
    ("password", "classes = 3", "password.classes: is 3; expected 0 ("),
    ("password", "score = 0", "password.score: is 0; expected a whole number from 2 to 4 ("),
    ("password", "score = 1", "password.score: is 1; expected a whole number from 2 to 4 ("),
    ("questions", "alone = true", "questions.alone: is true; expected false ("),
    (
        "limits",
        "letters_per_contact_daily = \"1440 in 24h\"",
        "limits.letters_per_contact_daily: is \"1440 in 24h\"; expected \"NUMBER in TIME\", 1 to 50 in a time from \"1d\" to \"1d\" (",
    ),
];

#[test]
fn what_only_the_classic_policy_allows_is_refused_with_its_name() {
    for (section, line, fault) in ONLY_CLASSIC {
        let text = format!("[{section}]\n{line}\n");
        for modern in [text.clone(), format!("policy = \"modern\"\n{text}")] {
            let told = refuse_one(&modern);
            assert!(told.contains(fault) && told.ends_with("; policy = \"classic\" allows it)"), "{told}");
        }
        accept(&format!("{CLASSIC}{text}"));
    }
}

#[test]
fn the_classic_policy_is_named_only_where_it_would_help() {
    for (text, expected) in [
        ("[password]\nclasses = 5", "expected 0"),
        ("[password]\nscore = 5", "expected a whole number from 2 to 4"),
        ("[questions]\nalone = 1", "expected true or false"),
        ("[limits]\nletters_per_contact_daily = \"1441 in 24h\"", "to \"1d\""),
        ("[password]\nmin = 7", "guessed in hours)"),
    ] {
        let told = refuse_one(text);
        assert!(told.ends_with(expected), "{told}");
    }
    for text in ["[password]\nclasses = 5", "[password]\nscore = 5", "[password]\nmin = 7", "[limits]\ncode_tries = 6"] {
        let told = refuse_one(&format!("{CLASSIC}{text}"));
        assert!(!told.contains("allows it"), "{told}");
    }
}

#[test]
fn a_policy_counts_wherever_it_stands_and_is_one_of_two() {
    for text in ["policy = \"classic\"\npassword.min = 9\n", "password.min = 9\npolicy = \"classic\"\n[limits]\ncode_tries = 4\n"]
    {
        let config = accept(text);
        assert_eq!((config.standard, config.policy.base.password.classes), (PolicyName::Classic, 3));
        assert_eq!(config.policy.base.password.min, 9, "what the file says goes before what the policy says");
    }
    for text in ["policy = \"clasic\"", "policy = 1", "[policy]"] {
        let told = refuse_one(text);
        assert!(told.contains("policy: is ") && told.ends_with("expected \"modern\" or \"classic\""), "{told}");
    }
    assert!(refuse_one("polcy = \"classic\"").contains("did you mean `policy`?"));
    assert!(refuse_one("[reset]\npolicy = \"classic\"").contains("reset.policy: is unknown"));
}

#[test]
fn a_classic_file_may_be_as_safe_as_a_modern_one() {
    let numbers = shipped(PolicyName::Modern).replacen("policy = \"modern\"", "policy = \"classic\"", 1);
    let (strict, modern) = (accept(&numbers), accept(""));
    assert_eq!(strict.policy.base, modern.policy.base);
    assert_eq!((strict.policy.code, strict.policy.questions), (modern.policy.code, modern.policy.questions));
    assert_eq!(strict.captcha, modern.captcha);
}

#[test]
fn whoever_reminds_nobody_is_told_whom_that_hurts() {
    let told = |text: &str| {
        let told = weaknesses(&accept(text));
        told.into_iter().filter(|line| line.starts_with("registration.")).collect::<Vec<_>>()
    };
    assert!(told("").is_empty());
    let off = told("[registration]\nrequired = false\nreconfirm_days = 0\n");
    assert!(matches!(off.as_slice(), [one] if one.starts_with("registration.required: nobody is asked")), "{off:?}");
    let never = told("[registration]\nreconfirm_days = 0\n");
    assert!(matches!(never.as_slice(), [one] if one.starts_with("registration.reconfirm_days: ")), "{never:?}");
    let neither = told("[registration]\nrequired = false\n");
    assert!(matches!(neither.as_slice(), [_, two] if two.contains("whatever reconfirm_days says")), "{neither:?}");
    let skipped = told("[registration]\nskip = \"always\"\n");
    assert!(matches!(skipped.as_slice(), [one] if one.starts_with("registration.skip: nobody ever has to")), "{skipped:?}");
    assert!(told("[registration]\nskip = \"never\"\n").is_empty());
    let off = told("[registration]\nrequired = false\nreconfirm_days = 0\nskip = \"always\"\n");
    assert_eq!(off.len(), 1, "nobody is asked, so nobody puts it off: {off:?}");
}

#[test]
fn what_the_classic_policy_weakens_is_named_with_whom_it_hurts() {
    let sound = "[organisation]\nname = \"Contoso\"\nmail_domains = [\"example.org\"]\ndesk.phone = \"100\"\ndesk.email = \"desk@example.org\"\n[email]\nserver = \"mail.example.org\"\nfrom = \"k@example.org\"\n";
    let told = |text: &str| weaknesses(&accept(text));
    let keys = |told: &[String]| told.iter().map(|line| line.split(": ").next().unwrap_or("").to_owned()).collect::<Vec<_>>();
    let all = told(&format!("{CLASSIC}{sound}"));
    let expected = [
        "reset.gates",
        "reset.methods",
        "questions.alone",
        "questions.sticky",
        "registration.skip",
        "policy",
        "policy",
        "limits.letters_per_contact",
        "password.min",
        "password.classes",
        "password.score",
    ];
    assert_eq!(keys(&all), expected);
    for hurt in ["keep its owner out", "gets into some of them", "takes over their account", "writes it down"] {
        assert!(all.iter().any(|line| line.contains(hurt)), "{hurt}: {all:#?}");
    }
    let tightened = format!(
        "{CLASSIC}reset.gates = 2\nreset.methods = [\"email\", \"totp\"]\npassword.min = 12\npassword.classes = 0\n\
         password.score = 3\nregistration.skip = \"limited\"\n{sound}"
    );
    let stays = ["policy", "policy", "limits.letters_per_contact"];
    assert_eq!(keys(&told(&tightened)), stays, "what no other key can mend");
}

#[test]
fn without_mail_only_those_are_said_to_be_stuck_who_are() {
    let stuck = |text: &str| {
        let told = weaknesses(&accept(text)).into_iter().find(|line| line.starts_with("email.server: "));
        told.is_some_and(|line| line.ends_with("nobody can reset a password here"))
    };
    assert!(stuck("reset.methods = [\"email\", \"totp\"]"), "two gates, and one way beside mail");
    assert!(stuck("reset.gates = 1\nreset.methods = [\"email\"]"), "one gate, and no way beside mail");
    assert!(stuck("reset.gates = 1\nreset.methods = [\"email\", \"questions\"]"), "questions pass no gate alone");
    assert!(!stuck("reset.gates = 1\nreset.methods = [\"email\", \"totp\"]"));
    assert!(!stuck(""), "an app and a sheet of codes are two");
    assert!(!stuck(CLASSIC) && !stuck("reset.gates = 1"), "one gate");
    assert!(!stuck(&format!("{CLASSIC}reset.gates = 2")), "an app and questions are two");
    assert!(!stuck("reset.methods = [\"email\", \"totp\", \"questions\"]"));
}
