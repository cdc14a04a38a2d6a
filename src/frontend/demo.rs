//! The demo: an imaginary organisation on a store that is thrown away, with everybody's inbox and
//! phone beside the page. All the rest is the real program, and the program knows nothing of this.

mod apps;
pub mod autoplay;
mod captions;
pub mod cast;
pub mod inbox;
mod paper;
pub mod premises;
mod recording;
mod relay;
mod seen;
mod side;
mod stage;
mod witness;

use std::io;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use crate::domain::account::Language;
use crate::frontend::local::tty::TtyError;
use crate::frontend::local::wire::Wire;
use crate::input::Size;
use crate::render::look::Look;
use crate::service::ambient::Ambient;
use crate::service::hashing::HashingCost;
use crate::session::Line;
use crate::session::manner::Manner;
use crate::store::StoreError;
use autoplay::Autoplay;
use premises::Premises;
use recording::Recording;
use relay::Tape;
use stage::Stage;

/// The default of the design for passwords.
const COST: HashingCost = HashingCost { memory_kib: 46 * 1_024, passes: 1, lanes: 1, at_once: 2, queue: 32 };

/// What the demo was asked to do.
pub struct DemoOptions {
    /// Whether and how it plays by itself.
    pub autoplay: Option<Autoplay>,
    /// Where to write what is seen.
    pub record: Option<PathBuf>,
    pub look: Look,
    pub manner: Manner,
    pub language: Language,
}

/// Why there was no demo, or it did not show what it should.
#[derive(Debug, thiserror::Error)]
pub enum DemoError {
    #[error(transparent)]
    Terminal(#[from] TtyError),
    #[error("there is no folder for the demo's store")]
    Folder(#[source] io::Error),
    #[error(transparent)]
    Store(#[from] StoreError),
    #[error("the demo's passwords cannot be hashed")]
    Hashing,
    #[error("cannot record to {path}: {why}")]
    Recording { path: PathBuf, why: io::Error },
    #[error("autoplay gave up: {0} did not come")]
    Missed(String),
    #[error("autoplay was cut short: the terminal is gone")]
    CutShort,
    #[error("the store does not take the new password, or still takes the old one")]
    NotChanged,
}

/// Shows the demo on this terminal until it is stopped, or has played to its end.
///
/// # Errors
/// When it cannot begin; and, while it plays by itself, when a page or a letter does not come or the
/// store does not confirm the reset.
pub async fn run(options: DemoOptions) -> Result<(), DemoError> {
    let premises = Premises::open(Arc::new(Ambient::real()), COST).await?;
    let medium = options.manner.medium;
    let (wire, line) = if options.autoplay.is_some() { Wire::open_to_show(medium) } else { Wire::open(medium) }?;
    let shown = show(premises, options, line).await;
    wire.close().await;
    shown
}

/// Shows the demo on `line`, wherever that leads.
async fn show(premises: Premises, options: DemoOptions, line: Line) -> Result<(), DemoError> {
    let tape = match &options.record {
        Some(path) => Some(Arc::new(begin_tape(path, line.size, &premises)?)),
        None => None,
    };
    let shown = Stage::set(&options, tape.clone()).show(&premises, line).await;
    premises.close().await;
    shown.and(finish_tape(tape, options.record))
}

fn begin_tape(path: &Path, size: Size, premises: &Premises) -> Result<Tape, DemoError> {
    let recording = Recording::begin(path, size, premises.ambient.now());
    let recording = recording.map_err(|why| DemoError::Recording { path: path.to_owned(), why })?;
    Ok(Tape::new(recording, Arc::clone(&premises.ambient)))
}

fn finish_tape(tape: Option<Arc<Tape>>, path: Option<PathBuf>) -> Result<(), DemoError> {
    let finished = tape.and_then(Arc::into_inner).map_or(Ok(()), Tape::finish);
    finished.map_err(|why| DemoError::Recording { path: path.unwrap_or_default(), why })
}

#[cfg(test)]
mod tests;
