//! Letters as they are read: what stands in them, and nowhere else.

use super::*;

fn house() -> Organisation {
    Organisation {
        name: "Contoso".to_owned(),
        example_login: "alain@contoso.com".to_owned(),
        desk: Desk { phone: "100".to_owned(), address: String::new(), hours: "9-17".to_owned(), ..Desk::default() },
        mail_domains: vec!["contoso.com".to_owned()],
        timezone: "Europe/Amsterdam".to_owned(),
        country: None,
        place: "the courier's own place".to_owned(),
    }
}

fn code(language: Language) -> Letter {
    Letter::Code(CodeLetter {
        language,
        name: "Zoë \"Zo\" de Vries".to_owned(),
        place: Place::Terminal("Hall B".to_owned()),
        code: Secret::new("042917".to_owned()),
        tag: Tag::from_number(1),
        minutes: 10,
        errand: CodeErrand::Account,
        at: Some(Moment::from_millis(1_795_179_900_000)),
    })
}

fn reset(language: Language) -> Letter {
    Letter::Notice(NoticeLetter {
        done: Done::Reset,
        language,
        name: "Ada".to_owned(),
        place: Place::Terminal("Hall B".to_owned()),
        login: "ada@contoso.com".to_owned(),
        at: Moment::from_millis(1_795_183_500_000),
    })
}

fn explain(reason: &str) -> Letter {
    Letter::Explain(ExplainLetter {
        language: Language::English,
        name: "Ada".to_owned(),
        place: Place::Terminal("Hall B".to_owned()),
        reason: reason.to_owned(),
    })
}

fn written(letter: &Letter) -> Mail {
    written_by(&house(), letter)
}

fn written_by(house: &Organisation, letter: &Letter) -> Mail {
    let zone = Zone::named("Europe/Amsterdam").expect("a zone");
    let to = Address::parse("ada@example.org").expect("an address");
    letter.written(house, &zone, &LetterId::from_stored("L1".to_owned()), &to)
}

#[test]
fn a_letter_comes_back_from_its_payload_as_it_was() {
    for letter in [code(Language::Dutch), reset(Language::English), explain("elsewhere")] {
        let back = Letter::from_payload(&letter.to_payload()).expect("a letter");
        assert_eq!(back.to_payload().expose(), letter.to_payload().expose());
        assert_eq!(written(&back).body.expose(), written(&letter).body.expose());
    }
    for foreign in ["", "{}", "{\"kind\":\"code\"}", "[]"] {
        assert!(Letter::from_payload(&Secret::new(foreign.to_owned())).is_none(), "{foreign}");
    }
}

#[test]
fn whoever_came_over_ssh_is_said_to_have() {
    let place = Place::Ssh { host: "kiosk1".to_owned(), from: Some("192.0.2.7".to_owned()) };
    for (language, said) in [(Language::English, "over SSH, kiosk1"), (Language::Dutch, "via SSH, kiosk1")] {
        let Letter::Code(code) = code(language) else { panic!("a code") };
        let Letter::Notice(notice) = reset(language) else { panic!("a reset letter") };
        let Letter::Explain(why) = explain("elsewhere") else { panic!("an explanation") };
        let (name, logins) = (String::new(), vec!["ada".to_owned()]);
        for letter in [
            Letter::Code(CodeLetter { place: place.clone(), ..code }),
            Letter::Notice(NoticeLetter { place: place.clone(), ..notice }),
            Letter::Explain(ExplainLetter { place: place.clone(), language, ..why }),
            Letter::UserId(UserIdLetter { place: place.clone(), language, name, logins }),
        ] {
            let back = Letter::from_payload(&letter.to_payload()).expect("a letter");
            let body = written(&back).body;
            assert!(body.expose().contains(said) && !body.expose().contains("192.0.2.7"), "{}", body.expose());
        }
    }
}

/// Before terminals could stand open too, the standing alone told where somebody had asked for help.
#[test]
fn an_older_request_for_help_says_where_it_came_from() {
    for (standing, said) in [("trusted", "Hall B, at a terminal"), ("open", "Hall B, over SSH")] {
        let older = format!(
            "{{\"kind\":\"help\",\"language\":\"en\",\"number\":7,\"at\":1,\"place\":\"Hall B\",\"standing\":\"{standing}\",\
             \"person\":null,\"page\":\"start\",\"support\":\"7QXK2M9\",\"spoken\":\"en\",\"has_words\":false}}"
        );
        let body = written(&Letter::from_payload(&Secret::new(older)).expect("a letter")).body;
        assert!(body.expose().contains(said), "{}", body.expose());
    }
}

#[test]
fn a_code_stands_in_the_body_and_nowhere_else() {
    for language in Language::ALL {
        let mail = written(&code(language));
        assert!(mail.body.expose().contains("042 917") && mail.body.expose().contains("Hall B"));
        let shown = format!("{mail:?}{:?}", code(language));
        assert!(!shown.contains("042") && !shown.contains("917"), "{shown}");
        assert!(mail.subject.contains('B') && !mail.subject.contains("042"));
    }
}

/// Two visits may each have sent a "code B".
#[test]
fn a_code_says_when_it_was_asked_for_and_that_the_newest_counts() {
    for (language, when, newest) in [
        (Language::English, "20 November 2026, 14:05", "only the newest letter works"),
        (Language::Dutch, "20 november 2026, 14:05", "werkt alleen de nieuwste brief"),
    ] {
        for errand in CodeErrand::ALL {
            let Letter::Code(plain) = code(language) else { panic!("a code") };
            let letter = Letter::Code(CodeLetter { errand, ..plain });
            let body = written(&letter).body;
            assert!(body.expose().contains(when) && body.expose().contains(newest), "{}", body.expose());
            assert!(!letter.texted(&house(), &Zone::utc()).is_some_and(|text| text.expose().contains("2026")), "it is one text");
        }
    }
    let Letter::Code(plain) = code(Language::English) else { panic!("a code") };
    let older = written(&Letter::Code(CodeLetter { at: None, ..plain })).body;
    assert!(older.expose().contains("042 917") && !older.expose().contains("newest"), "{}", older.expose());
}

#[test]
fn an_explanation_says_why_no_code_comes() {
    let reasons = ["elsewhere", "account-off", "not-for-this-person", "unregistered", "no-channel"];
    let mut bodies: Vec<String> = reasons.iter().map(|reason| written(&explain(reason)).body.expose().to_owned()).collect();
    assert!(bodies.iter().all(|body| body.contains("Hall B") && body.contains("100")));
    bodies.dedup();
    assert_eq!(bodies.len(), reasons.len(), "each has its own reason");
    assert!(bodies.iter().all(|body| body.contains("a code to get into your account at Contoso (Hall B)")), "{bodies:?}");
}

#[test]
fn a_notice_says_when_where_and_whom_to_call() {
    let body = written(&reset(Language::Dutch)).body;
    for part in ["ada@contoso.com", "Hall B", "november 2026, ", "Was u dit niet?", "100", "9-17"] {
        assert!(body.expose().contains(part), "{part} in {}", body.expose());
    }
    assert!(!body.expose().contains("Adres"), "an empty line of the desk is left out");
}

#[test]
fn letters_come_in_the_name_of_the_organisation() {
    assert_eq!(written(&reset(Language::English)).from_name, "Password kiosk on behalf of Contoso");
    assert_eq!(written(&reset(Language::Dutch)).from_name, "Wachtwoordkiosk namens Contoso");
}

#[test]
fn a_hostile_name_stays_on_its_line() {
    let Letter::Notice(plain) = reset(Language::English) else { panic!("a reset letter") };
    let hostile = "Ada\r\nBcc: x@example.org\u{202e}".to_owned();
    let mail = written(&Letter::Notice(NoticeLetter { name: hostile.clone(), login: hostile, ..plain }));
    assert_eq!(mail.to_name, "Ada Bcc: x@example.org");
    assert!(!mail.body.expose().contains("\nBcc") && !mail.body.expose().contains('\r'));
}

/// Every letter to people, and every text: whoever has no help desk sends nobody there.
#[test]
fn nobody_is_written_to_turn_to_a_desk_that_there_is_none_of() {
    let without = Organisation { desk: Desk::default(), ..house() };
    for language in Language::ALL {
        let Letter::Code(plain) = code(language) else { panic!("a code") };
        let registration = RegistrationLetter {
            what: crate::domain::registration::Changed::AppAdded,
            language,
            name: "Ada".to_owned(),
            place: Place::Terminal("Hall B".to_owned()),
            login: "ada".to_owned(),
            mask: String::new(),
            at: Moment::from_millis(1_795_183_500_000),
        };
        let settings = CodeLetter { errand: CodeErrand::Settings, ..plain };
        let mut letters = vec![Letter::Code(settings), reset(language), Letter::Registration(registration)];
        for reason in ["account-off", "not-for-this-person", "unregistered", "no-channel"] {
            let Letter::Explain(plain) = explain(reason) else { panic!("an explanation") };
            letters.push(Letter::Explain(ExplainLetter { language, ..plain }));
        }
        let (desk, administrator) = match language {
            Language::English => ("help desk", "an administrator"),
            Language::Dutch => ("helpdesk", "een beheerder"),
        };
        for letter in &letters {
            let (with, alone) = (written_by(&house(), letter).body, written_by(&without, letter).body);
            assert!(with.expose().contains(&format!(" {desk}")), "{}", with.expose());
            let is_alone = !alone.expose().to_lowercase().contains(desk) && alone.expose().contains(administrator);
            assert!(is_alone, "{}", alone.expose());
        }
        let Letter::Explain(plain) = explain("unregistered") else { panic!("an explanation") };
        let text = Letter::Explain(ExplainLetter { language, ..plain }).texted(&without, &Zone::utc()).expect("a text");
        assert!(text.expose().contains(administrator) && text.expose().chars().count() <= 160, "{}", text.expose());
    }
}
