//! Whose kiosk this is: the name on every page and letter, and the desk that helps.

/// The organisation, as its visitors see it. Every text is already safe to show.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Organisation {
    pub name: String,
    /// What a user ID looks like here.
    pub example_login: String,
    pub desk: Desk,
    /// IANA name of the zone times are shown in.
    pub timezone: String,
    /// Where this front end stands, for letters and audit: "Hall B".
    pub place: String,
}

/// The help desk; a part that is empty is not shown.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Desk {
    pub phone: String,
    pub address: String,
    pub hours: String,
}
