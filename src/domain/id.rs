//! Names of rows: ULIDs, 26 characters, one type per kind so that they cannot be mixed up.

use std::fmt;

use ulid::Ulid;

use super::time::Moment;

/// Sixteen bytes from the random source; the upper six bytes of an id come from the clock.
pub type Entropy = [u8; 16];

macro_rules! id {
    ($(#[$doc:meta])* $name:ident) => {
        $(#[$doc])*
        #[derive(Clone, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
        pub struct $name(String);

        impl $name {
            pub fn new(now: Moment, entropy: Entropy) -> Self {
                let millis = u64::try_from(now.millis()).unwrap_or_default();
                Self(Ulid::from_parts(millis, u128::from_le_bytes(entropy)).to_string())
            }

            /// From a column that this program wrote.
            pub fn from_stored(text: String) -> Self {
                Self(text)
            }

            pub fn as_str(&self) -> &str {
                &self.0
            }

            /// When it was made; none where it is no ULID.
            pub fn made(&self) -> Option<Moment> {
                let millis = Ulid::from_string(&self.0).ok()?.timestamp_ms();
                i64::try_from(millis).ok().map(Moment::from_millis)
            }
        }

        impl fmt::Display for $name {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str(&self.0)
            }
        }
    };
}

id!(
    /// An account.
    AccountId
);
id!(
    /// A contact of an account.
    ContactId
);

impl ContactId {
    /// The `place`th, from 0, of those that are made at one time: such ids rise with it, as the ids of what comes later
    /// do. What chance has left of its share is more than any two of one millisecond need.
    pub fn in_row(now: Moment, entropy: Entropy, place: usize) -> Self {
        let by_chance = u128::from_le_bytes(entropy) & u128::from(u64::MAX);
        let place = u128::from(u16::try_from(place).unwrap_or(u16::MAX)) << u64::BITS;
        Self::new(now, (place | by_chance).to_le_bytes())
    }
}

id!(
    /// An authenticator app registered by an account.
    TotpId
);
id!(
    /// A security key registered by an account.
    SecurityKeyId
);
id!(
    /// An answer that an account registered, and so the question it answers.
    AnswerId
);
id!(
    /// One stay of one person at a front end.
    VisitId
);
id!(
    /// What a gate puts to the visitor.
    ChallengeId
);
id!(
    /// A letter in the outbox.
    LetterId
);
id!(
    /// An import of people.
    ImportId
);

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_made_in_one_row_keeps_its_order() {
        let now = Moment::from_millis(1_000);
        let entropy = |place: u8| [255 - place; 16];
        let row: Vec<ContactId> = (0..=255).map(|place| ContactId::in_row(now, entropy(place), place.into())).collect();
        assert!(row.is_sorted(), "{row:?}");
        assert!(row.last() < Some(&ContactId::in_row(Moment::from_millis(1_001), [0; 16], 0)));
        assert_ne!(ContactId::in_row(now, entropy(0), 3), ContactId::in_row(now, entropy(1), 3));
    }
}
