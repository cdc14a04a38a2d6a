//! Where each policy starts, and how far it goes: the defaults in which the two differ, and the ranges
//! that are wider in one of them, side by side. All other keys are alike in both, and say their defaults
//! and ranges where they are read.

use std::ops::RangeInclusive;

use toml::de::DeValue;

use super::kind::{Refusal, Taken};
use crate::domain::captcha::CaptchaPolicy;
use crate::domain::method::{Gates, Method};
use crate::domain::password::{CLASSES, PasswordRules};
use crate::domain::policy::{CodePolicy, Limits, PolicyName, ReminderPolicy};
use crate::domain::question::QuestionPolicy;

/// What holds where a file of this policy says nothing, and what it may say.
pub struct Standard {
    pub name: PolicyName,
    pub gates: Gates,
    pub methods: &'static [Method],
    pub code: CodePolicy,
    pub limits: Limits,
    pub questions: QuestionPolicy,
    pub captcha: CaptchaPolicy,
    pub reminders: ReminderPolicy,
    pub password: PasswordRules,
    pub reach: Reach,
}

/// How far keys may go, as far as the policies differ in it.
pub struct Reach {
    pub password_classes: RangeInclusive<usize>,
    pub password_score: RangeInclusive<u8>,
    pub letters_daily: RangeInclusive<u32>,
    pub questions_alone: &'static [bool],
}

impl Standard {
    /// Questions are not among the methods: answers can be found out, so an operator decides for them. Recovery
    /// codes are: nobody guesses one, and they are for people without a phone or another mailbox. So are security keys,
    /// which nobody guesses either; in the hall they are not offered.
    const MODERN: Self = Self {
        name: PolicyName::Modern,
        gates: Gates::Two,
        methods: &[Method::Email, Method::Totp, Method::RecoveryCode, Method::SecurityKey],
        code: CodePolicy::MODERN,
        limits: Limits::MODERN,
        questions: QuestionPolicy::MODERN,
        captcha: CaptchaPolicy::MODERN,
        reminders: ReminderPolicy::MODERN,
        password: PasswordRules::MODERN,
        reach: Reach { password_classes: 0..=0, password_score: 2..=4, letters_daily: 1..=50, questions_alone: &[false] },
    };

    /// The methods are all that Microsoft has and we have too: it names no default among them, and knows neither
    /// recovery codes nor keys that sign over SSH.
    const CLASSIC: Self = Self {
        name: PolicyName::Classic,
        gates: Gates::One,
        methods: &[Method::Email, Method::Totp, Method::Questions],
        code: CodePolicy::CLASSIC,
        limits: Limits::CLASSIC,
        questions: QuestionPolicy::CLASSIC,
        captcha: CaptchaPolicy::CLASSIC,
        reminders: ReminderPolicy::CLASSIC,
        password: PasswordRules::CLASSIC,
        reach: Reach {
            password_classes: 0..=CLASSES,
            password_score: 0..=4,
            letters_daily: 1..=1_440,
            questions_alone: &[false, true],
        },
    };

    pub const fn of(name: PolicyName) -> Self {
        match name {
            PolicyName::Modern => Self::MODERN,
            PolicyName::Classic => Self::CLASSIC,
        }
    }

    /// What `kind` takes as far as this policy reaches. What only another one takes is refused by that
    /// one's name, with `why` this one does not.
    pub fn within<T, K>(&self, kind: impl Fn(&Reach) -> K, why: &'static str) -> impl Fn(&DeValue<'_>) -> Taken<T>
    where
        K: Fn(&DeValue<'_>) -> Taken<T>,
    {
        move |value| {
            kind(&self.reach)(value).map_err(|refusal| {
                let takes = |name: &PolicyName| kind(&Self::of(*name).reach)(value).is_ok();
                match PolicyName::ALL.iter().find(|name| takes(name)) {
                    Some(other) => allowed_elsewhere(refusal, why, *other),
                    None => refusal,
                }
            })
        }
    }
}

fn allowed_elsewhere(refusal: Refusal, why: &str, other: PolicyName) -> Refusal {
    let expected = format!("{} ({why}; policy = {:?} allows it)", refusal.expected, other.name());
    Refusal { expected, ..refusal }
}
