//! What a kiosk of a test is made with.

use kiosk::domain::captcha::{CaptchaPolicy, When};
use kiosk::domain::organisation::{Desk, Organisation};
use kiosk::domain::phone::Country;
use kiosk::domain::policy::Policy;
use kiosk::service::hashing::HashingCost;

use super::{LOWEST_COST, policy};

/// Tests ask for more people in a minute than a hall does in an hour.
const NO_RIDDLES: CaptchaPolicy = CaptchaPolicy { trusted: When::Never, open: When::Never };

/// What a kiosk of a test is made with.
#[expect(clippy::struct_excessive_bools, reason = "each is a thing that a kiosk has or not")]
pub struct Making {
    pub policy: Policy,
    pub organisation: Organisation,
    pub hashing: HashingCost,
    /// Time goes by itself, and chance is chance.
    pub real_clock: bool,
    pub captcha: CaptchaPolicy,
    /// Whether letters can be sent, and texts.
    pub mails: bool,
    pub texts: bool,
    /// Whether a reset is told to the account's addresses.
    pub notices: bool,
}

impl Default for Making {
    fn default() -> Self {
        Self {
            policy: policy(),
            organisation: organisation(),
            hashing: LOWEST_COST,
            real_clock: false,
            captcha: NO_RIDDLES,
            mails: true,
            texts: true,
            notices: true,
        }
    }
}

fn organisation() -> Organisation {
    Organisation {
        name: "Contoso".to_owned(),
        example_login: "alain@contoso.com".to_owned(),
        desk: Desk {
            phone: "555 0100".to_owned(),
            address: "Room 12".to_owned(),
            hours: "9:00-17:00".to_owned(),
            ..Desk::default()
        },
        mail_domains: vec!["contoso.com".to_owned()],
        timezone: "Europe/Amsterdam".to_owned(),
        country: Country::from_code("NL"),
        place: "Hall B".to_owned(),
    }
}
