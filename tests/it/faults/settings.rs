//! What somebody who signed in changes, when the answer to its commit is lost: nothing is said that is not so, and
//! nothing is made twice.

use std::sync::Arc;

use data_encoding::BASE32_NOPAD;
use kiosk::domain::login::LoginKey;
use kiosk::domain::method::{Gate, Method, Standing};
use kiosk::domain::outcome::{Answered, Opened, PhoneAnswer, Resent, ResetAnswer, SignInAnswer, Trouble, Way};
use kiosk::domain::phone::Phone;
use kiosk::domain::proof::Proof;
use kiosk::domain::proof::sign_in::SignedIn;
use kiosk::domain::proof::totp::code_at;
use kiosk::domain::registration::{Change, ChangeOutcome, Drafted, Entered, Wish};
use kiosk::domain::secret::Secret;
use kiosk::domain::time::Span;
use kiosk::service::Seat;

use crate::limits::opened;
use crate::line::{Fault, Line, Protocol, Request};
use crate::servers;
use crate::store_contract::ground::{Engine, Ground};
use crate::support::{Kiosk, Making, OLD_PASSWORD, Person};

const NEW: &str = "zebra copper lantern";
const NUMBER: &str = "+31612345678";
/// Numbers that are looked at in an hour.
const BORNE: usize = 6;

fn number(text: &str) -> Phone {
    Phone::parse(text, None).expect("a number")
}

#[test]
fn on_postgresql_at_the_settings() {
    if let Some(server) = servers::postgres() {
        run(Engine::Postgres(server), Protocol::Postgres);
    }
}

#[test]
fn on_mariadb_at_the_settings() {
    if let Some(server) = servers::mariadb() {
        run(Engine::MariaDb(server), Protocol::MariaDb);
    }
}

fn run(engine: Engine, protocol: Protocol) {
    super::on_threads(async {
        let engine = Arc::new(engine);
        a_reset_is_settled_by_its_own_proofs(&Far::at(&engine, protocol, 1).await).await;
        no_app_is_registered_twice(&Far::at(&engine, protocol, 2).await).await;
        a_right_number_gives_its_debit_back_once(&Far::at(&engine, protocol, 3).await).await;
        the_last_number_that_is_borne_brings_its_texts(&Far::at(&engine, protocol, 4).await).await;
    });
}

/// A kiosk that reaches its database over a weak line.
struct Far {
    line: Line,
    kiosk: Kiosk,
    _ground: Ground,
}

impl Far {
    async fn at(engine: &Arc<Engine>, protocol: Protocol, number: usize) -> Self {
        let ground = Ground::new(Arc::clone(engine), number).await;
        let line = Line::to(ground.port(), protocol).await;
        let kiosk = Kiosk::on(ground.settings_at(line.port), Making::default()).await;
        Self { line, kiosk, _ground: ground }
    }

    /// The answer to the next commit is lost in this way.
    fn lose(&self, how: Fault) {
        self.line.arm(Some((Request { text: "COMMIT".to_owned(), nth: 0 }, how)));
    }

    async fn signed_in(&self, seat: &Seat) -> SignedIn {
        match self.kiosk.service.sign_in(seat, "ada", &Secret::new(OLD_PASSWORD.to_owned()), None).await {
            Ok(SignInAnswer::Welcome { signed_in, .. }) => signed_in,
            other => panic!("{other:?}"),
        }
    }

    async fn app_proof(&self, seat: &Seat, gate: Gate) -> Proof {
        self.kiosk.ambient.advance(Span::seconds(30));
        let put = self.kiosk.service.open(seat, &LoginKey::of("ada"), gate, &Way::Totp).await;
        let Ok(Opened::Challenge(challenge)) = put else { panic!("{put:?}") };
        match self.kiosk.service.answer(seat, challenge, &Secret::new(self.kiosk.totp())).await {
            Ok(Answered::Proved { proof, .. }) => proof,
            other => panic!("{other:?}"),
        }
    }
}

/// A visit in which something was used up before, and whose reset then is not made.
async fn a_reset_is_settled_by_its_own_proofs(far: &Far) {
    far.kiosk.add(Person::named("ada").totp()).await;
    let seat = far.kiosk.visit().seat;
    let here = far.signed_in(&seat).await;
    let before = far.app_proof(&seat, Gate::Settings).await;
    let entered = far.kiosk.service.enter_settings(&seat, here, Some(before)).await;
    assert!(matches!(entered, Ok(Entered::Open { .. })), "{entered:?}");
    let proof = far.app_proof(&seat, Gate::First).await;
    far.lose(Fault::CutBefore);
    let answer = far.kiosk.service.reset(&seat, &LoginKey::of("ada"), vec![proof], Secret::new(NEW.to_owned())).await;
    assert!(far.line.fell());
    let Err((proofs, Trouble::Unavailable)) = answer else { panic!("it was not made: {answer:?}") };
    assert!(far.kiosk.accepts("ada", OLD_PASSWORD).await);
    let answer = far.kiosk.service.reset(&seat, &LoginKey::of("ada"), proofs, Secret::new(NEW.to_owned())).await;
    assert!(matches!(answer, Ok(ResetAnswer::Done(..))), "{answer:?}");
    assert!(far.kiosk.accepts("ada", NEW).await);
}

/// The change was made, nobody could say so, and it is asked for once more.
async fn no_app_is_registered_twice(far: &Far) {
    far.kiosk.add(Person::named("ada")).await;
    let seat = far.kiosk.visit().seat;
    let here = far.signed_in(&seat).await;
    let Ok(Drafted::App { signed_in, draft }) = far.kiosk.service.draft(&seat, here, Wish::App).await else { panic!() };
    let seed = BASE32_NOPAD.decode(draft.spelled().replace(' ', "").as_bytes()).expect("base 32");
    let typed = code_at(&seed, far.kiosk.service.now());
    far.lose(Fault::GoneAfter);
    let lost = far.kiosk.service.change_registration(&seat, signed_in, Change::App { draft, typed }).await;
    let Err((signed_in, change, Trouble::Unknown)) = lost else { panic!("{lost:?}") };
    far.line.mend();
    assert_eq!(far.kiosk.rows("totp").await, 1, "it was made");
    let again = far.kiosk.service.change_registration(&seat, signed_in, change).await;
    let Ok(ChangeOutcome::Done { registration, .. }) = again else { panic!("{again:?}") };
    assert_eq!((registration.apps.len(), far.kiosk.audited("registration-changed").await), (1, 1));
    assert_eq!(far.kiosk.rows("totp").await, 1, "one secret is one app, or each of its codes is good twice");
}

/// A text went out, nobody could say so, and the number is looked at once more: the failures of others stay counted.
async fn a_right_number_gives_its_debit_back_once(far: &Far) {
    far.kiosk.add(Person::named("ada").mobile(NUMBER).totp()).await;
    let seat = far.kiosk.visit().seat;
    for _ in 0..3 {
        let app = opened(&far.kiosk, &seat, "ada", Gate::First, Method::Totp).await;
        far.kiosk.service.answer(&seat, app, &Secret::new("000000".to_owned())).await.expect("an answer");
    }
    let before = far.kiosk.failures("ada").await;
    let asked = opened(&far.kiosk, &seat, "ada", Gate::First, Method::Sms).await;
    far.line.arm(Some((Request { text: "COMMIT".to_owned(), nth: 1 }, Fault::CutAfter)));
    let answer = far.kiosk.service.confirm_phone(&seat, asked, &number(NUMBER)).await;
    assert!(far.line.fell());
    assert!(matches!(answer, Ok(PhoneAnswer::Sent(_))), "{answer:?}");
    assert_eq!((far.kiosk.failures("ada").await, far.kiosk.rows("letter").await), (before, 1));
}

/// No more numbers are looked at after it, but this one was: its text went out, nobody could say so, and it is looked at
/// once more. The same for the next text, which takes no number any more.
async fn the_last_number_that_is_borne_brings_its_texts(far: &Far) {
    far.kiosk.add(Person::named("ada").mobile(NUMBER)).await;
    for nth in 1..=BORNE {
        let seat = Seat { standing: Standing::Open, ..far.kiosk.visit().seat };
        let asked = opened(&far.kiosk, &seat, "ada", Gate::First, Method::Sms).await;
        let is_last = nth == BORNE;
        far.line.arm(is_last.then(|| (Request { text: "COMMIT".to_owned(), nth: 1 }, Fault::CutAfter)));
        let typed = number(if is_last { NUMBER } else { "+31687654321" });
        let answer = far.kiosk.service.confirm_phone(&seat, asked, &typed).await;
        let Ok(PhoneAnswer::Sent(code)) = answer else { panic!("{nth}: {answer:?}") };
        far.kiosk.ambient.advance(Span::minutes(6));
        if is_last {
            assert!(far.line.fell() && far.kiosk.rows("letter").await == 6);
            far.lose(Fault::CutAfter);
            let next = far.kiosk.service.resend(&seat, code).await;
            assert!(far.line.fell() && matches!(next, Ok(Resent::Challenge(_))), "{next:?}");
            assert_eq!(far.kiosk.rows("letter").await, 7);
        }
    }
}
