//! Whether somebody who signed in is reminded of what they registered: something is missing, or it is long since
//! they looked. Values only: what the store keeps of it and the time are handed in.

use super::account::Reminded;
use super::policy::{ReminderPolicy, Skips};
use super::proof::sign_in::SignedIn;
use super::registration::Registration;
use super::time::Moment;

/// What somebody is reminded of.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Reminder {
    pub registration: Registration,
    pub why: Why,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Why {
    /// Too little is registered to choose a new password with.
    Missing { skips: Skips },
    /// Nothing is missing, but nobody has looked for long.
    Unconfirmed,
}

/// What somebody does about a reminder without changing what is registered.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Settling {
    /// What is registered is right.
    Confirm,
    /// What is missing is put off.
    PutOff,
}

/// The answer to a [`Settling`].
#[derive(Debug, PartialEq, Eq)]
pub enum Settled {
    Done {
        signed_in: SignedIn,
    },
    /// It cannot be settled so; this is what there is to be reminded of now.
    Refused {
        signed_in: SignedIn,
        due: Option<Box<Reminder>>,
    },
    SignedOut,
}

/// What whoever registered `registration` is reminded of. Of what is missing only where they can add some of it:
/// nobody is held up by what only an operator can mend.
pub fn due(policy: &ReminderPolicy, registration: Registration, reminded: Reminded, now: Moment) -> Option<Reminder> {
    let why = match registration.missing() {
        0 if policy.is_long_since(reminded.confirmed, now) => Why::Unconfirmed,
        0 => return None,
        _ if registration.can_add.is_empty() => return None,
        _ => Why::Missing { skips: policy.skip.left(reminded, now) },
    };
    policy.required.then_some(Reminder { registration, why })
}

impl Reminder {
    /// What is left of it once its owner made `registration` what is there: a change that leaves nothing missing,
    /// or nothing that they could mend, confirms the rest.
    pub fn after(self, registration: &Registration) -> Option<Self> {
        let is_left = registration.missing() > 0 && !registration.can_add.is_empty();
        is_left.then(|| Self { registration: registration.clone(), ..self })
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::method::Method;
    use crate::domain::policy::Skip;

    const DAY: i64 = 86_400_000;
    const POLICY: ReminderPolicy = ReminderPolicy::MODERN;

    fn day(day: i64) -> Moment {
        Moment::from_millis(day * DAY)
    }

    fn registration(has: usize, can_add: &[Method]) -> Registration {
        Registration {
            contacts: Vec::new(),
            apps: Vec::new(),
            keys: Vec::new(),
            takes_keys: false,
            told: 0,
            questions: 0,
            codes: 0,
            phones: Vec::new(),
            takes: vec![Method::Email, Method::Totp],
            has,
            needs: 2,
            may_reset: true,
            can_add: can_add.to_vec(),
            asks: None,
            mails: true,
            opens: None,
            could_answer: false,
            kept: Vec::new(),
        }
    }

    fn reminded(confirmed: i64, since: Option<i64>, skipped: u32) -> Reminded {
        Reminded { confirmed: day(confirmed), since: since.map(day), skipped }
    }

    fn why(policy: ReminderPolicy, has: usize, reminded: Reminded, now: Moment) -> Option<Why> {
        due(&policy, registration(has, &[Method::Totp]), reminded, now).map(|due| due.why)
    }

    #[test]
    fn what_is_missing_may_be_put_off_for_some_days_and_times_whichever_ends_first() {
        let skips = |since, skipped, now| match why(POLICY, 1, reminded(0, since, skipped), now) {
            Some(Why::Missing { skips }) => skips,
            other => panic!("{other:?}"),
        };
        assert_eq!(skips(None, 0, day(10)), Skips::Left { times: 3, until: day(24) });
        assert_eq!(skips(Some(10), 2, day(20)), Skips::Left { times: 1, until: day(24) });
        assert_eq!(skips(Some(10), 3, day(20)), Skips::UsedUp);
        assert_eq!(skips(Some(10), 0, day(24)), Skips::UsedUp);
        assert_eq!(skips(Some(10), 0, day(9)), Skips::UsedUp, "a clock that goes back gives no more time");
    }

    #[test]
    fn an_operator_may_let_nobody_skip_or_everybody() {
        let with = |skip| why(ReminderPolicy { skip, ..POLICY }, 1, reminded(0, Some(0), 90), day(500));
        assert_eq!(with(Skip::Never), Some(Why::Missing { skips: Skips::None }));
        assert_eq!(with(Skip::Always), Some(Why::Missing { skips: Skips::Unlimited }));
    }

    #[test]
    fn what_is_registered_is_looked_at_again_after_half_a_year() {
        assert_eq!(why(POLICY, 2, reminded(10, None, 0), day(189)), None);
        assert_eq!(why(POLICY, 2, reminded(10, None, 0), day(190)), Some(Why::Unconfirmed));
        assert_eq!(why(POLICY, 2, reminded(10, None, 0), day(9)), Some(Why::Unconfirmed), "the clock went back");
        assert_eq!(why(ReminderPolicy { reconfirm: None, ..POLICY }, 2, reminded(10, None, 0), day(9_000)), None);
    }

    #[test]
    fn nobody_is_reminded_of_what_they_cannot_mend_or_where_nobody_is() {
        assert_eq!(due(&POLICY, registration(1, &[]), reminded(0, None, 0), day(1)), None);
        assert_eq!(why(ReminderPolicy { required: false, ..POLICY }, 1, reminded(0, None, 0), day(1)), None);
        assert_eq!(why(ReminderPolicy { required: false, ..POLICY }, 2, reminded(0, None, 0), day(400)), None);
    }

    #[test]
    fn a_reminder_is_over_once_nothing_is_missing() {
        let missing = due(&POLICY, registration(0, &[Method::Totp]), reminded(0, None, 0), day(1)).unwrap();
        let left = missing.after(&registration(1, &[Method::Email])).unwrap();
        assert_eq!(left.registration.has, 1);
        assert_eq!(left.clone().after(&registration(2, &[])), None);
        assert_eq!(left.after(&registration(1, &[])), None, "nobody is held up by what they cannot mend");
        let unconfirmed = due(&POLICY, registration(2, &[]), reminded(0, None, 0), day(400)).unwrap();
        assert_eq!(unconfirmed.clone().after(&registration(2, &[])), None, "whoever changed something looked at it");
        assert!(unconfirmed.after(&registration(1, &[Method::Email])).is_some(), "what is left is too little");
    }
}
