//! How a terminal becomes what it was before: another way where it was drawn on than where it was only written on.
//! Whoever holds the terminal keeps count of it by the bytes that went there, for when the program ends so that
//! there is nobody left to ask a `Screen`.

/// Another screen than the one that was found, and back to that.
pub(super) const ENTER: &[u8] = b"\x1b[?1049h";
pub(super) const LEAVE: &[u8] = b"\x1b[?1049l";

/// The way back from a screen of our own.
pub const CLOSE: &[u8] = b"\x1b[?1006l\x1b[?1000l\x1b[0m\x1b[2J\x1b[3J\x1b[H\x1b[?2004l\x1b[?25h\x1b[?1049l";
/// The way back where the window itself was written on. What a visitor was told is wiped from it all the same.
pub const CLOSE_WRITTEN: &[u8] = b"\x1b[0m\x1b[2J\x1b[3J\x1b[H\x1b[?2004l\x1b[?25h";

/// What steers a terminal begins with this; one that was only printed on needs no way back.
const ESC: u8 = 0x1b;

/// Which way back there is from where a terminal is, the shortest first.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord)]
pub enum WayBack {
    #[default]
    None,
    FromWritten,
    FromDrawn,
}

impl WayBack {
    /// The way back when `bytes` have been sent, too.
    #[must_use]
    pub fn after(self, bytes: &[u8]) -> Self {
        let last = |wanted: &[u8]| bytes.windows(wanted.len()).rposition(|seen| seen == wanted);
        match (last(ENTER), last(LEAVE)) {
            _ if bytes.ends_with(CLOSE) || bytes.ends_with(CLOSE_WRITTEN) => Self::None,
            (Some(entered), left) if left < Some(entered) => Self::FromDrawn,
            (_, Some(_)) => Self::FromWritten,
            (_, None) if self == Self::None && bytes.contains(&ESC) => Self::FromWritten,
            (_, None) => self,
        }
    }

    /// What is to be sent.
    pub const fn bytes(self) -> &'static [u8] {
        match self {
            Self::None => b"",
            Self::FromWritten => CLOSE_WRITTEN,
            Self::FromDrawn => CLOSE,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_way_back_is_from_where_the_terminal_is() {
        let sent = |packets: &[&[u8]]| packets.iter().fold(WayBack::None, |way, bytes| way.after(bytes));
        for (packets, way) in [
            (&[b"plain text".as_slice()][..], WayBack::None),
            (&[b"\x1b[?2004h".as_slice(), b"text"], WayBack::FromWritten),
            (&[b"\x1b[?1049h\x1b[2J".as_slice(), b"\x1b[1mbold"], WayBack::FromDrawn),
            (&[b"\x1b[?1049h".as_slice(), b"\x1b[2J\x1b[?1049l", b"text"], WayBack::FromWritten),
            (&[b"\x1b[?1049h\x1b[?1049l\x1b[?1049h".as_slice()], WayBack::FromDrawn),
            (&[b"\x1b[?1049h".as_slice(), CLOSE], WayBack::None),
            (&[b"\x1b[?2004h".as_slice(), CLOSE_WRITTEN], WayBack::None),
        ] {
            assert_eq!(sent(packets), way, "{packets:?}");
        }
    }
}
