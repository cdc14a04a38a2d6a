//! How often a test repeats what only many repetitions show: a few times, or `KIOSK_ROUNDS` times; and where chance
//! begins that is to be the same again: `KIOSK_SEED`.

use kiosk::service::ambient::Ambient;

/// `modest`, unless the environment asks for another number.
pub fn rounds(modest: usize) -> usize {
    std::env::var_os("KIOSK_ROUNDS")
        .map_or(modest, |number| number.to_str().and_then(|number| number.parse().ok()).expect("KIOSK_ROUNDS is a number"))
}

/// The seed that the environment asks for, or one of this day; it is printed, so that a failure can be had again.
pub fn seed() -> u64 {
    let days = Ambient::real().now().millis() / 86_400_000;
    let asked = std::env::var_os("KIOSK_SEED")
        .map(|number| number.to_str().and_then(|number| number.parse().ok()).expect("KIOSK_SEED is a number"));
    let seed = asked.unwrap_or_else(|| u64::try_from(days).expect("after 1970"));
    println!("KIOSK_SEED={seed}");
    seed
}

/// `count` of the numbers below `total`, evenly apart, the last among them; all where there are no more.
pub fn spread(total: usize, count: usize) -> Vec<usize> {
    let count = count.min(total);
    (1..=count).map(|place| place * total / count - 1).collect()
}

#[test]
fn numbers_are_spread_from_end_to_end() {
    assert_eq!(spread(4, 9), [0, 1, 2, 3]);
    assert_eq!(spread(10, 3), [2, 5, 9]);
    assert_eq!(spread(0, 3), [0; 0]);
}
