//! The authenticator apps on the demo's phone: those of the cast, and what it scanned since. Knows of a page
//! only what a camera sees of it.

use std::sync::{Mutex, MutexGuard, PoisonError};

use data_encoding::BASE32_NOPAD;
use zeroize::Zeroizing;

use super::cast::CAST;

/// One app, with what it makes its codes of.
#[derive(Clone)]
pub struct App {
    pub login: &'static str,
    pub seed: Zeroizing<Vec<u8>>,
}

/// All of them.
pub struct Apps {
    of_cast: Vec<App>,
    /// The latest first.
    scanned: Mutex<Vec<App>>,
}

impl Apps {
    pub fn new(of_cast: Vec<App>) -> Self {
        Self { of_cast, scanned: Mutex::default() }
    }

    /// Every app, what was scanned first: whoever looks is after that.
    pub fn all(&self) -> Vec<App> {
        self.scanned().iter().chain(&self.of_cast).cloned().collect()
    }

    /// The latest app of `login`.
    pub fn of(&self, login: &str) -> Option<App> {
        self.all().into_iter().find(|app| app.login == login)
    }

    /// Scans `text`, if it is for an app. Nobody here needs more than one of their own and one that was scanned.
    pub fn scan(&self, text: &str) {
        let Some(app) = read(text) else { return };
        let mut scanned = self.scanned();
        scanned.retain(|known| known.login != app.login);
        scanned.insert(0, app);
    }

    fn scanned(&self) -> MutexGuard<'_, Vec<App>> {
        self.scanned.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

/// What a URI that begins with `otpauth` says, of somebody of the cast.
fn read(text: &str) -> Option<App> {
    let (label, query) = text.strip_prefix("otpauth://totp/")?.split_once('?')?;
    let (_, login) = label.split_once(':')?;
    let secret = query.split('&').find_map(|part| part.strip_prefix("secret="))?;
    let seed = Zeroizing::new(BASE32_NOPAD.decode(secret.as_bytes()).ok()?);
    let login = CAST.iter().find(|member| member.login == login)?.login;
    Some(App { login, seed })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::proof::totp::otpauth_uri;

    #[test]
    fn what_a_camera_reads_is_the_latest_app_of_its_person() {
        let apps = Apps::new(vec![App { login: "bram", seed: vec![1; 20].into() }]);
        for seed in [[2; 20], [3; 20]] {
            apps.scan(otpauth_uri(&seed, "Zilverduin", "anna").expect("a URI").expose());
            assert_eq!(apps.of("anna").expect("an app").seed.as_slice(), seed);
        }
        let logins: Vec<&str> = apps.all().iter().map(|app| app.login).collect();
        assert_eq!(logins, ["anna", "bram"]);
    }

    #[test]
    fn what_is_no_app_of_anybody_here_is_not_scanned() {
        let apps = Apps::new(vec![]);
        for text in ["", "https://example.org", "otpauth://totp/Zilverduin:anna", "otpauth://totp/Z:anna?secret=1"] {
            apps.scan(text);
        }
        apps.scan(otpauth_uri(&[1; 20], "Zilverduin", "nobody").expect("a URI").expose());
        assert!(apps.all().is_empty());
    }
}
