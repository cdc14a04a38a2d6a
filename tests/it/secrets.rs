//! No secret is written down: not in the log, not in the database's files, not in the audit.

use std::fs;
use std::io::Write;
use std::sync::{Arc, Mutex, Once};

use data_encoding::{BASE32_NOPAD, HEXLOWER};
use kiosk::domain::question::Question;
use tracing::Level;
use tracing::subscriber::DefaultGuard;

use crate::story::choose;
use crate::support::{Kiosk, Person, SEED};

const NEW: &str = "zebra copper lantern";

/// Everything that the program logs.
#[derive(Clone, Default)]
pub struct Log(Arc<Mutex<Vec<u8>>>);

impl Log {
    /// A log of everything that is said on this thread from now on, as long as the guard is held.
    pub fn heard() -> (Self, DefaultGuard) {
        // Without one that hears everything, what other threads hear decides which places speak at all.
        static EVERYTHING: Once = Once::new();
        EVERYTHING.call_once(|| {
            // Whoever was first hears everything too.
            let _ = tracing::subscriber::set_global_default(tracing_subscriber::registry());
        });
        let log = Self::default();
        let writer = log.clone();
        let said = tracing_subscriber::fmt().with_max_level(Level::TRACE).with_ansi(false).with_writer(move || writer.clone());
        let guard = tracing::subscriber::set_default(said.finish());
        tracing::info!("the log is heard");
        (log, guard)
    }

    pub fn text(&self) -> String {
        String::from_utf8_lossy(&self.0.lock().expect("the log")).into_owned()
    }
}

impl Write for Log {
    fn write(&mut self, bytes: &[u8]) -> std::io::Result<usize> {
        self.0.lock().expect("the log").extend_from_slice(bytes);
        Ok(bytes.len())
    }

    fn flush(&mut self) -> std::io::Result<()> {
        Ok(())
    }
}

#[tokio::test]
async fn after_a_whole_reset_no_secret_can_be_found_anywhere() {
    let (log, _guard) = Log::heard();
    let kiosk = Kiosk::new().await;
    kiosk.add(Person::named("ada").email("ada.secret@example.org").totp().group("two")).await;
    let mut visit = kiosk.visit();
    visit.press("1ada⏎").await.press("1").await;
    let (code, totp) = (kiosk.code().await, kiosk.totp());
    visit.press(&code).await.press("⏎1").await.press(&totp).await.press("⏎").await;
    choose(&mut visit, NEW).await;
    assert!(kiosk.accepts("ada", NEW).await, "the story went to its end");
    let secrets = [
        code.clone(),
        format!("{} {}", &code[..3], &code[3..]),
        totp,
        NEW.to_owned(),
        "ada.secret".to_owned(),
        String::from_utf8(SEED.to_vec()).expect("a text"),
        BASE32_NOPAD.encode(SEED),
        HEXLOWER.encode(SEED),
    ];
    let log = log.text().into_bytes();
    assert!(contains(&log, "the log is heard"));
    let mut places = vec![("the log".to_owned(), log)];
    for entry in fs::read_dir(kiosk.folder()).expect("the folder") {
        let path = entry.expect("a file").path();
        places.push((path.display().to_string(), fs::read(&path).expect("its bytes")));
    }
    assert!(places.iter().any(|(name, bytes)| name.ends_with("-wal") && !bytes.is_empty()), "the write-ahead log was looked at");
    assert!(places.iter().any(|(_, bytes)| contains(bytes, "password-reset")), "the audit was looked at");
    for (name, bytes) in &places {
        for secret in &secrets {
            assert!(!contains(bytes, secret), "{secret} stands in {name}");
        }
    }
}

#[tokio::test]
async fn after_a_reset_by_questions_no_answer_can_be_found_anywhere() {
    let (log, _guard) = Log::heard();
    let kiosk = Kiosk::new().await;
    let own = |number| Question::Own(format!("Which canary-building did you begin in, {number}?"));
    let answers = (1..=3).map(|number| (own(number), "Canary-Tower")).collect();
    kiosk.add(Person { answers, ..Person::named("ada").totp().group("two") }).await;
    let mut visit = kiosk.visit();
    visit.press("1ada⏎1").await.press(&kiosk.totp()).await.press("⏎1").await;
    visit.press("wrong-canary⏎wrong-canary⏎wrong-canary⏎").await;
    visit.press("⎋canary-tower⏎⎋canary-tower⏎⎋canary-tower⏎").await;
    choose(&mut visit, NEW).await;
    assert!(kiosk.accepts("ada", NEW).await, "the story went to its end");
    let log = log.text().into_bytes();
    assert!(contains(&log, "the log is heard"));
    let mut places = vec![("the log".to_owned(), log)];
    for entry in fs::read_dir(kiosk.folder()).expect("the folder") {
        let path = entry.expect("a file").path();
        places.push((path.display().to_string(), fs::read(&path).expect("its bytes")));
    }
    assert!(places.iter().any(|(_, bytes)| contains(bytes, "questions")), "the challenges were looked at");
    for (name, bytes) in &places {
        for secret in ["canary", "Canary"] {
            assert!(!contains(bytes, secret), "{secret} stands in {name}");
        }
    }
}

fn contains(bytes: &[u8], text: &str) -> bool {
    bytes.windows(text.len()).any(|window| window == text.as_bytes())
}
