//! Inputs that wait for somebody to look at them. A password can be read off a row of keys, so nothing of one stays
//! where it stood.

use zeroize::{Zeroize, Zeroizing};

use super::{Input, Key};

/// Room of a row that had none.
const ROOM: usize = 16;

/// Inputs in the order in which they came, to be taken out one by one. Wiped when it is empty, dropped, or moved to
/// where there is more room.
#[derive(Debug, Default)]
pub struct Inputs {
    all: Zeroizing<Vec<Input>>,
    taken: usize,
}

impl Inputs {
    pub fn with_room(count: usize) -> Self {
        Self { all: Zeroizing::new(Vec::with_capacity(count)), taken: 0 }
    }

    pub fn push(&mut self, input: Input) {
        if self.all.len() == self.all.capacity() {
            self.make_room();
        }
        self.all.push(input);
    }

    pub fn as_slice(&self) -> &[Input] {
        self.all.get(self.taken..).unwrap_or_default()
    }

    pub fn len(&self) -> usize {
        self.as_slice().len()
    }

    pub fn is_empty(&self) -> bool {
        self.as_slice().is_empty()
    }

    pub fn clear(&mut self) {
        self.all.zeroize();
        self.taken = 0;
    }

    fn make_room(&mut self) {
        let mut wider = Vec::with_capacity(self.len() * 2 + ROOM);
        wider.extend(self.all.drain(self.taken..));
        *self = Self { all: Zeroizing::new(wider), taken: 0 };
    }
}

impl Extend<Input> for Inputs {
    fn extend<I: IntoIterator<Item = Input>>(&mut self, more: I) {
        more.into_iter().for_each(|input| self.push(input));
    }
}

/// Takes them out, the first one first.
impl Iterator for Inputs {
    type Item = Input;

    fn next(&mut self) -> Option<Input> {
        let place = self.all.get_mut(self.taken)?;
        let input = std::mem::replace(place, Input::Key(Key::Other));
        self.taken += 1;
        if self.is_empty() {
            self.clear();
        }
        Some(input)
    }

    fn size_hint(&self) -> (usize, Option<usize>) {
        (self.len(), Some(self.len()))
    }
}

impl<const N: usize> From<[Input; N]> for Inputs {
    fn from(inputs: [Input; N]) -> Self {
        let mut all = Self::with_room(N);
        all.extend(inputs);
        all
    }
}

impl Zeroize for Input {
    fn zeroize(&mut self) {
        *self = Self::Key(Key::Other);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn key(number: u32) -> Input {
        Input::Key(Key::Char(char::from_u32('a' as u32 + number).unwrap()))
    }

    #[test]
    fn what_came_first_is_taken_first_however_much_comes_meanwhile() {
        let mut inputs = Inputs::default();
        let mut next = 0;
        for number in 0..100 {
            inputs.push(key(number));
            if number % 3 == 0 {
                assert_eq!(inputs.next(), Some(key(next)));
                next += 1;
            }
        }
        assert_eq!(inputs.len(), 66);
        let left: Vec<Input> = inputs.by_ref().collect();
        assert_eq!(left, (34..100).map(key).collect::<Vec<_>>());
        assert!(inputs.is_empty() && inputs.next().is_none());
    }
}
