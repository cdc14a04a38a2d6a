//! `$1`, `$2`, ... for the marks of a statement, while compiling.

/// The length of `text` once its marks are numbered.
pub(in crate::store) const fn numbered_length(text: &str) -> usize {
    let (mut rest, mut length, mut number) = (text.as_bytes(), 0, 0);
    while let Some((byte, tail)) = rest.split_first() {
        length += 1;
        if *byte == b'?' {
            number += 1;
            length += if number < 10 {
                1
            } else if number < 100 {
                2
            } else {
                3
            };
        }
        rest = tail;
    }
    length
}

/// `text` with `$1`, `$2`, ... for its marks: at most 999, and none within quotes. `N` is its
/// [`numbered_length`].
pub(in crate::store) const fn numbered<const N: usize>(text: &str) -> [u8; N] {
    let mut bytes = [b' '; N];
    let (mut rest, mut room, mut number) = (text.as_bytes(), bytes.as_mut_slice(), 0_u16);
    while let Some((byte, tail)) = rest.split_first() {
        if *byte == b'?' {
            number += 1;
            room = put(room, b'$');
            if number >= 100 {
                room = put(room, digit(number / 100));
            }
            if number >= 10 {
                room = put(room, digit(number / 10));
            }
            room = put(room, digit(number));
        } else {
            room = put(room, *byte);
        }
        rest = tail;
    }
    bytes
}

/// The last digit of `number`.
const fn digit(number: u16) -> u8 {
    b'0' + (number % 10) as u8
}

const fn put(room: &mut [u8], byte: u8) -> &mut [u8] {
    match room.split_first_mut() {
        Some((first, rest)) => {
            *first = byte;
            rest
        }
        None => &mut [],
    }
}

#[cfg(test)]
mod tests {
    use super::super::{many, sql};

    #[test]
    fn marks_are_numbered_in_their_order() {
        let statement = sql!("UPDATE a SET b = ?, c = 'é' WHERE d = ? AND e IN (?,?,?,?,?,?,?,?,?)");
        assert_eq!(statement.numbered, "UPDATE a SET b = $1, c = 'é' WHERE d = $2 AND e IN ($3,$4,$5,$6,$7,$8,$9,$10,$11)");
        assert_eq!(sql!("SELECT 1").numbered, "SELECT 1");
        let many = sql!(concat!(many!("?, "), many!("?, "), many!("?, ")));
        assert!(many.numbered.contains("$9, $10, $11, ") && many.numbered.contains("$99, $100, $101, "), "{}", many.numbered);
        assert!(many.numbered.ends_with("$191, $192, "), "{}", many.numbered);
    }
}
