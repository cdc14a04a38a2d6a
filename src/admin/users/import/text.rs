//! The bytes of a file as UTF-8 text with plain line ends, whatever a spreadsheet made of it. Knows
//! encodings and nothing of columns. What is no text stays bytes that are no UTF-8, so that whoever reads
//! the row finds it there.

use std::io::{self, Read};
use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};

/// How much is read to find out how a file is written.
const TASTE: usize = 64;
const CHUNK: usize = 16 * 1_024;

/// How many bytes of the file were read, for whoever shows how far it is.
#[derive(Clone, Default)]
pub struct ReadSoFar(Arc<AtomicU64>);

impl ReadSoFar {
    pub fn bytes(&self) -> u64 {
        self.0.load(Ordering::Relaxed)
    }
}

#[derive(Clone, Copy)]
enum Encoding {
    Utf8,
    Utf16Le,
    Utf16Be,
}

/// Text out of bytes.
pub struct Text {
    input: Box<dyn Read + Send>,
    read: ReadSoFar,
    encoding: Encoding,
    /// Bytes that are not decoded yet: the rest of a taste, or half a unit.
    raw: Vec<u8>,
    /// The first half of a character of two units.
    high: Option<u16>,
    /// A carriage return of which it is not known yet whether it belongs to a line end.
    held_return: bool,
    decoded: Vec<u8>,
    given: usize,
    ended: bool,
}

impl Text {
    /// Text out of `input`, without its byte-order mark.
    pub fn of(mut input: Box<dyn Read + Send>) -> io::Result<Self> {
        let mut taste = Vec::new();
        input.by_ref().take(TASTE as u64).read_to_end(&mut taste)?;
        let (encoding, mark) = encoding_of(&taste);
        let read = ReadSoFar::default();
        read.0.store(taste.len() as u64, Ordering::Relaxed);
        let raw = taste.split_off(mark.min(taste.len()));
        let (high, held_return, decoded, given, ended) = (None, false, Vec::new(), 0, false);
        Ok(Self { input, read, encoding, raw, high, held_return, decoded, given, ended })
    }

    pub fn read_so_far(&self) -> ReadSoFar {
        self.read.clone()
    }

    /// Decodes the next chunk; nothing is decoded at the end.
    fn fill(&mut self) -> io::Result<()> {
        self.decoded.clear();
        self.given = 0;
        while self.decoded.is_empty() && !self.ended {
            let before = self.raw.len();
            let got = self.input.by_ref().take(CHUNK as u64).read_to_end(&mut self.raw)?;
            self.read.0.fetch_add(got as u64, Ordering::Relaxed);
            self.ended = got == 0;
            if got > 0 || before > 0 {
                self.decode();
            }
            if self.ended {
                self.finish();
            }
        }
        Ok(())
    }

    fn decode(&mut self) {
        let raw = std::mem::take(&mut self.raw);
        let unit = match self.encoding {
            Encoding::Utf8 => {
                for byte in &raw {
                    self.put(&[*byte]);
                }
                return;
            }
            Encoding::Utf16Le => u16::from_le_bytes,
            Encoding::Utf16Be => u16::from_be_bytes,
        };
        let mut pairs = raw.chunks_exact(2);
        for pair in pairs.by_ref() {
            if let [first, second] = pair {
                self.take_unit(unit([*first, *second]));
            }
        }
        self.raw = pairs.remainder().to_vec();
    }

    fn take_unit(&mut self, unit: u16) {
        let units = self.high.take().into_iter().chain([unit]);
        let mut found = char::decode_utf16(units).peekable();
        while let Some(character) = found.next() {
            match character {
                Ok(character) => self.put(character.encode_utf8(&mut [0; 4]).as_bytes()),
                // The last one may wait for its other half.
                Err(alone) if found.peek().is_none() && (0xd800..0xdc00).contains(&alone.unpaired_surrogate()) => {
                    self.high = Some(alone.unpaired_surrogate());
                }
                Err(_) => self.put(&[0xff]),
            }
        }
    }

    /// Takes text on, with one sign for a line end.
    fn put(&mut self, bytes: &[u8]) {
        if std::mem::take(&mut self.held_return) && bytes != b"\n" {
            self.decoded.push(b'\r');
        }
        if bytes == b"\r" {
            self.held_return = true;
        } else {
            self.decoded.extend_from_slice(bytes);
        }
    }

    /// What cannot be completed any more is no text.
    fn finish(&mut self) {
        if self.high.take().is_some() || !std::mem::take(&mut self.raw).is_empty() {
            self.put(&[0xff]);
        }
        if std::mem::take(&mut self.held_return) {
            self.decoded.push(b'\n');
        }
    }
}

impl Read for Text {
    fn read(&mut self, room: &mut [u8]) -> io::Result<usize> {
        if self.given == self.decoded.len() {
            self.fill()?;
        }
        let waiting = self.decoded.get(self.given..).unwrap_or_default();
        let mut waiting = waiting;
        let count = waiting.read(room)?;
        self.given += count;
        Ok(count)
    }
}

/// How a text that begins like this is written, and how long its mark is. Without a mark, UTF-16 shows by
/// the zeros in every other byte.
fn encoding_of(taste: &[u8]) -> (Encoding, usize) {
    let zeros = |odd: usize| taste.iter().skip(odd).step_by(2).filter(|byte| **byte == 0).count();
    let (even, odd, half) = (zeros(0), zeros(1), taste.len() / 2);
    match taste {
        [0xef, 0xbb, 0xbf, ..] => (Encoding::Utf8, 3),
        [0xff, 0xfe, ..] => (Encoding::Utf16Le, 2),
        [0xfe, 0xff, ..] => (Encoding::Utf16Be, 2),
        _ if half > 0 && even == 0 && odd * 2 > half => (Encoding::Utf16Le, 0),
        _ if half > 0 && odd == 0 && even * 2 > half => (Encoding::Utf16Be, 0),
        _ => (Encoding::Utf8, 0),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const WRITTEN: &str = "login;naam\r\nzoë;Zoë 🐎\r\nbob;\"a\rb\"\n";

    fn read(bytes: Vec<u8>) -> Vec<u8> {
        let mut text = Vec::new();
        Text::of(Box::new(io::Cursor::new(bytes))).expect("opened").read_to_end(&mut text).expect("read");
        text
    }

    fn utf16(text: &str, unit: fn(u16) -> [u8; 2]) -> Vec<u8> {
        text.encode_utf16().flat_map(unit).collect()
    }

    #[test]
    fn every_encoding_gives_the_same_text() {
        let expected = WRITTEN.replace("\r\n", "\n").into_bytes();
        for mark in ["", "\u{feff}"] {
            let marked = format!("{mark}{WRITTEN}");
            assert_eq!(read(marked.clone().into_bytes()), expected, "UTF-8 {mark:?}");
            assert_eq!(read(utf16(&marked, u16::to_le_bytes)), expected, "UTF-16LE {mark:?}");
            assert_eq!(read(utf16(&marked, u16::to_be_bytes)), expected, "UTF-16BE {mark:?}");
        }
    }

    #[test]
    fn a_long_text_is_not_cut_between_units() {
        let long = "🐎ë".repeat(30_000);
        assert_eq!(read(utf16(&format!("\u{feff}x{long}"), u16::to_le_bytes)), format!("x{long}").into_bytes());
    }

    #[test]
    fn half_characters_are_no_text() {
        let mut odd = utf16("\u{feff}ab", u16::to_le_bytes);
        odd.push(7);
        assert_eq!(read(odd), b"ab\xff");
        let alone = [0xff, 0xfe, 0x00, 0xd8, b'a', 0x00, 0x00, 0xdc, 0x00, 0xd8];
        assert_eq!(read(alone.to_vec()), b"\xffa\xff\xff");
        assert_eq!(read(b"a\xe9b".to_vec()), b"a\xe9b");
        assert_eq!(read(Vec::new()), b"");
    }
}
