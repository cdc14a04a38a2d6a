//! Which methods only their owner can have registered, and which of them is as good as which.

use crate::domain::account::{Account, Origin};
use crate::domain::method::Method;

/// The methods that can be somebody's own, the most secure first. Telephones are entered by operators only.
pub(super) const OWN_METHODS: [Method; 5] =
    [Method::SecurityKey, Method::Totp, Method::RecoveryCode, Method::Email, Method::Questions];

/// Whether a proof by `proved` is as good as one by `asked`: by the same method, or by one that is more secure.
pub fn is_as_secure(proved: Method, asked: Method) -> bool {
    let rank = |method| OWN_METHODS.iter().position(|own| *own == method);
    rank(proved).zip(rank(asked)).is_some_and(|(proved, asked)| proved <= asked)
}

/// The methods of `account` that only its owner can have registered and that can be asked for, the most
/// secure first. An address that an operator entered is nobody's own.
pub fn own_methods(account: &Account, asked: usize) -> Vec<Method> {
    let has = |method: &Method| match method {
        Method::Totp => !account.totps.is_empty(),
        Method::RecoveryCode => account.recovery_codes > 0,
        Method::Email => account.contacts.iter().any(|contact| contact.origin == Origin::Authentication),
        Method::Questions => account.questions > 0 && account.questions >= asked,
        Method::SecurityKey => !account.security_keys.is_empty(),
        Method::Sms => false,
    };
    OWN_METHODS.into_iter().filter(has).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_proof_stands_in_for_a_weaker_one_only() {
        for (proved, asked, expected) in [
            (Method::Totp, Method::Totp, true),
            (Method::SecurityKey, Method::Totp, true),
            (Method::Totp, Method::SecurityKey, false),
            (Method::Totp, Method::Questions, true),
            (Method::RecoveryCode, Method::Email, true),
            (Method::RecoveryCode, Method::Totp, false),
            (Method::Questions, Method::Email, false),
            (Method::Sms, Method::Questions, false),
            (Method::Sms, Method::Sms, false),
        ] {
            assert_eq!(is_as_secure(proved, asked), expected, "{proved:?} for {asked:?}");
        }
    }
}
