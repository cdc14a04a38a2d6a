//! Letters over a real conversation with a real mail server: what arrives, and what must not.

use std::net::TcpListener;
use std::time::Duration;

use kiosk::config::{EmailSettings, MailLogin, MailTls};
use kiosk::delivery::letter::help::HelpLetter;
use kiosk::delivery::letter::user_id::UserIdLetter;
use kiosk::delivery::letter::{CodeErrand, CodeLetter, Letter, NoticeLetter};
use kiosk::delivery::smtp::{CONVERSATION, Smtp};
use kiosk::delivery::{Failure, Mail, Post};
use kiosk::domain::account::{Address, Language};
use kiosk::domain::code::Tag;
use kiosk::domain::id::LetterId;
use kiosk::domain::organisation::{Desk, Organisation};
use kiosk::domain::outcome::Done;
use kiosk::domain::place::Place;
use kiosk::domain::secret::Secret;
use kiosk::domain::time::{Moment, Span};
use kiosk::texts::Zone;
use mail_parser::{Address as Addresses, Message, MessageParser};

use crate::mail_server::{MailServer, Offers, PASSWORD, USER, can_run};

pub fn settings(port: u16, tls: MailTls) -> EmailSettings {
    EmailSettings {
        server: "localhost".to_owned(),
        port,
        tls,
        login: None,
        from: address("kiosk@contoso.com"),
        from_name: String::new(),
        ca_file: None,
        give_up: Span::hours(24),
    }
}

fn address(text: &str) -> Address {
    Address::parse(text).expect("an address")
}

fn house() -> Organisation {
    Organisation {
        name: "Müller & Søn".to_owned(),
        example_login: "alain@contoso.com".to_owned(),
        desk: Desk { phone: "100".to_owned(), ..Desk::default() },
        mail_domains: vec!["contoso.com".to_owned()],
        timezone: "Europe/Amsterdam".to_owned(),
        country: None,
        place: "Hal B".to_owned(),
    }
}

fn code_mail(to: &str) -> Mail {
    let letter = Letter::Code(CodeLetter {
        language: Language::Dutch,
        name: "Zoë Ångström-Łukasiewicz van 't Veld".to_owned(),
        place: Place::Terminal("Hal B".to_owned()),
        code: Secret::new("042917".to_owned()),
        tag: Tag::from_number(1),
        minutes: 10,
        errand: CodeErrand::Account,
        at: None,
    });
    letter.written(&house(), &Zone::utc(), &LetterId::from_stored("01LETTER".to_owned()), &address(to))
}

async fn send(settings: &EmailSettings, mail: &Mail) -> Result<(), Failure> {
    let smtp = Smtp::new(settings, CONVERSATION).expect("sound settings");
    Post::Smtp(Box::new(smtp)).send(mail).await
}

fn later(outcome: Result<(), Failure>) -> String {
    match outcome {
        Err(Failure::Later(cause)) => cause,
        other => panic!("{other:?}"),
    }
}

fn never(outcome: Result<(), Failure>) -> String {
    match outcome {
        Err(Failure::Never(cause)) => cause,
        other => panic!("{other:?}"),
    }
}

fn mailbox<'m>(addresses: Option<&'m Addresses<'m>>) -> (&'m str, &'m str) {
    let one = addresses.and_then(Addresses::first).expect("one mailbox");
    (one.name().unwrap_or_default(), one.address().expect("an address"))
}

fn body(message: &Message<'_>) -> String {
    message.body_text(0).expect("a text").replace("\r\n", "\n")
}

#[tokio::test]
async fn names_and_texts_of_every_language_arrive_intact() {
    if !can_run() {
        return;
    }
    let server = MailServer::start(Offers::Plain, "localhost", false);
    let mail = code_mail("zoe@example.org");
    send(&settings(server.port(), MailTls::None), &mail).await.expect("sent");
    let delivered = server.delivered();
    let message = MessageParser::default().parse(&delivered).expect("a message");
    assert_eq!(mailbox(message.from()), ("Wachtwoordkiosk namens Müller & Søn", "kiosk@contoso.com"));
    assert_eq!(mailbox(message.to()), ("Zoë Ångström-Łukasiewicz van 't Veld", "zoe@example.org"));
    assert_eq!(message.subject(), Some(mail.subject.as_str()));
    assert_eq!(body(&message).trim_end(), mail.body.expose().trim_end());
    assert!(body(&message).contains("Hebt u niet om een code gevraagd?") && body(&message).contains("één"));
    assert_eq!(message.message_id(), Some("01LETTER@contoso.com"));
    assert_eq!(message.header_raw("Auto-Submitted").map(str::trim), Some("auto-generated"));
}

#[tokio::test]
async fn a_letter_tried_twice_is_the_same_letter() {
    if !can_run() {
        return;
    }
    let server = MailServer::start(Offers::Plain, "localhost", false);
    for _ in 0..2 {
        send(&settings(server.port(), MailTls::None), &code_mail("zoe@example.org")).await.expect("sent");
    }
    assert_eq!(server.delivered().matches("Message-ID: <01LETTER@contoso.com>").count(), 2);
}

#[tokio::test]
async fn a_hostile_name_becomes_no_header() {
    if !can_run() {
        return;
    }
    let server = MailServer::start(Offers::Plain, "localhost", false);
    let hostile = "Ada\r\nBcc: thief@example.org\r\n\r\n.\r\nRCPT TO:<thief@example.org>".to_owned();
    let letter = Letter::Notice(NoticeLetter {
        done: Done::Reset,
        language: Language::English,
        name: hostile.clone(),
        place: Place::Terminal(hostile.clone()),
        login: hostile.clone(),
        at: Moment::from_millis(0),
    });
    let house = Organisation { name: hostile.clone(), ..house() };
    let written = letter.written(&house, &Zone::utc(), &LetterId::from_stored("L".to_owned()), &address("ada@example.org"));
    // Also as if nothing had been cleaned on the way.
    let raw = Mail {
        to_name: hostile.clone(),
        from_name: hostile.clone(),
        subject: hostile.clone(),
        body: Secret::new(hostile),
        ..code_mail("ada@example.org")
    };
    for mail in [&written, &raw] {
        send(&settings(server.port(), MailTls::None), mail).await.expect("sent");
    }
    let delivered = server.delivered();
    assert_eq!(delivered.matches("Message-ID:").count(), 2, "two letters and not one more");
    let second =
        delivered.find("Message-ID: <01LETTER").and_then(|at| delivered.get(..at)?.rfind("Received: ")).expect("the second");
    for text in [&delivered[..second], &delivered[second..]] {
        let message = MessageParser::default().parse(text).expect("a message");
        assert_eq!(message.bcc(), None);
        assert_eq!(message.to().map(|to| to.iter().count()), Some(1));
        assert_eq!(mailbox(message.to()).1, "ada@example.org");
    }
}

/// What the desk and whoever forgot their user ID are written: whole, and with nothing that can be followed.
#[tokio::test]
async fn letters_about_help_arrive_intact_and_hold_no_link() {
    if !can_run() {
        return;
    }
    let server = MailServer::start(Offers::Plain, "localhost", false);
    let help = Letter::Help(HelpLetter {
        language: Language::Dutch,
        number: 481_927,
        at: Moment::from_millis(1_795_183_500_000),
        place: Place::Ssh { host: "Hal B".to_owned(), from: None },
        person: Some(("zoë".to_owned(), "Zoë Ångström-Łukasiewicz".to_owned())),
        page: "stop-unregistered".to_owned(),
        support: "7QXK-2M9D".to_owned(),
        spoken: Language::English,
        has_words: true,
    });
    let user_id = Letter::UserId(UserIdLetter {
        language: Language::English,
        name: String::new(),
        place: Place::Terminal("Hal B".to_owned()),
        logins: vec!["zoë".to_owned(), "иван".to_owned()],
    });
    let told: [(&Letter, &str, &[&str]); 2] = [
        (
            &help,
            "desk@contoso.com",
            &["Zoë Ångström-Łukasiewicz", "481 927", "481927", "Hal B, via SSH", "verifiëren", "7QXK-2M9D"],
        ),
        (&user_id, "shared@example.org", &["\n\nzoë\n\nиван\n\n", "user IDs", "Hal B"]),
    ];
    for (number, (letter, to, parts)) in (1..).zip(told) {
        let mail = letter.written(&house(), &Zone::utc(), &LetterId::from_stored("L".to_owned()), &address(to));
        send(&settings(server.port(), MailTls::None), &mail).await.expect("sent");
        let delivered = server.wait_for_letters(number);
        let start = delivered.rfind("Received: ").expect("a letter");
        let message = MessageParser::default().parse(&delivered[start..]).expect("a message");
        assert_eq!((mailbox(message.to()).1, message.subject()), (to, Some(mail.subject.as_str())));
        let body = body(&message);
        for part in parts {
            assert!(body.contains(part), "{part} in {body}");
        }
        assert!(!body.contains("://") && !body.contains("www.") && !body.contains("http"), "{body}");
        let back = Letter::from_payload(&letter.to_payload()).expect("a letter");
        assert_eq!(back.to_payload().expose(), letter.to_payload().expose());
    }
}

#[tokio::test]
async fn encrypted_letters_arrive_where_the_certificate_is_known() {
    if !can_run() {
        return;
    }
    for (offers, tls) in [(Offers::Starttls, MailTls::Starttls), (Offers::Implicit, MailTls::Implicit)] {
        let server = MailServer::start(offers, "localhost", false);
        let settings = EmailSettings { ca_file: Some(server.ca_file()), ..settings(server.port(), tls) };
        send(&settings, &code_mail("zoe@example.org")).await.expect("sent");
        assert!(server.delivered().contains("with esmtps"));
    }
}

#[tokio::test]
async fn a_wrong_certificate_ends_the_conversation() {
    if !can_run() {
        return;
    }
    for (offers, tls) in [(Offers::Starttls, MailTls::Starttls), (Offers::Implicit, MailTls::Implicit)] {
        let unknown = MailServer::start(offers, "localhost", false);
        let cause = later(send(&settings(unknown.port(), tls), &code_mail("zoe@example.org")).await);
        assert!(cause.contains("UnknownIssuer"), "{cause}");
        assert_eq!(unknown.delivered(), "");

        let other = MailServer::start(offers, "elsewhere.test", false);
        let trusting = EmailSettings { ca_file: Some(other.ca_file()), ..settings(other.port(), tls) };
        let cause = later(send(&trusting, &code_mail("zoe@example.org")).await);
        assert!(cause.contains("not valid for name"), "{cause}");
        assert_eq!(other.delivered(), "");
    }
}

#[tokio::test]
async fn a_server_without_tls_gets_nothing_where_tls_is_asked_for() {
    if !can_run() {
        return;
    }
    let server = MailServer::start(Offers::Plain, "localhost", false);
    later(send(&settings(server.port(), MailTls::Starttls), &code_mail("zoe@example.org")).await);
    assert_eq!(server.delivered(), "");
}

#[tokio::test]
async fn a_login_opens_the_server_and_a_wrong_one_is_tried_again() {
    if !can_run() {
        return;
    }
    let server = MailServer::start(Offers::Starttls, "localhost", true);
    let with = |password: &str| EmailSettings {
        ca_file: Some(server.ca_file()),
        login: Some(MailLogin { user: USER.to_owned(), password: Secret::new(password.to_owned()) }),
        ..settings(server.port(), MailTls::Starttls)
    };
    send(&with(PASSWORD), &code_mail("zoe@example.org")).await.expect("sent");
    let cause = later(send(&with("hunter2"), &code_mail("zoe@example.org")).await);
    assert!(cause.contains("535") && !cause.contains("hunter2"), "{cause}");
    assert_eq!(server.delivered().matches("with esmtpsa").count(), 1);
}

#[tokio::test]
async fn refusals_for_good_and_for_now_are_told_apart() {
    if !can_run() {
        return;
    }
    let server = MailServer::start(Offers::Plain, "localhost", false);
    let settings = settings(server.port(), MailTls::None);
    let cause = never(send(&settings, &code_mail("gone@example.org")).await);
    assert!(cause.contains("550") && cause.contains("no such person"), "{cause}");
    let cause = later(send(&settings, &code_mail("later@example.org")).await);
    assert!(cause.contains("451"), "{cause}");
    for mail in [code_mail("gone@example.org"), code_mail("later@example.org")] {
        let cause = send(&settings, &mail).await.expect_err("refused").to_string();
        assert!(!cause.contains("042") && !cause.contains("917"), "{cause}");
    }
    assert_eq!(server.delivered(), "");
}

#[tokio::test]
async fn a_server_that_is_gone_hangs_up_or_is_silent_is_tried_again() {
    let listener = TcpListener::bind("127.0.0.1:0").expect("a port");
    let port = listener.local_addr().expect("an address").port();

    let impatient = Smtp::new(&settings(port, MailTls::None), Duration::from_millis(50)).expect("sound settings");
    let silent = impatient.send(&code_mail("zoe@example.org")).await;
    assert_eq!(silent, Err(Failure::Later("the mail server does not answer".to_owned())));

    let hanging_up = std::thread::spawn(move || {
        // The one that was silent, then the one that is hung up on.
        for _ in 0..2 {
            drop(listener.accept());
        }
    });
    later(send(&settings(port, MailTls::None), &code_mail("zoe@example.org")).await);
    hanging_up.join().expect("joined");
    later(send(&settings(port, MailTls::None), &code_mail("zoe@example.org")).await);
}

#[tokio::test]
async fn nothing_goes_unencrypted_to_another_machine() {
    let elsewhere = EmailSettings { server: "192.0.2.1".to_owned(), ..settings(25, MailTls::None) };
    let cause = later(send(&elsewhere, &code_mail("zoe@example.org")).await);
    assert!(cause.contains("another machine"), "{cause}");
}

#[tokio::test]
async fn without_a_server_letters_wait_and_in_the_demo_they_are_shown() {
    later(Post::Off.send(&code_mail("zoe@example.org")).await);
    let (screen, mut inbox) = tokio::sync::mpsc::channel(1);
    Post::Screen(screen).send(&code_mail("zoe@example.org")).await.expect("shown");
    assert_eq!(inbox.recv().await.map(|mail| mail.to), Some(address("zoe@example.org")));
}
