//! Characters drawn large: bent, moved, stretched and blurred, as cells that hold more or less ink.
//! What is stroke and what is blur is the same to whoever draws the cells.

use std::fmt;

use super::dice::Dice;
use super::glyphs::{self, Dots, HEIGHT, WIDTH};

/// A picture fits the smallest window that a page is used in.
pub const COLUMNS: usize = 36;
pub const ROWS: usize = HEIGHT + 1;

/// How far each row of a character may lean to the right. More than one column, and X and Y fall apart.
const LEANS: [[usize; HEIGHT]; 4] = [[1, 1, 0, 0, 0], [1, 1, 1, 0, 0], [0, 0, 0, 1, 1], [0, 0, 1, 1, 1]];
/// The widest gap beyond the one column that is always between two characters.
const WIDEST_GAP: usize = 3;

/// In a hundred: cells of a stroke that are faint, and cells beside it that are faint or full.
const WORN: usize = 10;
const DUSTY: usize = 11;
const SPLASHED: usize = 1;

/// How much ink a cell holds.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Ink {
    Blank,
    Faint,
    Full,
}

/// Rows of cells, from the top.
#[derive(Clone, PartialEq, Eq)]
pub struct Picture(Vec<Vec<Ink>>);

/// Whoever can read a picture could read it in a log too.
impl fmt::Debug for Picture {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Picture(..)")
    }
}

/// A character in a form of its own, and the column where it begins.
pub(super) struct Shape {
    pub(super) rows: [Dots; ROWS],
    pub(super) width: usize,
    pub(super) left: usize,
}

impl Picture {
    /// `characters` in ink, and dust beside it.
    pub(super) fn of(characters: &[char], dice: &mut Dice) -> Self {
        let mut rows = [0; ROWS];
        for shape in shapes(characters, dice) {
            for (row, dots) in rows.iter_mut().zip(shape.rows) {
                *row |= dots << shape.left;
            }
        }
        Self(rows.iter().map(|row| blurred(*row, dice)).collect())
    }

    pub fn rows(&self) -> impl Iterator<Item = &[Ink]> {
        self.0.iter().map(Vec::as_slice)
    }
}

/// `characters` from left to right, each bent in its own way, with a column between two at least.
pub(super) fn shapes(characters: &[char], dice: &mut Dice) -> Vec<Shape> {
    let mut room = COLUMNS.saturating_sub(characters.len() * (WIDTH + 1) - 1);
    let mut shapes = Vec::new();
    for character in characters {
        let shape = bent(glyphs::rows(*character), room, dice);
        room -= shape.width - WIDTH;
        shapes.push(shape);
    }
    let mut left = 0;
    for shape in &mut shapes {
        let gap = dice.below(room.min(WIDEST_GAP) + 1);
        room -= gap;
        shape.left = left + gap;
        left = shape.left + shape.width + 1;
    }
    shapes
}

/// A character that leans, is stretched or stays as it is, as far as `room` columns more allow.
fn bent(rows: [Dots; HEIGHT], room: usize, dice: &mut Dice) -> Shape {
    let (changed, wider) = match dice.below(4) {
        0 => (rows, 0),
        1 => stretched(rows, dice),
        _ => leaning(rows, dice),
    };
    let (rows, wider) = if wider <= room { (changed, wider) } else { (rows, 0) };
    Shape { rows: moved(rows, dice), width: WIDTH + wider, left: 0 }
}

/// One column twice.
fn stretched(rows: [Dots; HEIGHT], dice: &mut Dice) -> ([Dots; HEIGHT], usize) {
    let column = dice.below(WIDTH);
    let low = (1 << (column + 1)) - 1;
    (rows.map(|row| row & low | (row >> column) << (column + 1)), 1)
}

fn leaning(rows: [Dots; HEIGHT], dice: &mut Dice) -> ([Dots; HEIGHT], usize) {
    let lean = dice.pick(&LEANS).unwrap_or_default();
    let mut leaning = rows;
    for (row, by) in leaning.iter_mut().zip(lean) {
        *row <<= by;
    }
    (leaning, lean.into_iter().max().unwrap_or_default())
}

/// Higher, lower, or with one row twice.
fn moved(rows: [Dots; HEIGHT], dice: &mut Dice) -> [Dots; ROWS] {
    let (how, twice) = (dice.below(3), dice.below(HEIGHT));
    let from = |place: usize| match how {
        0 => Some(place),
        1 => place.checked_sub(1),
        _ => Some(place - usize::from(place > twice)),
    };
    let mut moved = [0; ROWS];
    for (place, row) in moved.iter_mut().enumerate() {
        *row = from(place).and_then(|from| rows.get(from)).copied().unwrap_or_default();
    }
    moved
}

fn blurred(row: Dots, dice: &mut Dice) -> Vec<Ink> {
    (0..COLUMNS).map(|column| ink(row >> column & 1 == 1, dice)).collect()
}

fn ink(is_stroke: bool, dice: &mut Dice) -> Ink {
    match (is_stroke, dice.below(100)) {
        (true, chance) if chance < WORN => Ink::Faint,
        (true, _) => Ink::Full,
        (false, chance) if chance < SPLASHED => Ink::Full,
        (false, chance) if chance < SPLASHED + DUSTY => Ink::Faint,
        (false, _) => Ink::Blank,
    }
}
