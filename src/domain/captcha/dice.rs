//! Choices drawn from random bytes that were handed in: the same bytes, the same choices. Not for
//! secrets that have to stay so; a riddle is solved within minutes or thrown away.

use crate::domain::id::Entropy;

/// A sequence of choices, by Steele's split-mix generator of 64 bits: each state comes once before any
/// comes again.
pub struct Dice(u64);

impl Dice {
    /// Two sequences, from either half of the bytes: one tells nothing about the other.
    pub fn pair(entropy: Entropy) -> (Self, Self) {
        let whole = u128::from_le_bytes(entropy);
        let low = whole & u128::from(u64::MAX);
        (Self(u64::try_from(low).unwrap_or_default()), Self(u64::try_from(whole >> 64).unwrap_or_default()))
    }

    /// A number below `ceiling`; for the few it is used with, the bias is below 2^-56.
    pub fn below(&mut self, ceiling: usize) -> usize {
        let wide = u128::from(self.next()) * u128::try_from(ceiling).unwrap_or_default();
        usize::try_from(wide >> 64).unwrap_or_default()
    }

    /// One of `from`; none where there is none.
    pub fn pick<T: Copy>(&mut self, from: &[T]) -> Option<T> {
        from.get(self.below(from.len())).copied()
    }

    fn next(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mut mixed = self.0;
        mixed = (mixed ^ (mixed >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        mixed = (mixed ^ (mixed >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        mixed ^ (mixed >> 31)
    }
}
