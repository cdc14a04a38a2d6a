//! The verifier of authenticator codes: RFC 6238, SHA-1, six digits, 30 s, one step either way.

use totp_rs::{Algorithm, Builder};
use zeroize::Zeroizing;

use super::{OpenChallenge, Proof};
use crate::domain::code::normalise;
use crate::domain::id::TotpId;
use crate::domain::method::Method;
use crate::domain::secret::Secret;
use crate::domain::time::Moment;

/// Length of a step in seconds.
pub const STEP_SECONDS: i64 = 30;
/// Steps accepted before and after the present one.
const SKEW: u16 = 1;
const DIGITS: u8 = 6;

/// The shared secret of one registered app, with the last step that was spent.
pub struct Authenticator {
    pub id: TotpId,
    pub seed: Zeroizing<Vec<u8>>,
    pub last_step: i64,
}

/// A right code: the proof, and the step that is now spent.
#[derive(Debug, PartialEq, Eq)]
pub struct Accepted {
    pub proof: Proof,
    pub app: TotpId,
    pub step: i64,
}

/// Why a code does not prove anything.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Refusal {
    Wrong,
    /// Right, but its step was spent before, here or on another kiosk.
    Spent,
    Expired,
}

/// The code that an app with `seed` shows at `now`.
pub fn code_at(seed: &[u8], now: Moment) -> Secret {
    Secret::new(generator(seed).generate(seconds(now)).to_string())
}

/// What an app is given to show the codes of `seed`: an otpauth URI, or none without a login.
pub fn otpauth_uri(seed: &[u8], issuer: &str, login: &str) -> Option<Secret> {
    // There a colon stands between the two and nowhere else.
    let plain = |text: &str| text.replace(':', " ");
    let app = builder(seed).with_issuer(Some(plain(issuer))).with_account_name(plain(login));
    app.build_noncompliant().to_url().ok().map(Secret::new)
}

/// Verifies what was `typed` against every app of the account.
///
/// # Errors
/// Why it is refused. Every refusal counts, whatever its reason.
pub fn verify(challenge: &OpenChallenge, apps: &[Authenticator], typed: &Secret, now: Moment) -> Result<Accepted, Refusal> {
    if challenge.method != Method::Totp || !challenge.is_alive(now) {
        return Err(Refusal::Expired);
    }
    let code = normalise(typed.expose());
    let mut verdict = Err(Refusal::Wrong);
    for app in apps {
        match matching_step(&app.seed, &code, now) {
            Some(step) if step > app.last_step => {
                let proof = Proof::of(challenge, now).ok_or(Refusal::Wrong)?;
                return Ok(Accepted { proof, app: app.id.clone(), step });
            }
            Some(_) => verdict = Err(Refusal::Spent),
            None => {}
        }
    }
    verdict
}

/// The step whose code `code` is, if it is one that an app with `seed` shows around `now`.
pub(super) fn matching_step(seed: &[u8], code: &Secret, now: Moment) -> Option<i64> {
    // The library takes any separator on its own terms; what reaches it here is digits or wrong.
    let digits = code.expose();
    if digits.len() != usize::from(DIGITS) || !digits.bytes().all(|byte| byte.is_ascii_digit()) {
        return None;
    }
    generator(seed).check(digits, seconds(now)).and_then(|step| i64::try_from(step).ok())
}

fn generator(seed: &[u8]) -> totp_rs::Totp {
    builder(seed).build_noncompliant()
}

fn builder(seed: &[u8]) -> Builder {
    Builder::new().with_algorithm(Algorithm::SHA1).with_digits(DIGITS).with_skew(SKEW).with_secret(seed)
}

fn seconds(now: Moment) -> u64 {
    u64::try_from(now.millis() / 1_000).unwrap_or(0)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::id::{AccountId, ChallengeId, VisitId};
    use crate::domain::method::Gate;
    use crate::domain::time::Span;

    const SEED: &[u8] = b"12345678901234567890";

    fn at(seconds: i64) -> Moment {
        Moment::from_millis(seconds * 1_000)
    }

    fn challenge(now: Moment) -> OpenChallenge {
        OpenChallenge {
            id: ChallengeId::from_stored("C".to_owned()),
            account: Some(AccountId::from_stored("A".to_owned())),
            visit: VisitId::from_stored("V".to_owned()),
            gate: Gate::Second,
            method: Method::Totp,
            opened: now,
            expires: now + Span::minutes(15),
        }
    }

    fn try_code(typed: &str, now: Moment, last_step: i64) -> Result<i64, Refusal> {
        let app = Authenticator { id: TotpId::from_stored("T".to_owned()), seed: Zeroizing::new(SEED.to_vec()), last_step };
        verify(&challenge(now), &[app], &Secret::new(typed.to_owned()), now).map(|accepted| accepted.step)
    }

    #[test]
    fn the_vectors_of_rfc_6238_hold_in_their_last_six_digits() {
        for (seconds, code) in [
            (59, "287082"),
            (1_111_111_109, "081804"),
            (1_111_111_111, "050471"),
            (1_234_567_890, "005924"),
            (2_000_000_000, "279037"),
            (20_000_000_000, "353130"),
        ] {
            assert_eq!(code_at(SEED, at(seconds)).expose(), code);
            assert_eq!(try_code(code, at(seconds), 0), Ok(seconds / STEP_SECONDS));
        }
    }

    #[test]
    fn one_step_either_way_and_no_more() {
        let code = "005924";
        for (drift, verdict) in
            [(-60, Err(Refusal::Wrong)), (-30, Ok(41_152_263)), (30, Ok(41_152_263)), (60, Err(Refusal::Wrong))]
        {
            assert_eq!(try_code(code, at(1_234_567_890 + drift), 0), verdict, "{drift}");
        }
    }

    #[test]
    fn a_spent_step_is_spent_in_every_step_around_it() {
        for drift in [-30, 0, 30] {
            assert_eq!(try_code("005924", at(1_234_567_890 + drift), 41_152_263), Err(Refusal::Spent));
        }
        assert_eq!(try_code("005924", at(1_234_567_890), 41_152_262), Ok(41_152_263));
    }

    #[test]
    fn what_is_no_code_is_wrong() {
        for typed in ["", "5924", "0059240", "00592x", "-05924"] {
            assert_eq!(try_code(typed, at(1_234_567_890), 0), Err(Refusal::Wrong), "{typed:?}");
        }
        assert_eq!(try_code("005 924", at(1_234_567_890), 0), Ok(41_152_263));
    }

    #[test]
    fn an_app_is_given_what_the_verifier_uses() {
        let uri = otpauth_uri(SEED, "Con: toso", "ada@contoso.com").expect("a URI");
        assert!(uri.expose().starts_with("otpauth://totp/Con%20%20toso:ada%40contoso.com?"), "{}", uri.expose());
        let defaults = "secret=GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ";
        assert!(uri.expose().contains(defaults), "{}", uri.expose());
        assert!(otpauth_uri(SEED, "Contoso", "").is_none());
    }
}
