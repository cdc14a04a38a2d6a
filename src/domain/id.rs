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
id!(
    /// An authenticator app registered by an account.
    TotpId
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
