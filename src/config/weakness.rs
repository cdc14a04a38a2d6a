//! What an operator switched off, and whom it hurts. A file that says nothing is as safe as it can be,
//! so each of these is a decision that somebody should be able to defend.

use super::Config;
use super::house::UNNAMED;
use crate::domain::captcha::When;
use crate::domain::limit::Then;
use crate::domain::method::{Gates, Method};
use crate::domain::policy::{Blocks, Enabled, Reveal, Skip};

/// One line for each thing that is off.
pub fn weaknesses(config: &Config) -> Vec<String> {
    let found = [
        mail(config),
        reset(config),
        questions(config),
        reminders(config),
        texts(config),
        blocks(config),
        passwords(config),
        people(config),
        visitors(config),
        strangers(config),
        machine(config),
    ];
    found.into_iter().flatten().map(|(key, hurts)| format!("{key}: {hurts}")).collect()
}

type Weakness = (&'static str, &'static str);

fn when(holds: bool, key: &'static str, hurts: &'static str) -> Option<Weakness> {
    holds.then_some((key, hurts))
}

fn mail(config: &Config) -> Vec<Weakness> {
    let off = config.email.is_none();
    let told = config.notify_reset && !off;
    let base = &config.policy.base;
    let mailed = base.methods.contains(&Method::Email);
    let alone = base.gates == Gates::Two || config.policy.questions.alone;
    let others = base.methods.iter().filter(|method| match method {
        // In the hall there is no key.
        Method::Email | Method::Sms | Method::SecurityKey => false,
        Method::Questions => alone,
        Method::Totp | Method::RecoveryCode => true,
    });
    let needed = mailed && others.count() < base.gates.count();
    [
        when(
            off && needed,
            "email.server",
            "no mail goes out, and without a mailed code too few ways are left: nobody can reset a password here",
        ),
        when(
            off && mailed && !needed,
            "email.server",
            "no mail goes out: an address is not offered as a proof, and who has too little besides cannot reset a password here",
        ),
        when(!told, "notify.reset", "nobody is told of a reset: who did not ask for it finds out when they cannot sign in"),
    ]
    .into_iter()
    .flatten()
    .collect()
}

fn reminders(config: &Config) -> Vec<Weakness> {
    let reminders = &config.policy.reminders;
    [
        when(
            !reminders.required,
            "registration.required",
            "nobody is asked to register: who forgets their password and has too little needs the help desk",
        ),
        when(
            !reminders.required && reminders.reconfirm.is_some(),
            "registration.required",
            "nor is anybody asked to look at what they registered again, whatever reconfirm_days says: an address that went to \
             somebody else lets them in",
        ),
        when(
            reminders.required && reminders.skip == Skip::Always,
            "registration.skip",
            "nobody ever has to register: who puts it off each time and forgets their password needs the help desk",
        ),
        when(
            reminders.required && reminders.reconfirm.is_none(),
            "registration.reconfirm_days",
            "nobody looks at what they registered again: an address that went to somebody else lets them in",
        ),
    ]
    .into_iter()
    .flatten()
    .collect()
}

fn reset(config: &Config) -> Vec<Weakness> {
    let base = &config.policy.base;
    let one_gate = base.gates == Gates::One || config.policy.groups.iter().any(|group| group.gates == Some(Gates::One));
    [
        when(!config.policy.unlock, "reset.unlock", "who knows their password and was locked out has to choose another one"),
        when(base.enabled == Enabled::None, "reset.enabled", "nobody can reset a password here"),
        when(one_gate, "reset.gates", "one proof is enough: who reads a mailbox or holds a phone takes over its owner's account"),
        when(
            base.methods.iter().filter(|method| **method != Method::Questions).count() == 1,
            "reset.methods",
            "one method only, questions apart: administrators always pass two gates, and never by questions, so they cannot reset",
        ),
        when(
            !base.directory_contacts,
            "reset.directory_contacts",
            "addresses that an operator entered do not count: who proved none is sent away",
        ),
    ]
    .into_iter()
    .flatten()
    .collect()
}

fn questions(config: &Config) -> Vec<Weakness> {
    let of_groups = config.policy.groups.iter().filter_map(|group| group.methods.as_ref());
    let in_use = of_groups.chain([&config.policy.base.methods]).any(|methods| methods.contains(&Method::Questions));
    let asked = config.policy.questions;
    [
        when(
            in_use,
            "reset.methods",
            "questions count as a proof: answers can be found out, above all those of people with a public life, a \
             talkative family or a former partner",
        ),
        when(
            in_use && asked.alone,
            "questions.alone",
            "questions may come first, and alone where one gate is enough: who knows somebody well takes over their account",
        ),
        when(
            in_use && !asked.sticky,
            "questions.sticky",
            "a miss brings other questions: who guesses goes on until they are asked what they know of somebody",
        ),
    ]
    .into_iter()
    .flatten()
    .collect()
}

fn texts(config: &Config) -> Vec<Weakness> {
    let of_groups = config.policy.groups.iter().filter_map(|group| group.methods.as_ref());
    let in_use = of_groups.chain([&config.policy.base.methods]).any(|methods| methods.contains(&Method::Sms));
    [
        when(
            in_use,
            "reset.methods",
            "texts count as a proof: who talks a phone company into moving somebody's number gets their codes (SIM swap)",
        ),
        when(in_use, "reset.methods", "\"sms\" is listed, but nothing here sends texts: it is offered to nobody"),
    ]
    .into_iter()
    .flatten()
    .collect()
}

fn blocks(config: &Config) -> Vec<Weakness> {
    let limits = &config.policy.limits;
    let for_a_day = limits.blocks == Blocks::Day;
    [
        when(
            for_a_day,
            "policy",
            "too many mistakes close every way for 24 hours, mailed codes too: who knows a user ID can keep its owner out, \
             day after day",
        ),
        when(
            for_a_day,
            "policy",
            "guessing ends with the day, and begins again with the next, for ever: who tries every account now and then gets \
             into some of them",
        ),
        when(
            matches!(limits.letters_block, Then::Pause(_)),
            "limits.letters_per_contact",
            "an address that got too many codes gets none for 24 hours: who knows a user ID can use them up before its owner \
             needs one",
        ),
    ]
    .into_iter()
    .flatten()
    .collect()
}

fn passwords(config: &Config) -> Vec<Weakness> {
    let rules = &config.policy.base.password;
    let short = rules.min < 12 || config.policy.groups.iter().any(|group| group.password_min.is_some_and(|min| min < 12));
    [
        when(short, "password.min", "short passwords are allowed: a stolen store gives them away"),
        when(
            rules.classes > 0,
            "password.classes",
            "kinds of characters are asked for: who cannot remember such a password writes it down, and many take Welcome01",
        ),
        when(rules.score < 3, "password.score", "weak passwords are allowed: they can be guessed"),
        when(rules.history == 0, "password.history", "earlier passwords are allowed: one that leaked can come back"),
    ]
    .into_iter()
    .flatten()
    .collect()
}

fn people(config: &Config) -> Vec<Weakness> {
    let desk = &config.organisation.desk;
    let no_desk = [&desk.phone, &desk.address, &desk.hours].into_iter().all(String::is_empty);
    let nameless = config.organisation.name == UNNAMED;
    let unread = config.email.is_some() && desk.email.is_none() && desk.custom.is_none();
    let own_mail = config.email.is_some() && config.organisation.mail_domains.is_empty();
    [
        when(
            nameless,
            "organisation.name",
            "pages and letters do not say whose they are: visitors cannot tell them from a fraud's, and a new password may be built \
             on your real name",
        ),
        when(
            own_mail,
            "organisation.mail_domains",
            "your own mailboxes are not named: people register the one that they cannot read when they forget their password",
        ),
        when(
            no_desk,
            "organisation.desk",
            "nothing is said of a help desk: who cannot get further here learns of nobody to turn to",
        ),
        when(
            unread,
            "organisation.desk.email",
            "requests for help are mailed to nobody: who asks waits until somebody looks at `kiosk admin request list`",
        ),
    ]
    .into_iter()
    .flatten()
    .collect()
}

fn strangers(config: &Config) -> Vec<Weakness> {
    let explains = config.ssh.reveal == Reveal::Explain;
    [
        when(explains, "ssh.reveal", "anybody who reaches the kiosk over SSH finds out who has an account here"),
        when(
            !config.ssh.uncapped.is_empty(),
            "ssh.uncapped",
            "nothing is counted per place for these networks: whoever guesses from there is stopped by the account's limits only",
        ),
    ]
    .into_iter()
    .flatten()
    .collect()
}

fn visitors(config: &Config) -> Vec<Weakness> {
    when(
        config.captcha.open == When::Never,
        "captcha.open",
        "nobody from outside has to show that they are a person: programs try user IDs and use up letters at will",
    )
    .into_iter()
    .collect()
}

fn machine(config: &Config) -> Vec<Weakness> {
    [
        when(
            config.store.plain,
            "store.plain",
            "the database is reached without TLS: who listens on the way reads every password hash",
        ),
        when(config.local.quit, "local.quit", "visitors can end the kiosk, and stand before whatever runs behind it"),
    ]
    .into_iter()
    .flatten()
    .collect()
}
