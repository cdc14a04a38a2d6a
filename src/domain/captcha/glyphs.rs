//! The characters of a picture, as dots. None looks like another: no 0 O Q D, 1 I, 5 S, 2 Z, 8 B 6 G,
//! P F would differ by two dots, and so would M N W; a V that leans is a U or a Y. Two of these differ by
//! four dots at least, however they are laid over each other.

use super::dice::Dice;

/// Dots of a character, across and down.
pub const WIDTH: usize = 5;
pub const HEIGHT: usize = 5;

/// A row of dots; the lowest bit is the leftmost.
pub type Dots = u64;

/// A character with its rows from the top, written as they look: the leftmost dot is the highest of
/// five bits.
const GLYPHS: [(char, [Dots; HEIGHT]); 18] = [
    ('A', [0b01110, 0b10001, 0b11111, 0b10001, 0b10001]),
    ('C', [0b01111, 0b10000, 0b10000, 0b10000, 0b01111]),
    ('E', [0b11111, 0b10000, 0b11110, 0b10000, 0b11111]),
    ('F', [0b11111, 0b10000, 0b11110, 0b10000, 0b10000]),
    ('H', [0b10001, 0b10001, 0b11111, 0b10001, 0b10001]),
    ('J', [0b00111, 0b00010, 0b00010, 0b10010, 0b01100]),
    ('K', [0b10001, 0b10010, 0b11100, 0b10010, 0b10001]),
    ('L', [0b10000, 0b10000, 0b10000, 0b10000, 0b11111]),
    ('M', [0b10001, 0b11011, 0b10101, 0b10001, 0b10001]),
    ('R', [0b11110, 0b10001, 0b11110, 0b10010, 0b10001]),
    ('T', [0b11111, 0b00100, 0b00100, 0b00100, 0b00100]),
    ('U', [0b10001, 0b10001, 0b10001, 0b10001, 0b01110]),
    ('X', [0b10001, 0b01010, 0b00100, 0b01010, 0b10001]),
    ('Y', [0b10001, 0b01010, 0b00100, 0b00100, 0b00100]),
    ('3', [0b11110, 0b00001, 0b01110, 0b00001, 0b11110]),
    ('4', [0b10010, 0b10010, 0b11111, 0b00010, 0b00010]),
    ('7', [0b11111, 0b00010, 0b00100, 0b01000, 0b01000]),
    ('9', [0b01110, 0b10001, 0b01111, 0b00001, 0b01110]),
];

/// So many characters, each as likely as any other.
pub fn draw(count: usize, dice: &mut Dice) -> Vec<char> {
    (0..count).filter_map(|_| dice.pick(&GLYPHS)).map(|(character, _)| character).collect()
}

/// The rows of `character`, blank when it is none of ours.
pub fn rows(character: char) -> [Dots; HEIGHT] {
    let found = GLYPHS.iter().find(|(own, _)| *own == character);
    found.map_or([0; HEIGHT], |(_, rows)| rows.map(mirrored))
}

/// Every character there is.
#[cfg(test)]
pub fn all() -> impl Iterator<Item = char> {
    GLYPHS.iter().map(|(character, _)| *character)
}

fn mirrored(row: Dots) -> Dots {
    (0..WIDTH).filter(|place| row >> place & 1 == 1).map(|place| 1 << (WIDTH - 1 - place)).sum()
}
