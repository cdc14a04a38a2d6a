//! The sheet of recovery codes that whoever plays a visitor writes off the screen. Knows of a page only what stands
//! there to be copied.

use std::sync::{Mutex, PoisonError};

use zeroize::Zeroizing;

use crate::domain::secret::Secret;
use crate::page::{Arg, Page};

#[derive(Default)]
pub struct Paper(Mutex<Vec<Zeroizing<String>>>);

impl Paper {
    /// Copies the codes that stand on `page`; one without any leaves the paper as it is.
    pub fn copy(&self, page: &Page) {
        let args = page.lead.iter().filter(|text| text.id == "sheet-code").flat_map(|text| &text.args);
        let codes: Vec<Zeroizing<String>> =
            args.filter_map(|(_, arg)| if let Arg::Secret(code) = arg { Some(code.clone()) } else { None }).collect();
        if !codes.is_empty() {
            *self.0.lock().unwrap_or_else(PoisonError::into_inner) = codes;
        }
    }

    /// The codes of the last sheet, as they were written.
    pub fn codes(&self) -> Vec<Secret> {
        let codes = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        codes.iter().map(|code| Secret::new(code.as_str().to_owned())).collect()
    }
}
