//! Words that everybody says in a row, such as days, colours and numbers: whoever guessed one tries the others next.

/// A row a line.
const ROWS: &str = include_str!("../../../assets/words/rows.txt");

pub fn words() -> impl Iterator<Item = &'static str> {
    ROWS.split_whitespace()
}

/// Whether both stand in one row.
pub fn are_of_one(one: &str, other: &str) -> bool {
    let holds = |row: &str, word: &str| row.split(' ').any(|known| known == word);
    ROWS.lines().any(|row| holds(row, one) && holds(row, other))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_word_is_of_the_row_that_holds_it() {
        assert!(are_of_one("tuesday", "friday") && are_of_one("april", "mei") && are_of_one("april", "may"));
        assert!(!are_of_one("monday", "maandag") && !are_of_one("monday", "zebra") && !are_of_one("zebra", "zebra"));
    }

    #[test]
    fn the_rows_are_plain() {
        assert!(words().count() > 100);
        assert!(words().all(|word| word.bytes().all(|byte| byte.is_ascii_lowercase())));
    }
}
