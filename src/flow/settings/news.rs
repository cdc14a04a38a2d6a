//! What is said of a change that was made: which thing it is about, for a list may hold several of its kind.

use crate::domain::account::Origin;
use crate::domain::mask::Mask;
use crate::domain::registration::{Changed, Registration};
use crate::page::{Notice, Text};

/// What the page knew of a change that it asked for.
pub enum About {
    /// What is not in the list any more, named.
    Gone(Text),
    /// The address stood in the list before, as the organisation's.
    Adopted,
    Nothing,
}

/// The news of `what`, with `registration` as it is now.
pub fn good(what: Changed, about: About, registration: &Registration) -> Notice {
    Notice::good(match what {
        Changed::AddressAdded if matches!(about, About::Adopted) => {
            Text::new("changed-address-adopted").with("mask", &own(registration).last().unwrap_or_default())
        }
        Changed::AddressAdded => Text::new("changed-address-added").with("mask", &own(registration).last().unwrap_or_default()),
        Changed::AppAdded if registration.apps.len() < 2 => Text::new("changed-app-added"),
        Changed::AppAdded => Text::new("changed-app-added-to-others").with("number", registration.apps.len()),
        Changed::AnswersSet => Text::new("changed-answers-set"),
        Changed::AddressRemoved | Changed::AppRemoved | Changed::AnswersRemoved | Changed::SheetRemoved | Changed::KeyRemoved => {
            match about {
                About::Gone(gone) => gone,
                About::Adopted | About::Nothing => Text::new("changed-removed"),
            }
        }
        Changed::AddressPreferred => {
            Text::new("changed-address-preferred").with("mask", &own(registration).next().unwrap_or_default())
        }
        Changed::KeyAdded => Text::new("changed-key-added"),
        Changed::SheetMade => Text::new("changed-sheet-made"),
        Changed::SheetReplaced => Text::new("changed-sheet-replaced"),
    })
}

/// The addresses that are their owner's own, as they are shown: the one that codes go to first, the newest last.
fn own(registration: &Registration) -> impl Iterator<Item = Mask> {
    let own = registration.contacts.iter().filter(|contact| contact.origin == Origin::Authentication);
    own.map(|contact| contact.mask.clone())
}
