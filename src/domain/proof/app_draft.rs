//! An authenticator app before it is registered: a seed that is kept nowhere until the app has shown a code
//! of it.

use std::fmt;

use data_encoding::BASE32_NOPAD;
use zeroize::Zeroizing;

use super::totp::{matching_step, otpauth_uri};
use crate::domain::id::{AccountId, Entropy, TotpId, VisitId};
use crate::domain::secret::Secret;
use crate::domain::time::Moment;

/// 160 bits, as RFC 4226 recommends.
const SEED_BYTES: usize = 20;
/// What a code for cameras holds that fits a window of 80 by 24.
pub const LONGEST_URI: usize = 106;
/// Signs of the issuer's name that are kept however long the login is; it stands in the URI twice.
const ISSUER_KEPT: usize = 9;
/// What begins the text of a code for cameras.
const SCHEME: &str = "otpauth";
/// Signs of a key that are none of a code: more than a group, for a code may have its letters by a slip.
const PIECE: usize = 5;

/// A seed for one account, in one visit. Not `Clone`: it leaves its page with the first code, and comes back
/// with the reply.
#[derive(PartialEq, Eq)]
pub struct AppDraft {
    /// What it will be called: so nobody registers it twice.
    id: TotpId,
    account: AccountId,
    visit: VisitId,
    seed: Zeroizing<Vec<u8>>,
}

impl fmt::Debug for AppDraft {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("AppDraft(..)")
    }
}

impl AppDraft {
    /// Only `service::register` calls this, for somebody who may register one.
    pub(crate) fn draw(id: TotpId, account: AccountId, visit: VisitId, drawn: [Entropy; 2]) -> Self {
        let mut seed = Zeroizing::new(Vec::with_capacity(SEED_BYTES));
        seed.extend(drawn.into_iter().flatten().take(SEED_BYTES));
        Self { id, account, visit, seed }
    }

    pub(crate) const fn id(&self) -> &TotpId {
        &self.id
    }

    pub(crate) fn is_of(&self, account: &AccountId, visit: &VisitId) -> bool {
        self.account == *account && self.visit == *visit
    }

    pub(crate) fn seed(&self) -> &Zeroizing<Vec<u8>> {
        &self.seed
    }

    /// The step of which `typed` is the code, when it is one that the app shows now.
    pub(crate) fn step_of(&self, typed: &Secret, now: Moment) -> Option<i64> {
        matching_step(&self.seed, &crate::domain::code::normalise(typed.expose()), now)
    }

    /// What a camera reads: shortened until it fits, the names last of all to be missed. None where not
    /// even a sign of the login would be left.
    pub fn uri(&self, issuer: &str, login: &str) -> Option<Secret> {
        let (mut issuer, mut login) = (issuer.to_owned(), login.to_owned());
        loop {
            let uri = otpauth_uri(&self.seed, &issuer, &login)?;
            if uri.expose().len() <= LONGEST_URI {
                return Some(uri);
            }
            if issuer.len() > ISSUER_KEPT {
                issuer.pop();
            } else {
                login.pop();
            }
        }
    }

    /// The same for somebody who types it: in groups of four.
    pub fn spelled(&self) -> Zeroizing<String> {
        let letters = Zeroizing::new(BASE32_NOPAD.encode(&self.seed));
        let mut spelled = Zeroizing::new(String::with_capacity(letters.len() * 2));
        for (place, letter) in letters.chars().enumerate() {
            if place > 0 && place % 4 == 0 {
                spelled.push(' ');
            }
            spelled.push(letter);
        }
        spelled
    }

    /// Whether `typed` is the key, or so much of it that nothing else can be meant: somebody took this program for the
    /// app. Nothing is learnt from it, for the page shows the key.
    pub fn is_spelled(&self, typed: &Secret) -> bool {
        let key = Zeroizing::new(BASE32_NOPAD.encode(&self.seed));
        let mut signs = Zeroizing::new(String::with_capacity(typed.expose().len()));
        signs.extend(typed.expose().chars().filter(char::is_ascii_alphanumeric).map(|c| c.to_ascii_uppercase()));
        // A slip in it leaves a piece before or behind it.
        let is_piece =
            |piece: &[u8]| piece.iter().any(u8::is_ascii_alphabetic) && key.as_bytes().windows(PIECE).any(|own| own == piece);
        let has_piece = signs.as_bytes().windows(PIECE).any(is_piece);
        let is_uri = typed.expose().trim_start().get(..SCHEME.len()).is_some_and(|begun| begun.eq_ignore_ascii_case(SCHEME));
        has_piece || is_uri
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::proof::totp::code_at;

    const NOW: Moment = Moment::from_millis(1_800_000_000_000);

    fn draft() -> AppDraft {
        let (account, visit) = (AccountId::from_stored("A".to_owned()), VisitId::from_stored("V".to_owned()));
        AppDraft::draw(TotpId::from_stored("T".to_owned()), account, visit, [[7; 16], [9; 16]])
    }

    #[test]
    fn a_seed_has_160_bits_and_is_spelled_in_groups_of_four() {
        let draft = draft();
        assert_eq!(draft.seed().len(), 20);
        let spelled = draft.spelled();
        assert_eq!(spelled.split(' ').map(str::len).collect::<Vec<_>>(), [4; 8]);
        assert_eq!(BASE32_NOPAD.decode(spelled.replace(' ', "").as_bytes()).expect("base 32"), **draft.seed());
    }

    #[test]
    fn a_uri_fits_whatever_the_names_are_and_still_says_whose_it_is() {
        let long = "x".repeat(300);
        for (issuer, login) in [
            ("Contoso", "alain@contoso.com"),
            ("Universiteit van Amsterdam en omstreken", "a.very.long.user.name@some-university.example.org"),
            ("Ministerie van Économie: \u{1F3DB}\u{1F3DB}\u{1F3DB}", "zoë"),
            (&long, &long),
        ] {
            let uri = draft().uri(issuer, login).expect("a URI");
            assert!(uri.expose().len() <= LONGEST_URI, "{}", uri.expose());
            let label = uri.expose().trim_start_matches("otpauth://totp/").split('?').next().unwrap_or_default();
            let (issuer, account) = label.split_once(':').expect("both");
            assert!(!issuer.is_empty() && !account.is_empty(), "{}", uri.expose());
        }
        let whole = draft().uri("Contoso", "alain@contoso.com").expect("a URI");
        assert!(whole.expose().contains("Contoso:alain%40contoso.com?secret="), "{}", whole.expose());
        assert!(draft().uri("Contoso", "").is_none());
    }

    #[test]
    fn the_key_is_known_for_the_key_however_it_is_typed() {
        let draft = draft();
        let key: String = draft.spelled().to_string();
        let slip = key.replacen('A', "B", 1);
        let uri = draft.uri("Contoso", "ada").expect("a URI");
        let is_key = |typed: &str| draft.is_spelled(&Secret::new(typed.to_owned()));
        let spelled = [key.clone(), key.to_lowercase(), key.replace(' ', ""), key.replace(' ', "-")];
        let zero = key.replace('O', "0");
        for typed in spelled.iter().map(String::as_str).chain([&key[..7], slip.as_str(), zero.as_str(), uri.expose()]) {
            assert!(is_key(typed), "{typed}");
        }
        assert!(is_key(&key.replacen('Q', "P", 1)), "with a slip in its middle");
        for typed in [
            "",
            "zebra copper lantern wharf violet",
            "daanferry tulip 1953 harbour",
            " ",
            "123456",
            "12345O",
            "abcdef",
            &key[..4],
            "23456 723456 723456 7",
            "ada.peeters@contoso.com",
            "ada.van.den.berg.peeters",
            "\u{1F3DB}tpauth",
        ] {
            assert!(!is_key(typed), "{typed}");
        }
    }

    #[test]
    fn it_is_of_its_account_and_visit_only() {
        let (account, visit) = (AccountId::from_stored("A".to_owned()), VisitId::from_stored("V".to_owned()));
        assert!(draft().is_of(&account, &visit));
        assert!(!draft().is_of(&AccountId::from_stored("B".to_owned()), &visit));
        assert!(!draft().is_of(&account, &VisitId::from_stored("W".to_owned())));
    }

    #[test]
    fn only_a_code_of_now_is_one() {
        let draft = draft();
        let code = code_at(draft.seed(), NOW);
        assert_eq!(draft.step_of(&code, NOW), Some(60_000_000));
        let late = NOW + crate::domain::time::Span::minutes(5);
        assert_eq!(draft.step_of(&code, late), None);
        assert_eq!(draft.step_of(&Secret::new(String::new()), NOW), None);
        assert_eq!(format!("{draft:?}"), "AppDraft(..)");
    }
}
