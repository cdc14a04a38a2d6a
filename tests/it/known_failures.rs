//! What went wrong in other programs of this kind and has no other home here, each with the sentence that
//! says what failed where.

use std::fs;
use std::path::Path;
use std::time::Duration;

use kiosk::config::StoreSettings;
use kiosk::domain::account::{Address, Language};
use kiosk::domain::id::ContactId;
use kiosk::domain::limit::Ceiling;
use kiosk::domain::method::{Gate, Method};
use kiosk::domain::outcome::{Answered, Opened, QuestionSet, QuestionsAnswered, ResetAnswer, Way};
use kiosk::domain::password::Complaint;
use kiosk::domain::policy::{Limits, Policy};
use kiosk::domain::proof::answers::GivenAnswer;
use kiosk::domain::secret::Secret;
use kiosk::flow::event::Event;
use kiosk::input::{Input, Key};
use kiosk::page::PageId;
use kiosk::service::Seat;
use kiosk::service::hashing::HashingCost;

use crate::limits::{offers, opened, seat, twin};
use crate::support::{Kiosk, LOWEST_COST, Making, OLD_PASSWORD, Person, Sitting, code_in, policy};

fn secret(text: &str) -> Secret {
    Secret::new(text.to_owned())
}

/// A visit that passed its first gate by the app, and the questions it is asked then.
async fn asked(kiosk: &Kiosk) -> (Seat, QuestionSet) {
    let seat = seat(kiosk);
    let app = opened(kiosk, &seat, "ada", Gate::First, Method::Totp).await;
    assert!(matches!(kiosk.service.answer(&seat, app, &secret(&kiosk.totp())).await, Ok(Answered::Proved { .. })));
    let (account, _) = offers(kiosk, &seat, "ada").await;
    match kiosk.service.open(&seat, &account, Gate::Second, &Way::Questions { first: false }).await {
        Ok(Opened::Questions(asked)) => (seat, asked),
        other => panic!("{other:?}"),
    }
}

fn copied(asked: &QuestionSet) -> QuestionSet {
    QuestionSet { challenge: twin(&asked.challenge), questions: asked.questions.clone() }
}

/// An empty submit got past a stage (authentik CVE-2026-49448).
#[tokio::test]
async fn nothing_blank_or_repeated_answers_anything() {
    let plenty = |ceiling: Ceiling| Ceiling { failures: 100, ..ceiling };
    let limits = Limits { method: plenty(Limits::MODERN.method), account: plenty(Limits::MODERN.account), ..Limits::MODERN };
    let kiosk = Kiosk::made(Making { policy: Policy { limits, ..policy() }, ..Making::default() }).await;
    kiosk.add(Person::named("ada").email("ada@example.org").totp().questions().group("two")).await;
    let (at, set) = asked(&kiosk).await;
    let given = |texts: &[&str]| -> Vec<GivenAnswer> {
        let answers = set.questions.iter().cycle().zip(texts);
        answers.map(|(asked, text)| GivenAnswer { to: asked.answer.clone(), typed: secret(text) }).collect()
    };
    for texts in [&[][..], &[""], &["", "", ""], &[" ", " ", " "], &["", "", "", "", ""]] {
        let answer = kiosk.service.answer_questions(&at, copied(&set), given(texts)).await;
        // Were the set dead or blocked, nothing more would be looked at.
        assert!(matches!(answer, Ok(QuestionsAnswered::Wrong(_))), "{texts:?}: {answer:?}");
    }
    for (method, typed) in [(Method::Email, ["", " ", "- -"]), (Method::Totp, ["", "      ", "-"])] {
        let visit = seat(&kiosk);
        let mut challenge = opened(&kiosk, &visit, "ada", Gate::First, method).await;
        for text in typed {
            match kiosk.service.answer(&visit, challenge, &secret(text)).await {
                Ok(Answered::Wrong { challenge: back, .. }) => challenge = back,
                other => panic!("{method:?} {text:?}: {other:?}"),
            }
        }
    }
    assert_eq!(kiosk.audited("gate-passed").await, 1, "the app's alone");
}

/// A result that was none was taken for a good one (LTB CVE-2018-12421): whatever the store lost or somebody
/// emptied there, proves nothing.
#[tokio::test]
async fn what_the_store_lost_is_not_verified() {
    let damages = [
        "UPDATE challenge SET code_mac = NULL",
        "UPDATE challenge SET code_mac = ''",
        "UPDATE challenge SET code_mac = '00'",
        "UPDATE challenge SET account_id = NULL",
        "UPDATE challenge SET account_id = ''",
        "UPDATE challenge SET method = ''",
        "UPDATE challenge SET state = ''",
        "UPDATE challenge SET state = 'dropped'",
        "UPDATE challenge SET expires_at = 0",
        "UPDATE challenge SET max_tries = 0",
        "UPDATE challenge SET subject = ''",
        "UPDATE totp SET seed = ''",
        "DELETE FROM totp",
        "DELETE FROM challenge",
        "DROP TABLE counter",
        "DROP TABLE challenge",
        "ALTER TABLE audit RENAME TO lost",
    ];
    for damage in damages {
        for method in [Method::Email, Method::Totp] {
            let kiosk = Kiosk::new().await;
            kiosk.add(Person::named("ada").email("ada@example.org").totp()).await;
            let seat = seat(&kiosk);
            let challenge = opened(&kiosk, &seat, "ada", Gate::First, method).await;
            let right = if method == Method::Email { kiosk.code().await } else { kiosk.totp() };
            kiosk.sql(damage).await;
            let concerns_other = damage.contains("code_mac") && method == Method::Totp && damage.ends_with("NULL")
                || damage.contains("totp") && method == Method::Email;
            if concerns_other {
                continue;
            }
            for typed in [right.as_str(), "", "000000"] {
                let answer = kiosk.service.answer(&seat, twin(&challenge), &secret(typed)).await;
                assert!(!matches!(answer, Ok(Answered::Proved { .. })), "{damage}, {method:?}, {typed:?}: {answer:?}");
            }
        }
    }
}

#[tokio::test]
async fn an_answer_that_the_store_lost_is_not_verified() {
    for damage in
        ["UPDATE answer SET hash = ''", "UPDATE answer SET hash = 'x'", "UPDATE answer SET version = 0", "DELETE FROM answer"]
    {
        let kiosk = Kiosk::new().await;
        kiosk.add(Person::named("ada").totp().questions().group("two")).await;
        let (visit, set) = asked(&kiosk).await;
        kiosk.sql(damage).await;
        for text in ["", "Ghent", "x"] {
            let all = set.questions.iter().map(|asked| GivenAnswer { to: asked.answer.clone(), typed: secret(text) });
            let answer = kiosk.service.answer_questions(&visit, copied(&set), all.collect()).await;
            assert!(!matches!(answer, Ok(QuestionsAnswered::Proved { .. })), "{damage}: {answer:?}");
        }
    }
}

/// A list of addresses was taken for one, and the letter went to the last of them (GitLab CVE-2023-7028); the
/// number of the victim came from the page (LTB CVE-2023-49032).
#[tokio::test]
async fn letters_go_to_stored_addresses_whatever_is_typed_or_asked_for() {
    let kiosk = Kiosk::new().await;
    kiosk.add(Person::named("ada").email("ada@example.org")).await;
    kiosk.add(Person::named("eve@example.com").email("eve@example.org")).await;
    let seat = seat(&kiosk);
    let (ada, own) = offers(&kiosk, &seat, "ada").await;
    let (_, eves) = offers(&kiosk, &seat, "eve@example.com").await;
    for typed in [
        "ada@example.org,thief@example.org",
        "ada;thief@example.org",
        "ada\r\nBcc: thief@example.org",
        "thief@example.org",
        "[\"ada\",\"thief@example.org\"]",
        "ada thief@example.org",
    ] {
        let mut visit = kiosk.visit();
        visit.press("1").await.press(typed).await.press("⏎").await;
        assert_eq!(visit.id(), PageId::Identify, "{typed:?}");
    }
    let Way::Email { to: Some((id, _)) } = &eves[0].way else { panic!("{eves:?}") };
    let masks = ["thief@example.org", "ada@example.org"].map(|text| Address::parse(text).expect("an address").mask());
    let ids = [id.as_str(), "thief@example.org", "", "%", "01ARZ3NDEKTSV4RRFFQ69G5FAV"];
    for to in ids.iter().flat_map(|id| masks.iter().map(|mask| (ContactId::from_stored((*id).to_owned()), mask.clone()))) {
        let opened = kiosk.service.open(&seat, &ada, Gate::First, &Way::Email { to: Some(to) }).await;
        assert!(matches!(opened, Ok(Opened::Changed(_))), "{opened:?}");
    }
    let nowhere = kiosk.service.open(&seat, &ada, Gate::First, &Way::Email { to: None }).await;
    assert!(matches!(nowhere, Ok(Opened::Changed(_))), "{nowhere:?}");
    assert!(kiosk.mailbox().await.is_empty());
    assert!(matches!(kiosk.service.open(&seat, &ada, Gate::First, &own[0].way).await, Ok(Opened::Challenge(_))));
    assert_eq!(kiosk.mailbox().await[0].to.as_str(), "ada@example.org");
}

/// The texts of every letter, in every language.
fn letter_texts() -> Vec<String> {
    let texts = Language::ALL.map(|language| {
        let path = format!("assets/locales/{}/letters.ftl", language.code());
        fs::read_to_string(Path::new(env!("CARGO_MANIFEST_DIR")).join(path)).unwrap()
    });
    texts.into_iter().flat_map(|text| text.lines().map(str::to_owned).collect::<Vec<_>>()).collect()
}

/// A link in the letter was made from what the visitor's request said of the host (Zitadel, Beehive
/// CVE-2022-50910). There is none, and letters know nothing that a visitor says of themselves.
#[test]
fn no_letter_has_a_link_or_knows_what_was_typed() {
    let known = [
        "organisation",
        "name",
        "tag",
        "code",
        "place",
        "minutes",
        "login",
        "when",
        "phone",
        "address",
        "hours",
        "number",
        "front",
        "spoken",
        "page",
        "support",
        "count",
        "whom",
    ];
    let mut named = 0;
    for line in letter_texts().iter().filter(|line| !line.starts_with('#')) {
        let text = line.to_lowercase();
        for link in ["http", "://", "www.", ".com", ".org", "href", "mailto"] {
            assert!(!text.contains(link), "{line}");
        }
        for variable in line.split("{ $").skip(1) {
            let name: String = variable.chars().take_while(|c| c.is_alphanumeric() || *c == '-').collect();
            assert!(known.contains(&name.as_str()), "{name} in {line}");
            named += 1;
        }
    }
    assert!(named > 20, "the letters were read");
}

/// People were talked into approving a prompt, or into reading a code out (Storm-2949): nothing is proved by
/// saying yes, and the letter says where the code was asked for and that nobody will ask for it.
#[tokio::test]
async fn a_code_s_letter_warns_and_says_where_it_was_asked_for() {
    for (language, warning) in [
        (Language::English, "Nobody of the IT staff will ever ask you for it"),
        (Language::Dutch, "Niemand van de IT-afdeling vraagt u er ooit om"),
    ] {
        let kiosk = Kiosk::new().await;
        kiosk.add(Person::named("ada").email("ada@example.org")).await;
        let mut visit = kiosk.visit();
        if language == Language::Dutch {
            visit.event(Event::Input(Input::Key(Key::F(2)))).await;
        }
        visit.press("1ada⏎1").await;
        let letters = kiosk.mailbox().await;
        let body = letters[0].body.expose();
        assert!(body.contains(warning) && body.contains("Hall B"), "{language:?}: {body}");
    }
}

/// The code came back in the answer of the server (zitadel CVE-2026-105211).
#[tokio::test]
async fn no_page_and_no_answer_holds_a_code_before_it_is_typed() {
    let kiosk = Kiosk::new().await;
    kiosk.add(Person::named("ada").email("ada.canary@example.org").totp()).await;
    let mut visit = kiosk.visit();
    visit.press("1ada⏎1").await;
    let mail = kiosk.mailbox().await.pop().expect("a letter");
    let (code, totp) = (code_in(&mail), kiosk.totp());
    let mut seen = vec![told(&visit)];
    for keys in ["000000⏎", "⎋", "2", "000000⏎", "⎋1"] {
        visit.press(keys).await;
        seen.push(told(&visit));
    }
    let seat = seat(&kiosk);
    seen.push(format!("{:?}", opened(&kiosk, &seat, "ada", Gate::First, Method::Totp).await));
    for text in seen {
        for secret in [code.as_str(), &format!("{} {}", &code[..3], &code[3..]), &totp, "ada.canary", OLD_PASSWORD] {
            assert!(!text.contains(secret), "{secret} in {text}");
        }
    }
}

/// Everything that a visitor's program holds of a page: its words, and what is behind them.
fn told(visit: &Sitting<'_>) -> String {
    format!("{}\n{:?}", visit.words(), visit.page())
}

/// Long input burned the processor (OpenSSH CVE-2016-6515): whatever gets past a page is refused by its
/// length, before anything is hashed.
#[tokio::test]
async fn a_password_of_a_megabyte_is_refused_and_not_hashed() {
    let folder = tempfile::tempdir().expect("a folder");
    let url = format!("sqlite:{}", folder.path().join("kiosk.db").display());
    let settings = || StoreSettings { url: url.clone(), password: None, plain: false, node: "test".to_owned() };
    let account = Kiosk::on(settings(), Making::default()).await.add(Person::named("ada").totp()).await;
    // Whoever hashes here waits for ever.
    let hashing = HashingCost { at_once: 0, ..LOWEST_COST };
    let kiosk = Kiosk::on(settings(), Making { hashing, ..Making::default() }).await;
    let seat = seat(&kiosk);
    let app = opened(&kiosk, &seat, "ada", Gate::First, Method::Totp).await;
    let Ok(Answered::Proved { proof, .. }) = kiosk.service.answer(&seat, app, &secret(&kiosk.totp())).await else {
        panic!("not proved")
    };
    let huge = secret(&"zebra copper lantern ".repeat(50_000));
    let answer = kiosk.service.reset(&seat, &account, vec![proof], huge);
    let answer = tokio::time::timeout(Duration::from_secs(20), answer).await.expect("nothing is hashed");
    let Ok(ResetAnswer::Refused { complaints, .. }) = answer else { panic!("{answer:?}") };
    assert!(complaints.contains(&Complaint::TooLong), "{complaints:?}");
}
