//! When visitors have to show that they are people.

use super::kind::one_of;
use super::reading::Section;
use super::standard::Standard;
use crate::domain::captcha::{CaptchaPolicy, When};

const WORDS: [(&str, When); 3] = [("never", When::Never), ("suspicious", When::Suspicious), ("always", When::Always)];

pub fn captcha(mut section: Section<'_, '_>, standard: &Standard) -> CaptchaPolicy {
    let captcha = CaptchaPolicy {
        trusted: section.key("trusted", one_of(&WORDS)).unwrap_or(standard.captcha.trusted),
        open: section.key("open", one_of(&WORDS)).unwrap_or(standard.captcha.open),
    };
    section.finish();
    captcha
}
