//! The real program in a real terminal, from outside: what visitors see, what ends it, what is left
//! behind, and what operators are told.

mod canaries;
mod commands;
mod endings;
mod idle;
mod imports;
mod input;
mod kills;
mod linear;
mod looks;
mod memory;
mod outages;
mod policies;
mod requests;
pub mod story;
mod threads;

use kiosk::domain::account::Language;
use kiosk::page::PageId;

use crate::installation::{Installation, NEW, OLD, Person, title};
use crate::mail_server::{MailServer, Offers, can_run};
use crate::terminal::Terminal;
use story::mailing;

const F1: &str = "\x1bOP";
const F2: &str = "\x1bOQ";
const F10: &str = "\x1b[21~";

/// Every page that a lone visitor can come to (`busy` takes several, and `confirm-phone` somebody who sends
/// texts), and whether the authority knows of the visit there.
const PAGES: [(PageId, bool); 35] = [
    (PageId::Start, false),
    (PageId::Identify, false),
    (PageId::SignIn, false),
    (PageId::MyAccount, true),
    (PageId::DoneChange, false),
    (PageId::Methods, true),
    (PageId::AddMethod, true),
    (PageId::ConfirmRemove, true),
    (PageId::DoneRegister, false),
    (PageId::RegisterPrompt, true),
    (PageId::Reconfirm, true),
    (PageId::Goal, true),
    (PageId::ChooseMethod, true),
    (PageId::EnterCode, true),
    (PageId::EnterTotp, true),
    (PageId::AnswerQuestions, true),
    (PageId::EnterRecoveryCode, true),
    (PageId::NewPassword, true),
    (PageId::EndVisit, true),
    (PageId::DoneReset, false),
    (PageId::DoneUnlock, false),
    (PageId::Farewell, false),
    (PageId::Blocked, true),
    (PageId::StopElsewhere, true),
    (PageId::StopDisabled, true),
    (PageId::StopUnregistered, true),
    (PageId::Unavailable, true),
    (PageId::TooSmall, true),
    (PageId::IdleWarning, true),
    (PageId::Help, true),
    (PageId::HelpRequest, false),
    (PageId::HelpSent, true),
    (PageId::ForgotUserId, false),
    (PageId::UserIdSent, true),
    (PageId::Captcha, true),
];

/// So many pages are led to at one terminal: it may ask for twenty people before it is asked for riddles.
const AT_ONE_TERMINAL: usize = 12;

/// Settings under which a lone visitor soon comes to each of them.
const HASTY: &str = "policy = \"classic\"\npassword.classes = 0\ncaptcha.trusted = \"suspicious\"\n\
                     reset.methods = [\"email\", \"totp\", \"questions\", \"recovery_code\"]\n\
                     limits.failures_per_method = \"1 in 1h\"\nlimits.resend_after = \"10min\"\n\
                     session.idle = \"20s\"\nlog.file = \"kiosk.log\"\n";

/// What an operator types for somebody who is to be asked questions.
const ANSWERS: &str = "first-pet\tMinoes\nfirst-car\tFiat Panda\nchildhood-toy\tBobbie\ncity-first-job\tGhent\n\
                       grade-school-teacher\tVermeer\n";

/// Does something in every page, with a kiosk that mails.
fn in_every_page(mut does: impl FnMut(&Installation, PageId, bool)) {
    if !can_run() {
        return;
    }
    let server = MailServer::start(Offers::Plain, "localhost", false);
    for pages in PAGES.chunks(AT_ONE_TERMINAL) {
        let kiosk = mailing(&server, HASTY);
        for (page, known) in pages {
            does(&kiosk, *page, *known);
        }
        assert!(kiosk.is_sound());
    }
}

/// Somebody who comes to `page`, of that name.
fn somebody_for(kiosk: &Installation, page: PageId) -> Person {
    let login = page.name();
    match page {
        PageId::AnswerQuestions => kiosk.add(login, &["--password-stdin", "--questions"], &format!("{OLD}\n{ANSWERS}")),
        PageId::StopElsewhere => kiosk.add(login, &["--managed", "elsewhere"], ""),
        PageId::StopDisabled => kiosk.add(login, &["--disabled"], ""),
        PageId::StopUnregistered => kiosk.add(login, &["--role", "administrator"], ""),
        PageId::MyAccount
        | PageId::DoneChange
        | PageId::Methods
        | PageId::ConfirmRemove
        | PageId::AddMethod
        | PageId::DoneRegister => {
            let person = kiosk.add_known(login);
            kiosk.sql("UPDATE account SET must_change = 0");
            if page == PageId::ConfirmRemove {
                // With a sheet, or the app could not be removed.
                kiosk.sql(
                    "INSERT INTO recovery_code (account_id, mac, created_at) SELECT id, \
                     '0000000000000000000000000000000000000000000000000000000000000000', 1 FROM account \
                     WHERE login = 'confirm-remove'",
                );
            }
            person
        }
        PageId::RegisterPrompt | PageId::Reconfirm => {
            let person = kiosk.add_known(login);
            // Long there, and nothing is left of what the one could prove.
            kiosk.sql("UPDATE account SET must_change = 0, created_at = 1 WHERE login IN ('register-prompt', 'reconfirm')");
            kiosk.sql("DELETE FROM totp WHERE account_id IN (SELECT id FROM account WHERE login = 'register-prompt')");
            kiosk.sql("DELETE FROM contact WHERE account_id IN (SELECT id FROM account WHERE login = 'register-prompt')");
            person
        }
        PageId::Unavailable => {
            let person = kiosk.add_known(login);
            kiosk.sql("UPDATE account SET role = 'lost' WHERE login = 'unavailable'");
            person
        }
        PageId::DoneUnlock => {
            let person = kiosk.add_known(login);
            kiosk.sql("UPDATE account SET locked_until = 9000000000000 WHERE login = 'done-unlock'");
            person
        }
        PageId::EnterRecoveryCode => {
            let person = kiosk.add_known(login);
            // A sheet nobody has: it is not typed here.
            kiosk.sql(
                "INSERT INTO recovery_code (account_id, mac, created_at) SELECT id, \
                 '0000000000000000000000000000000000000000000000000000000000000000', 1 FROM account \
                 WHERE login = 'enter-recovery-code'",
            );
            person
        }
        _ => kiosk.add_known(login),
    }
}

/// Waits for `page` in English.
fn see(terminal: &mut Terminal, page: PageId) {
    match page {
        // Their titles are what can be done on other pages.
        PageId::StopElsewhere => terminal.wait_for("We cannot reset your password here"),
        PageId::MyAccount => terminal.wait_for("What would you like to do?"),
        // Their other ways are open.
        PageId::Blocked => terminal.wait_for("Take another way for now"),
        page => terminal.wait_for(&title(page, Language::English)),
    }
}

/// A terminal at which `person` signed in with a password that an operator chose, and is asked for one of their own.
fn at_own_password(kiosk: &Installation, person: &Person) -> Terminal {
    let mut terminal = kiosk.run(&[], 80, 24);
    lead_to(&mut terminal, PageId::SignIn, person);
    terminal.press(&format!("{}\r{OLD}\r", person.login));
    see(&mut terminal, PageId::NewPassword);
    terminal
}

/// Asks for people whom nobody knows, until a person is asked for: at the twenty-first in ten minutes.
fn look_suspicious(terminal: &mut Terminal) {
    let captcha = title(PageId::Captcha, Language::English);
    for number in 0..=20 {
        terminal.press(&format!("\x15nobody-{number}\r"));
        let unknown = format!("\"nobody-{number}\"");
        terminal.wait_until(&unknown, |terminal| [&unknown, &captcha].iter().any(|text| terminal.shown().contains(*text)));
        if terminal.shown().contains(&captcha) {
            return;
        }
    }
}

/// Presses the number of the choice that says `words`.
pub fn pick(terminal: &mut Terminal, words: &str) {
    terminal.wait_for(words);
    let shown = terminal.shown();
    let choice = shown.lines().find(|line| line.contains(words)).unwrap();
    terminal.press(choice.split_whitespace().find(|word| word.parse::<usize>().is_ok()).unwrap());
}

/// What the choice says that leads to `page`.
fn way_to(page: PageId) -> &'static str {
    match page {
        PageId::EnterCode => "Email my alternate email",
        PageId::AnswerQuestions => "Answer my security questions",
        PageId::EnterRecoveryCode => "sheet of recovery codes",
        PageId::ConfirmRemove => "Authenticator app (",
        PageId::AddMethod => "Add another authenticator app",
        _ => "authenticator app",
    }
}

/// Goes from the start page to `page`, as `person`.
fn lead_to(terminal: &mut Terminal, page: PageId, person: &Person) {
    let step = |terminal: &mut Terminal, before: PageId, keys: &str| {
        lead_to(terminal, before, person);
        terminal.press(keys);
    };
    match page {
        PageId::Identify => step(terminal, PageId::Start, "1"),
        PageId::Captcha => {
            lead_to(terminal, PageId::Identify, person);
            look_suspicious(terminal);
        }
        PageId::Goal => step(terminal, PageId::Identify, &format!("{}\r", person.login)),
        PageId::ChooseMethod => step(terminal, PageId::Goal, "1"),
        PageId::EnterCode | PageId::EnterTotp | PageId::AnswerQuestions | PageId::EnterRecoveryCode => {
            lead_to(terminal, PageId::ChooseMethod, person);
            pick(terminal, way_to(page));
        }
        PageId::NewPassword => step(terminal, PageId::EnterTotp, &format!("{}\r", person.code())),
        PageId::DoneReset => step(terminal, PageId::NewPassword, &format!("{NEW}\r{NEW}\r")),
        PageId::DoneUnlock => {
            step(terminal, PageId::Goal, "2");
            see(terminal, PageId::ChooseMethod);
            pick(terminal, way_to(PageId::EnterTotp));
            see(terminal, PageId::EnterTotp);
            terminal.press(&format!("{}\r", person.code()));
        }
        PageId::SignIn => step(terminal, PageId::Start, "3"),
        PageId::MyAccount | PageId::RegisterPrompt | PageId::Reconfirm => {
            step(terminal, PageId::SignIn, &format!("{}\r{OLD}\r", person.login));
        }
        PageId::DoneChange => {
            step(terminal, PageId::MyAccount, "1");
            see(terminal, PageId::NewPassword);
            terminal.press(&format!("{NEW}\r{NEW}\r"));
        }
        PageId::Methods => {
            step(terminal, PageId::MyAccount, "2");
            see(terminal, PageId::ChooseMethod);
            terminal.press("1");
            see(terminal, PageId::EnterTotp);
            terminal.press(&format!("{}\r", person.code()));
            // Before the list comes, its title does.
            terminal.wait_for("Finish");
        }
        PageId::ConfirmRemove | PageId::AddMethod => {
            lead_to(terminal, PageId::Methods, person);
            pick(terminal, way_to(page));
        }
        PageId::DoneRegister => {
            step(terminal, PageId::Methods, &format!("{}\r", "\x1b[Z".repeat(6)));
        }
        PageId::EndVisit => step(terminal, PageId::ChooseMethod, F10),
        PageId::Help => step(terminal, PageId::ChooseMethod, F1),
        PageId::Farewell => step(terminal, PageId::EndVisit, "\t\r"),
        PageId::Blocked => step(terminal, PageId::EnterTotp, "000000\r"),
        PageId::StopElsewhere | PageId::StopDisabled | PageId::StopUnregistered | PageId::Unavailable => {
            step(terminal, PageId::Identify, &format!("{}\r", person.login));
        }
        PageId::TooSmall => {
            lead_to(terminal, PageId::ChooseMethod, person);
            terminal.resize(39, 11);
        }
        PageId::IdleWarning => lead_to(terminal, PageId::ChooseMethod, person),
        // From the start: twenty user IDs in ten minutes, and a person is asked for.
        PageId::HelpRequest => step(terminal, PageId::Start, "4"),
        PageId::HelpSent => step(terminal, PageId::HelpRequest, &format!("{}\r\r", person.login)),
        PageId::ForgotUserId => step(terminal, PageId::Identify, "\t\t\t\r"),
        PageId::UserIdSent => step(terminal, PageId::ForgotUserId, "nobody@example.org\r"),
        // Nothing sends texts outside the demo, and nobody pastes in the hall: nobody comes there.
        PageId::Start | PageId::Busy | PageId::ConfirmPhone | PageId::SignKey => {}
    }
    see(terminal, page);
}
