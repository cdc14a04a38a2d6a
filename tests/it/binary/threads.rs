//! How much one terminal can have under way at once, however fast somebody presses its keys.

use std::fs;

use kiosk::domain::account::Language;
use kiosk::page::PageId;

use super::{F2, see};
use crate::installation::{Installation, OLD, ONE_GATE, title};

const F7: &str = "\x1b[18~";
/// More than any hand presses before the first is answered.
const PRESSES: usize = 200;
/// What may come to the threads of a kiosk that has just let somebody in.
const FEW: usize = 4;

fn threads(process: u32) -> usize {
    fs::read_dir(format!("/proc/{process}/task")).unwrap().count()
}

/// A thread that has nothing more to do is kept for ten seconds, so those that there were are still there at the end.
#[test]
fn no_key_has_more_under_way_the_oftener_it_is_pressed() {
    let kiosk = Installation::new(ONE_GATE);
    kiosk.add("ada", &["--password-stdin"], &format!("{OLD}\n"));
    // Behind a letter, it asks for a password in the place of another text each time.
    for key in [F7.to_owned(), format!("a{F7}")] {
        let mut terminal = kiosk.run(&[], 80, 24);
        see(&mut terminal, PageId::Start);
        terminal.press("3");
        see(&mut terminal, PageId::SignIn);
        terminal.press(&format!("ada\r{OLD}\r"));
        see(&mut terminal, PageId::NewPassword);
        let before = threads(terminal.process());
        terminal.press(&format!("{}{F2}", key.repeat(PRESSES)));
        terminal.wait_for(&title(PageId::NewPassword, Language::Dutch));
        let most = threads(terminal.process());
        assert!(most <= before + FEW, "{key:?}: {before} threads became {most}");
    }
}
