//! Which messages help with which page. Pages are known by their names here, so that the words for a page
//! can be written before it is built; a test refuses a page without them.

use super::PageId;

/// The messages that help with a page: what it wants, and what to do when that does not work.
pub type Help = [&'static str; 2];

macro_rules! helps {
    ($($page:literal)*) => {
        &[$(($page, [concat!("help-", $page), concat!("help-", $page, "-stuck")])),*]
    };
}

/// Every page that can be helped with, by its name.
pub const HELPS: &[(&str, Help)] = helps! {
    "start" "identify" "captcha" "goal" "choose-method" "confirm-phone" "enter-code" "enter-totp" "answer-questions"
    "enter-recovery-code" "new-password" "done-reset" "done-unlock" "done-change" "done-register" "sign-in" "my-account"
    "methods" "add-method" "confirm-remove" "register-prompt" "reconfirm" "help-request" "help-sent" "forgot-user-id"
    "user-id-sent" "blocked" "stop-elsewhere" "stop-disabled" "stop-unregistered" "end-visit" "busy" "unavailable" "farewell"
};

/// What helps with `page`. Nothing does with three: help itself, a warning that any key answers, and a window
/// that has no room for it.
pub fn on(page: PageId) -> Option<Help> {
    HELPS.iter().find(|(name, _)| *name == page.name()).map(|(_, help)| *help)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_page_can_be_helped_with_where_that_makes_sense() {
        for page in PageId::ALL {
            let none = matches!(page, PageId::Help | PageId::IdleWarning | PageId::TooSmall);
            assert_eq!(on(page).is_none(), none, "{}", page.name());
        }
    }
}
