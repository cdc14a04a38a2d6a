//! A sheet of recovery codes before it counts: codes that are kept nowhere until their owner has shown that
//! they are on paper. A sheet that nobody wrote down would be worse than none, for from then on it guards
//! the settings.

use std::fmt;

use zeroize::Zeroizing;

use super::recovery::{ON_A_SHEET, RecoveryKey, RecoveryMac};
use crate::domain::code::{draw_recovery, group_of, grouped, normalise};
use crate::domain::id::{AccountId, Entropy, VisitId};
use crate::domain::secret::Secret;

/// Ten codes for one account, in one visit. Not `Clone`: it leaves its page with what was typed of it, and
/// comes back with the reply.
#[derive(PartialEq, Eq)]
pub struct SheetDraft {
    account: AccountId,
    visit: VisitId,
    codes: Vec<Zeroizing<String>>,
}

impl fmt::Debug for SheetDraft {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("SheetDraft(..)")
    }
}

impl SheetDraft {
    /// Only `service::recovery` calls this, for somebody who may have one.
    pub(crate) fn draw(account: AccountId, visit: VisitId, drawn: &[[Entropy; 2]; ON_A_SHEET]) -> Self {
        let codes = drawn.iter().map(|halves| Zeroizing::new(draw_recovery(*halves).expose().to_owned()));
        Self { account, visit, codes: codes.collect() }
    }

    pub(crate) fn is_of(&self, account: &AccountId, visit: &VisitId) -> bool {
        self.account == *account && self.visit == *visit
    }

    /// The codes for somebody who copies them, in groups.
    pub fn spelled(&self) -> Vec<Zeroizing<String>> {
        self.codes.iter().map(|code| Zeroizing::new(grouped(code))).collect()
    }

    /// Whether `typed` is the last code or its last group. Whoever reads that off their paper has come to its
    /// end, and all of a code would be long to type for somebody who has just written ten of them.
    pub(crate) fn is_on_paper(&self, typed: &Secret) -> bool {
        let (Some(last), typed) = (self.codes.last(), normalise(typed.expose())) else { return false };
        let end = last.get(last.len().saturating_sub(group_of(last.len()))..).unwrap_or_default();
        [end, last.as_str()].into_iter().any(|right| typed.matches(&Secret::new(right.to_owned())))
    }

    /// What the store keeps of the codes.
    pub(crate) fn macs(&self, key: &RecoveryKey) -> Vec<RecoveryMac> {
        self.codes.iter().map(|code| key.mac(&self.account, &Secret::new(code.as_str().to_owned()))).collect()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn draft() -> SheetDraft {
        let (account, visit) = (AccountId::from_stored("A".to_owned()), VisitId::from_stored("V".to_owned()));
        SheetDraft::draw(account, visit, &std::array::from_fn(|place| [[u8::try_from(place).unwrap() * 20 + 3; 16]; 2]))
    }

    #[test]
    fn a_sheet_is_spelled_in_five_groups_of_five_and_says_nothing_else() {
        let spelled = draft().spelled();
        assert_eq!(spelled.len(), ON_A_SHEET);
        for code in &spelled {
            assert_eq!(code.split(' ').map(str::len).collect::<Vec<_>>(), [5; 5], "{}", **code);
        }
        assert_eq!(format!("{:?}", draft()), "SheetDraft(..)");
    }

    #[test]
    fn only_the_end_of_the_last_code_shows_that_all_were_copied() {
        let (draft, spelled) = (draft(), draft().spelled());
        let (first, last) = (spelled.first().expect("a code"), spelled.last().expect("a code"));
        let end = last.rsplit(' ').next().expect("a group");
        for typed in [end, &end.to_lowercase(), &format!(" {end}."), last, &last.replace(' ', "-")] {
            assert!(draft.is_on_paper(&Secret::new(typed.to_owned())), "{typed}");
        }
        let group = last.split(' ').next().expect("a group");
        for typed in ["", " - ", &end[1..], group, first, first.rsplit(' ').next().expect("a group"), &format!("{}A", **last)] {
            assert!(!draft.is_on_paper(&Secret::new(typed.to_owned())), "{typed}");
        }
    }

    #[test]
    fn what_is_kept_accepts_each_code_of_its_owner() {
        let (draft, key) = (draft(), RecoveryKey::new([7; 32]));
        let macs = draft.macs(&key);
        let owner = AccountId::from_stored("A".to_owned());
        let expected: Vec<_> = draft.spelled().iter().map(|code| key.mac(&owner, &normalise(code))).collect();
        assert!(macs == expected && macs.len() == ON_A_SHEET);
    }
}
