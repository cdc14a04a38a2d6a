//! Whom people are sent to, in a sentence: nobody is sent to a help desk that there is none of.

use super::Arg;
use crate::domain::organisation::Desk;

/// The help desk, where people are told of one.
pub fn whom(desk: &Desk) -> Arg {
    Arg::Word(if desk.is_told() { "whom-desk" } else { "whom-administrator" })
}
