//! Keys and pastes out of the bytes that a terminal sends. Pure: it knows no terminal and no clock;
//! whoever reads the bytes tells it, by `flush`, that none came for a while.
//!
//! It goes byte by byte and remembers everything in its state, so packets may be cut anywhere.
//! A sequence that it does not know is swallowed whole, and what Alt makes of a key is only [`Key::Other`]:
//! nothing of it may end up as letters in a field.

mod paste;
mod sequence;
#[cfg(test)]
mod tests;
mod utf8;

use self::paste::Paste;
use self::sequence::{Meaning, Sequence};
use self::utf8::{Step, Utf8};
use super::inputs::Inputs;
use super::{Input, Key};
use crate::domain::visible::is_steering;

const ESC: u8 = 0x1b;
const BEL: u8 = 0x07;

/// Bytes of a string that some terminal answers with before we stop believing that its end comes.
const LONGEST_STRING: u16 = 4096;

/// Silences that a paste may take before it counts as broken off: a second, at 50 ms each. Ended
/// sooner, the rest of a paste over a slow link would be typed into the page, line ends included.
const PASTE_PATIENCE: u8 = 20;

/// Makes inputs out of bytes.
#[derive(Debug, Default)]
pub struct Decoder {
    state: State,
    text: Utf8,
    /// The last byte was a carriage return, so that a line feed after it is not a second Enter.
    returned: bool,
}

#[derive(Debug, Default)]
enum State {
    #[default]
    Ground,
    /// After one ESC, or after two: some terminals send Alt as an ESC before the key's own sequence.
    Escape {
        doubled: bool,
    },
    /// After ESC and a blank or a mark such as `(`: goes on to a final byte.
    Designation,
    Sequence(Sequence),
    /// After `ESC [ [`: the Linux console's F1 to F5.
    LinuxKey {
        alt: bool,
    },
    /// The three bytes of an old mouse report.
    Mouse {
        left: u8,
    },
    /// An answer of the terminal that ends with BEL or `ESC \`.
    Answer {
        length: u16,
    },
    Paste {
        paste: Paste,
        silences: u8,
    },
    /// The rest of a character that came with Alt.
    AltCharacter,
}

impl Decoder {
    /// What `bytes` add up to, with what came before.
    pub fn feed(&mut self, bytes: &[u8]) -> Inputs {
        let mut inputs = Inputs::with_room(bytes.len());
        for byte in bytes {
            self.take(*byte, &mut inputs);
        }
        inputs
    }

    /// Whether something is begun and not finished. Then `flush` is due after 50 ms without a byte,
    /// and again as long as this holds.
    pub fn is_waiting(&self) -> bool {
        !matches!(self.state, State::Ground) || self.text.is_partial()
    }

    /// What is begun will not go on: a lone ESC was the key, half a sequence is nothing.
    pub fn flush(&mut self) -> Inputs {
        self.text = Utf8::default();
        match std::mem::take(&mut self.state) {
            State::Escape { doubled: true } => Inputs::from([Input::Key(Key::Esc), Input::Key(Key::Esc)]),
            State::Escape { doubled: false } => Inputs::from([Input::Key(Key::Esc)]),
            State::Paste { paste, silences } if silences < PASTE_PATIENCE => {
                self.state = State::Paste { paste, silences: silences + 1 };
                Inputs::default()
            }
            State::Paste { paste, .. } => Inputs::from([Input::Paste(paste.into_text())]),
            State::Ground
            | State::Designation
            | State::Sequence(_)
            | State::LinuxKey { .. }
            | State::Mouse { .. }
            | State::Answer { .. }
            | State::AltCharacter => Inputs::default(),
        }
    }

    fn take(&mut self, byte: u8, inputs: &mut Inputs) {
        match std::mem::take(&mut self.state) {
            State::Ground => self.ground(byte, inputs),
            State::Escape { doubled } => self.escape(byte, doubled, inputs),
            State::Designation => self.designation(byte, inputs),
            State::Sequence(sequence) => self.sequence(byte, sequence, inputs),
            State::LinuxKey { alt } => push(inputs, sequence::linux_key(byte).map(|key| if alt { Key::Other } else { key })),
            State::Mouse { left } if left > 1 => self.state = State::Mouse { left: left - 1 },
            State::Mouse { .. } => {}
            State::Answer { length } => self.answer(byte, length),
            State::Paste { paste, .. } => self.paste(byte, paste, inputs),
            State::AltCharacter => self.alt_character(byte, inputs),
        }
    }

    fn ground(&mut self, byte: u8, inputs: &mut Inputs) {
        match self.text.take(byte) {
            Step::Character(c) => push(inputs, self.key_of(c)),
            Step::Partial => {}
            Step::Broken => self.ground(byte, inputs),
        }
    }

    fn key_of(&mut self, c: char) -> Option<Key> {
        let returned = std::mem::replace(&mut self.returned, c == '\r');
        match c {
            '\u{1b}' => {
                self.state = State::Escape { doubled: false };
                None
            }
            '\r' => Some(Key::Enter),
            '\n' => (!returned).then_some(Key::Enter),
            '\t' => Some(Key::Tab),
            '\u{8}' | '\u{7f}' => Some(Key::Backspace),
            '\u{1}'..='\u{1a}' => char::from_u32(c as u32 + 0x60).map(Key::Ctrl),
            '\0' | '\u{1c}'..='\u{1f}' => Some(Key::Other),
            c => (!is_steering(c)).then_some(Key::Char(c)),
        }
    }

    fn escape(&mut self, byte: u8, doubled: bool, inputs: &mut Inputs) {
        match byte {
            b'[' => self.state = State::Sequence(Sequence::csi(doubled)),
            b'O' => self.state = State::Sequence(Sequence::ss3(doubled)),
            b']' | b'P' | b'X' | b'^' | b'_' => self.state = State::Answer { length: 0 },
            ESC => {
                push(inputs, doubled.then_some(Key::Esc));
                self.state = State::Escape { doubled: true };
            }
            b'\t' => push(inputs, Some(Key::BackTab)),
            0x20..=0x2f => self.state = State::Designation,
            0x80.. => self.alt_character(byte, inputs),
            // The end of a terminal's answer.
            b'\\' => {}
            _ => push(inputs, Some(Key::Other)),
        }
    }

    fn designation(&mut self, byte: u8, inputs: &mut Inputs) {
        match byte {
            0x20..=0x2f => self.state = State::Designation,
            0x30..=0x7e => {}
            _ => self.ground(byte, inputs),
        }
    }

    fn sequence(&mut self, byte: u8, sequence: Sequence, inputs: &mut Inputs) {
        match sequence.take(byte) {
            Meaning::Open(sequence) => self.state = State::Sequence(sequence),
            Meaning::Key(key) => push(inputs, Some(key)),
            Meaning::LinuxKey { alt } => self.state = State::LinuxKey { alt },
            Meaning::Mouse => self.state = State::Mouse { left: 3 },
            Meaning::Click { column, row } => inputs.push(Input::Click { column, row }),
            Meaning::Paste => self.state = State::Paste { paste: Paste::default(), silences: 0 },
            Meaning::Nothing => {}
            Meaning::Broken => self.ground(byte, inputs),
        }
    }

    fn answer(&mut self, byte: u8, length: u16) {
        self.state = match byte {
            BEL | 0x18 | 0x1a => State::Ground,
            ESC => State::Escape { doubled: false },
            _ if length >= LONGEST_STRING => State::Ground,
            _ => State::Answer { length: length + 1 },
        };
    }

    fn paste(&mut self, byte: u8, mut paste: Paste, inputs: &mut Inputs) {
        if paste.take(byte) {
            inputs.push(Input::Paste(paste.into_text()));
        } else {
            self.state = State::Paste { paste, silences: 0 };
        }
    }

    fn alt_character(&mut self, byte: u8, inputs: &mut Inputs) {
        match self.text.take(byte) {
            Step::Partial if self.text.is_partial() => self.state = State::AltCharacter,
            Step::Character(_) => push(inputs, Some(Key::Other)),
            Step::Partial => {}
            Step::Broken => self.ground(byte, inputs),
        }
    }
}

fn push(inputs: &mut Inputs, key: Option<Key>) {
    inputs.extend(key.map(Input::Key));
}
