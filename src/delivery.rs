//! Letters on their way: what is posted, how, and why it did not arrive.
//!
//! Knows nothing of the outbox: whoever posts decides what follows from a failure. Never writes to an
//! address that a visitor typed; it is handed a stored one.

pub mod letter;
pub mod smtp;

use tokio::sync::mpsc;

use crate::domain::account::Address;
use crate::domain::id::LetterId;
use crate::domain::phone::Phone;
use crate::domain::secret::Secret;
use smtp::Smtp;

/// A letter as it goes out. Every text is safe to show.
#[derive(Debug)]
pub struct Mail {
    /// The same letter, however often it is tried.
    pub id: LetterId,
    pub to: Address,
    pub to_name: String,
    /// In whose name: "... on behalf of" the organisation.
    pub from_name: String,
    pub subject: String,
    /// It may hold a code.
    pub body: Secret,
}

impl Mail {
    fn duplicate(&self) -> Self {
        Self {
            id: self.id.clone(),
            to: self.to.clone(),
            to_name: self.to_name.clone(),
            from_name: self.from_name.clone(),
            subject: self.subject.clone(),
            body: self.body.duplicate(),
        }
    }
}

/// A text as it goes out, short enough for one message.
#[derive(Debug)]
pub struct ShortText {
    pub to: Phone,
    /// It may hold a code.
    pub body: Secret,
}

/// Why a letter did not go out. The cause is for operators and holds no secret.
#[derive(Debug, PartialEq, Eq, thiserror::Error)]
pub enum Failure {
    /// Worth trying again.
    #[error("not yet: {0}")]
    Later(String),
    /// The same letter will never be taken.
    #[error("refused: {0}")]
    Never(String),
}

/// Where letters go.
pub enum Post {
    Smtp(Box<Smtp>),
    /// The inbox that the demo draws.
    Screen(mpsc::Sender<Mail>),
    /// The inbox and the phone that the demo draws.
    Screens {
        inbox: mpsc::Sender<Mail>,
        phone: mpsc::Sender<ShortText>,
    },
    /// No mail server is named.
    Off,
}

impl Post {
    /// Posts `mail` once.
    pub async fn send(&self, mail: &Mail) -> Result<(), Failure> {
        match self {
            Self::Smtp(smtp) => smtp.send(mail).await,
            Self::Screen(inbox) | Self::Screens { inbox, .. } => {
                inbox.send(mail.duplicate()).await.map_err(|_| Failure::Later("nobody looks at the inbox".to_owned()))
            }
            Self::Off => Err(Failure::Later("email.server names no mail server".to_owned())),
        }
    }

    /// Sends `text` once.
    pub async fn send_text(&self, text: ShortText) -> Result<(), Failure> {
        match self {
            Self::Screens { phone, .. } => {
                phone.send(text).await.map_err(|_| Failure::Later("nobody looks at the phone".to_owned()))
            }
            Self::Smtp(_) | Self::Screen(_) | Self::Off => Err(Failure::Never("nothing here sends texts".to_owned())),
        }
    }
}
