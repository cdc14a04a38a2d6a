//! Which messages help with which page. A page goes by its name here, or by one of its own where it has another
//! form than its like; a test refuses a page without words.

/// The messages that help with a page: what it wants, and what to do when that does not work.
pub type Help = [&'static str; 2];

macro_rules! helps {
    ($($page:literal)*) => {
        &[$(($page, [concat!("help-", $page), concat!("help-", $page, "-stuck")])),*]
    };
}

/// Everything that can be helped with, by its name.
pub const HELPS: &[(&str, Help)] = helps! {
    "start" "identify" "identify-forgot" "captcha" "captcha-question" "forgot-user-id" "user-id-sent"
    "goal" "choose-method" "confirm-phone" "enter-code" "enter-code-lost" "enter-code-address" "enter-code-alone" "enter-text"
    "enter-totp" "enter-totp-by-mail" "enter-totp-alone" "answer-questions" "answer-questions-alone" "enter-recovery-code" "sign-key"
    "new-password" "done-reset" "done-first" "done-unlock" "done-change" "not-locked" "not-locked-known"
    "sign-in" "my-account" "my-account-no-mail" "register-prompt" "reconfirm"
    "methods" "methods-no-mail" "add-method" "add-app" "add-address" "add-sheet" "add-key" "add-key-sign" "add-answers" "replace-sheet"
    "confirm-remove" "done-register"
    "help-request" "help-request-known" "help-sent"
    "blocked" "blocked-sign-in" "stop-elsewhere" "stop-elsewhere-account" "stop-disabled" "stop-disabled-account"
    "stop-unregistered" "stop-no-channel" "stop-key-not-here" "end-visit" "busy" "unavailable" "farewell"
};

/// What helps with what goes by `name`. Nothing does with three pages: help itself, a warning that any key answers,
/// and a window that has no room for it.
pub fn on(name: &str) -> Option<Help> {
    HELPS.iter().find(|(known, _)| *known == name).map(|(_, help)| *help)
}

#[cfg(test)]
mod tests {
    use super::super::PageId;
    use super::*;

    #[test]
    fn every_page_can_be_helped_with_where_that_makes_sense() {
        for page in PageId::ALL {
            let none = matches!(page, PageId::Help | PageId::IdleWarning | PageId::TooSmall);
            assert_eq!(on(page.name()).is_none(), none, "{}", page.name());
        }
    }
}
