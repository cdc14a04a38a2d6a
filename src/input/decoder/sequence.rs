//! What the control sequences of keys mean, in the forms of xterm, the VT220, the Linux console,
//! `PuTTY` and rxvt.

use super::Key;

/// Bytes between `ESC [` and the final byte before we stop believing that it comes.
const LONGEST: usize = 64;

/// Shift, Alt and Ctrl in the button of a mouse report.
const MODIFIERS: u16 = 4 | 8 | 16;

/// Parameters that a key's sequence may have; a longer one is no key, and only counted.
const KEPT: usize = 16;

/// A control sequence that has begun.
#[derive(Debug)]
pub struct Sequence {
    introduction: Introduction,
    alt: bool,
    parameters: [u8; KEPT],
    length: usize,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Introduction {
    /// `ESC [`
    Csi,
    /// `ESC O`
    Ss3,
}

/// What one more byte came to.
#[derive(Debug)]
pub enum Meaning {
    Open(Sequence),
    Key(Key),
    /// A function key of the Linux console follows.
    LinuxKey {
        alt: bool,
    },
    /// Three bytes of an old mouse report follow.
    Mouse,
    Click {
        column: u16,
        row: u16,
    },
    /// A paste follows.
    Paste,
    Nothing,
    /// The sequence broke off; the byte begins something else.
    Broken,
}

impl Sequence {
    pub const fn csi(alt: bool) -> Self {
        Self { introduction: Introduction::Csi, alt, parameters: [0; KEPT], length: 0 }
    }

    pub const fn ss3(alt: bool) -> Self {
        Self { introduction: Introduction::Ss3, alt, parameters: [0; KEPT], length: 0 }
    }

    pub fn take(mut self, byte: u8) -> Meaning {
        match byte {
            // rxvt ends a key with Shift in `$`, which is no final byte anywhere else.
            b'$' if self.length > 0 && self.number().is_some() => self.end(byte),
            0x20..=0x3f if self.length >= LONGEST => Meaning::Nothing,
            0x20..=0x3f => {
                if let Some(place) = self.parameters.get_mut(self.length) {
                    *place = byte;
                }
                self.length += 1;
                Meaning::Open(self)
            }
            0x40..=0x7e => self.end(byte),
            _ => Meaning::Broken,
        }
    }

    fn end(&self, last: u8) -> Meaning {
        let bare = self.length == 0;
        match (self.introduction, last) {
            (Introduction::Csi, b'[') if bare => Meaning::LinuxKey { alt: self.alt },
            (Introduction::Csi, b'M') if bare => Meaning::Mouse,
            (Introduction::Csi, b'M' | b'm') if self.parameters.first() == Some(&b'<') => self.report(last),
            (Introduction::Csi, b'~') if self.number() == Some(200) => Meaning::Paste,
            _ => match self.key(last) {
                Some(key) => Meaning::Key(if self.has_alt() { Key::Other } else { key }),
                None => Meaning::Nothing,
            },
        }
    }

    /// A report of a mouse (`CSI < button ; column ; row M`, counted from 1), which ends in `m` when the button
    /// is let go. A wheel scrolls, and whatever else is pressed shows that somebody is there.
    fn report(&self, last: u8) -> Meaning {
        let text = self.parameters.get(1..self.length).and_then(|bytes| std::str::from_utf8(bytes).ok());
        let numbers: Option<Vec<u16>> = text.and_then(|text| text.split(';').map(|number| number.parse().ok()).collect());
        let Some([button, column, row]) = numbers.as_deref() else { return Meaning::Nothing };
        let (Some(column), Some(row)) = (column.checked_sub(1), row.checked_sub(1)) else { return Meaning::Nothing };
        match button & !MODIFIERS {
            _ if last == b'm' => Meaning::Nothing,
            0 => Meaning::Click { column, row },
            64 => Meaning::Key(Key::PageUp),
            65 => Meaning::Key(Key::PageDown),
            1 | 2 => Meaning::Key(Key::Other),
            _ => Meaning::Nothing,
        }
    }

    fn key(&self, last: u8) -> Option<Key> {
        match self.introduction {
            Introduction::Csi if matches!(last, b'~' | b'^' | b'$' | b'@') => Some(numbered(self.numbers()?.next()?)),
            Introduction::Csi if self.numbers().is_none() => None,
            Introduction::Csi if last == b'Z' => Some(Key::BackTab),
            Introduction::Csi => lettered(last),
            Introduction::Ss3 => lettered(last).or_else(|| keypad(last)),
        }
    }

    /// The first parameter: which key it is. None where they are no plain numbers.
    fn number(&self) -> Option<u8> {
        self.numbers()?.next()?.parse().ok()
    }

    /// Alt is the second bit of the last parameter less one.
    fn has_alt(&self) -> bool {
        let modifiers = self.numbers().and_then(|numbers| numbers.skip(1).last()).and_then(|last| last.parse::<u16>().ok());
        self.alt || modifiers.is_some_and(|modifiers| modifiers.saturating_sub(1) & 2 != 0)
    }

    /// The parameters, when they are numbers and nothing else.
    fn numbers(&self) -> Option<std::str::Split<'_, char>> {
        let text = std::str::from_utf8(self.parameters.get(..self.length)?).ok()?;
        text.chars().all(|c| c.is_ascii_digit() || c == ';').then(|| text.split(';'))
    }
}

/// The Linux console's F1 to F5: `ESC [ [ A` and on.
pub fn linux_key(last: u8) -> Option<Key> {
    matches!(last, b'A'..=b'E').then(|| Key::F(last - b'A' + 1))
}

fn numbered(number: &str) -> Key {
    match number.parse::<u8>() {
        Ok(1 | 7) => Key::Home,
        Ok(3) => Key::Delete,
        Ok(4 | 8) => Key::End,
        Ok(5) => Key::PageUp,
        Ok(6) => Key::PageDown,
        Ok(number @ 11..=15) => Key::F(number - 10),
        Ok(number @ 17..=21) => Key::F(number - 11),
        Ok(number @ (23 | 24)) => Key::F(number - 12),
        Ok(_) | Err(_) => Key::Other,
    }
}

const fn lettered(last: u8) -> Option<Key> {
    Some(match last {
        b'A' | b'a' => Key::Up,
        b'B' | b'b' => Key::Down,
        b'C' | b'c' => Key::Right,
        b'D' | b'd' => Key::Left,
        b'F' => Key::End,
        b'H' => Key::Home,
        b'P'..=b'S' => Key::F(last - b'P' + 1),
        _ => return None,
    })
}

/// Keys that only come after `ESC O`: a number pad in its application mode, and the F5 to F12 that
/// `PuTTY` sends as a VT100.
const fn keypad(last: u8) -> Option<Key> {
    Some(match last {
        b'I' => Key::Tab,
        b'M' => Key::Enter,
        b'T'..=b'[' => Key::F(last - b'P' + 1),
        b'j'..=b'y' => Key::Char((last - b'j' + b'*') as char),
        _ => return None,
    })
}
