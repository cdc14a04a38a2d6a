//! Argon2 off the async threads, a few at a time.
//!
//! It is the scarcest thing the program has: 46 MiB and some 50 ms each. A semaphore lets two run at
//! once, a bounded queue waits for them, and whoever comes after that is told "busy", whoever they are.

mod foreign;

use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};

use argon2::password_hash::{PasswordHasher, PasswordVerifier, phc::PasswordHash};
use argon2::{Algorithm, Argon2, Params, Version};
use tokio::sync::{OwnedSemaphorePermit, Semaphore};

use crate::config;
use crate::domain::id::Entropy;
use crate::domain::outcome::Trouble;
use crate::domain::password::Complaint;
use crate::domain::secret::Secret;
use crate::store::PasswordHashes;

/// What a hash costs, and how many may be asked for at once.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct HashingCost {
    pub memory_kib: u32,
    pub passes: u32,
    pub lanes: u32,
    pub at_once: usize,
    pub queue: usize,
}

impl From<config::Hashing> for HashingCost {
    fn from(set: config::Hashing) -> Self {
        let config::Hashing { memory_mib, time, parallelism, at_once, queue } = set;
        Self { memory_kib: memory_mib * 1_024, passes: time, lanes: parallelism, at_once, queue }
    }
}

pub struct Hashing {
    argon2: Argon2<'static>,
    permits: Arc<Semaphore>,
    waiting: Arc<AtomicUsize>,
    queue: usize,
}

/// A place in the queue, given back when dropped.
struct Place(Arc<AtomicUsize>);

/// A place in the queue that is taken, with the way to the front.
pub(super) struct Reserved {
    place: Place,
    permits: Arc<Semaphore>,
}

impl Drop for Place {
    fn drop(&mut self) {
        self.0.fetch_sub(1, Ordering::SeqCst);
    }
}

impl Hashing {
    /// # Errors
    /// When Argon2 refuses the cost.
    pub fn new(cost: HashingCost) -> Result<Self, argon2::Error> {
        let params = Params::new(cost.memory_kib, cost.passes, cost.lanes, None)?;
        Ok(Self {
            argon2: Argon2::new(Algorithm::Argon2id, Version::V0x13, params),
            permits: Arc::new(Semaphore::new(cost.at_once)),
            waiting: Arc::default(),
            queue: cost.queue,
        })
    }

    /// The PHC string of `password`, unless it is one that was used before. Where nobody needs the second place, it is
    /// hashed there while it is compared: the person waits for the longer of the two.
    ///
    /// # Errors
    /// [`Trouble::Busy`] when the queue is full.
    pub async fn renew(
        &self,
        password: Secret,
        known: PasswordHashes,
        salt: Entropy,
    ) -> Result<Result<String, Complaint>, Trouble> {
        let argon2 = self.argon2.clone();
        let permit = self.reserve()?.turn().await?;
        let Ok(spare) = Arc::clone(&self.permits).try_acquire_owned() else {
            return at_work(permit, move || renewed(&argon2, &password, &known, &salt)).await?;
        };
        let hashed = {
            let (argon2, password) = (argon2.clone(), password.duplicate());
            at_work(spare, move || hashed(&argon2, &password, &salt))
        };
        let reused = at_work(permit, move || reused(&argon2, &password, &known));
        match tokio::try_join!(hashed, reused)? {
            (hash, None) => hash.map(Ok),
            (_, Some(complaint)) => Ok(Err(complaint)),
        }
    }

    /// The PHC string of `password`, for an operator who sets one.
    pub async fn hash(&self, password: Secret, salt: Entropy) -> Result<String, Trouble> {
        let argon2 = self.argon2.clone();
        self.run(move || hashed(&argon2, &password, &salt)).await?
    }

    /// Whether `password` is the one behind `hash`; a hash that cannot be read is nobody's.
    pub async fn verify(&self, password: Secret, hash: String) -> Result<bool, Trouble> {
        let argon2 = self.argon2.clone();
        self.run(move || is_behind(&argon2, &password, &hash)).await
    }

    /// Whether `password` is the one behind `hash`, in a place that was taken before. Where there is no hash a
    /// password costs the same, and is wrong.
    pub(super) async fn is_behind(&self, place: Reserved, password: Secret, hash: Option<String>) -> Result<bool, Trouble> {
        let argon2 = self.argon2.clone();
        place
            .run(move || {
                if let Some(hash) = hash {
                    return is_behind(&argon2, &password, &hash);
                }
                // What comes out is nobody's.
                hashed(&argon2, &password, &[0; 16]).ok();
                false
            })
            .await
    }

    /// A place in the queue for whoever has something to do first that cannot be undone.
    ///
    /// # Errors
    /// [`Trouble::Busy`] when the queue is full.
    pub(super) fn reserve(&self) -> Result<Reserved, Trouble> {
        let place = self.enter().ok_or(Trouble::Busy)?;
        Ok(Reserved { place, permits: Arc::clone(&self.permits) })
    }

    async fn run<T: Send + 'static>(&self, work: impl FnOnce() -> T + Send + 'static) -> Result<T, Trouble> {
        self.reserve()?.run(work).await
    }

    fn enter(&self) -> Option<Place> {
        let most = self.queue.max(1);
        let raise = |waiting: usize| (waiting < most).then_some(waiting + 1);
        self.waiting.fetch_update(Ordering::SeqCst, Ordering::SeqCst, raise).ok()?;
        Some(Place(Arc::clone(&self.waiting)))
    }
}

impl Reserved {
    /// Does `work` when its turn comes, off the async threads.
    pub(super) async fn run<T: Send + 'static>(self, work: impl FnOnce() -> T + Send + 'static) -> Result<T, Trouble> {
        at_work(self.turn().await?, work).await
    }

    async fn turn(self) -> Result<OwnedSemaphorePermit, Trouble> {
        let permit = self.permits.acquire_owned().await.map_err(|_| Trouble::Busy)?;
        drop(self.place);
        Ok(permit)
    }
}

/// Does `work` off the async threads.
async fn at_work<T: Send + 'static>(
    permit: OwnedSemaphorePermit,
    work: impl FnOnce() -> T + Send + 'static,
) -> Result<T, Trouble> {
    let done = tokio::task::spawn_blocking(move || {
        // Held until the work is done, even when nobody waits for it any more.
        let _permit = permit;
        // What it takes can be told from all else: `benches/reset.rs` does.
        tracing::debug_span!("hashing").in_scope(work)
    });
    done.await.map_err(|_| Trouble::Unavailable)
}

fn renewed(
    argon2: &Argon2<'_>,
    password: &Secret,
    known: &PasswordHashes,
    salt: &Entropy,
) -> Result<Result<String, Complaint>, Trouble> {
    match reused(argon2, password, known) {
        None => hashed(argon2, password, salt).map(Ok),
        Some(complaint) => Ok(Err(complaint)),
    }
}

/// Whether `password` is the one before, or an earlier one.
fn reused(argon2: &Argon2<'_>, password: &Secret, known: &PasswordHashes) -> Option<Complaint> {
    if known.current.as_deref().is_some_and(|hash| is_behind(argon2, password, hash)) {
        return Some(Complaint::Current);
    }
    known.earlier.iter().any(|hash| is_behind(argon2, password, hash)).then_some(Complaint::UsedBefore)
}

fn hashed(argon2: &Argon2<'_>, password: &Secret, salt: &Entropy) -> Result<String, Trouble> {
    let hash = argon2.hash_password_with_salt(password.expose().as_bytes(), salt).map_err(|_| Trouble::Unavailable)?;
    Ok(hash.to_string())
}

fn is_behind(argon2: &Argon2<'_>, password: &Secret, hash: &str) -> bool {
    match PasswordHash::new(hash) {
        Ok(own) if own.algorithm.as_str().starts_with("argon2") => {
            argon2.verify_password(password.expose().as_bytes(), &own).is_ok()
        }
        _ => foreign::is_behind(password, hash),
    }
}

#[cfg(test)]
mod tests {
    use std::pin::pin;
    use std::time::Duration;

    use super::*;

    fn hashing(queue: usize) -> Hashing {
        with_places(1, queue)
    }

    fn with_places(at_once: usize, queue: usize) -> Hashing {
        let cost = HashingCost { memory_kib: 8, passes: 1, lanes: 1, at_once, queue };
        Hashing::new(cost).expect("a cost that Argon2 takes")
    }

    fn secret(text: &str) -> Secret {
        Secret::new(text.to_owned())
    }

    async fn renew(hashing: &Hashing, text: &str, known: &PasswordHashes) -> Result<String, Complaint> {
        let renewal = hashing.renew(secret(text), known.clone(), [3; 16]);
        tokio::time::timeout(Duration::from_mins(1), renewal).await.expect("it ends").expect("not busy")
    }

    #[tokio::test]
    async fn a_hash_is_a_standard_phc_string_and_verifies() {
        let hashing = hashing(4);
        let hash = hashing.hash(secret("zebra copper"), [7; 16]).await.expect("not busy");
        assert!(hash.starts_with("$argon2id$v=19$m=8,t=1,p=1$"), "{hash}");
        assert_eq!(hashing.verify(secret("zebra copper"), hash.clone()).await, Ok(true));
        assert_eq!(hashing.verify(secret("zebra coppes"), hash).await, Ok(false));
        assert_eq!(hashing.verify(secret("zebra copper"), "x".to_owned()).await, Ok(false));
    }

    #[tokio::test]
    async fn the_current_and_earlier_passwords_are_told_apart() {
        for places in [1, 2] {
            let hashing = with_places(places, 4);
            let hash = async |text: &str, salt| hashing.hash(secret(text), salt).await.expect("not busy");
            let known = PasswordHashes {
                current: Some(hash("present", [1; 16]).await),
                earlier: vec![hash("past", [2; 16]).await],
                times_set: 1,
            };
            assert_eq!(renew(&hashing, "present", &known).await, Err(Complaint::Current));
            assert_eq!(renew(&hashing, "past", &known).await, Err(Complaint::UsedBefore));
            let future = renew(&hashing, "future", &known).await.expect("a new one");
            assert_eq!(hashing.verify(secret("future"), future).await, Ok(true));
        }
    }

    /// The only thread for such work is kept from it, so that nothing is done before it was looked at.
    #[test]
    fn a_second_place_is_taken_when_nobody_needs_it_and_not_waited_for() {
        let runtime =
            tokio::runtime::Builder::new_current_thread().max_blocking_threads(1).enable_time().build().expect("a runtime");
        runtime.block_on(async {
            let hashing = with_places(2, 4);
            let (go, wait) = std::sync::mpsc::channel::<()>();
            let nothing = PasswordHashes::default();
            tokio::task::spawn_blocking(move || wait.recv().ok());
            let mut alone = pin!(renew(&hashing, "future", &nothing));
            tokio::select! {
                biased;
                _ = &mut alone => panic!("nobody is there to do it"),
                () = std::future::ready(()) => {}
            }
            assert_eq!(hashing.permits.available_permits(), 0, "both are at work");
            go.send(()).expect("somebody waits");
            assert!(alone.await.is_ok());

            let held = Arc::clone(&hashing.permits).acquire_owned().await.expect("one of two");
            assert!(renew(&hashing, "future", &nothing).await.is_ok(), "one place is enough");
            drop(held);
            assert_eq!(hashing.permits.available_permits(), 2, "and each is given back");
        });
    }

    #[tokio::test]
    async fn a_password_that_another_system_hashed_is_the_current_one_too() {
        let hashing = hashing(4);
        for (password, hash) in [
            ("violet harbour 1999", "{SSHA}HfTT478lhg93Lldou+gVthGngKZzYWx0c2FsdHNhbHQxMjM0"),
            // From the tests of Argon2's own authors.
            ("password", "$argon2i$v=19$m=65536,t=2,p=1$c29tZXNhbHQ$wWKIMhR9lyDFvRz9YTZweHKfbftvj+qf+YFY4NeBbtA"),
        ] {
            let known = PasswordHashes { current: Some(hash.to_owned()), earlier: Vec::new(), times_set: 1 };
            assert_eq!(renew(&hashing, password, &known).await, Err(Complaint::Current), "{hash}");
            assert!(renew(&hashing, "another one", &known).await.is_ok(), "{hash}");
        }
    }

    #[tokio::test]
    async fn a_full_queue_is_busy_for_everyone_alike() {
        let hashing = hashing(2);
        let held = Arc::clone(&hashing.permits).acquire_owned().await.expect("the only permit");
        let (one, two) = (hashing.enter().expect("a place"), hashing.enter().expect("a place"));
        assert_eq!(hashing.verify(secret("a"), String::new()).await, Err(Trouble::Busy));
        drop((one, two, held));
        assert_eq!(hashing.verify(secret("a"), String::new()).await, Ok(false));
    }
}
