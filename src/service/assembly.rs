//! How a service is put together from what the operator decided.

use std::sync::Arc;

use super::ambient::Ambient;
use super::hashing::Hashing;
use super::{Parts, Service};
use crate::config::Config;
use crate::delivery::Post;
use crate::delivery::smtp::{BadSettings, CONVERSATION, Smtp};
use crate::domain::time::Span;
use crate::store::{KeyFileError, Keys, Store, StoreError};

/// How long notices are tried where no mail server is named yet.
const PATIENCE_WITHOUT_SERVER: Span = Span::hours(24);

/// Why the program cannot serve anybody.
#[derive(Debug, thiserror::Error)]
pub enum AssemblyError {
    #[error(transparent)]
    Key(#[from] KeyFileError),
    #[error(transparent)]
    Store(#[from] StoreError),
    #[error(transparent)]
    Mail(#[from] BadSettings),
    #[error("password.argon2: {0}")]
    Hashing(argon2::Error),
}

impl Service {
    /// The service that `config` describes, on its store.
    ///
    /// # Errors
    /// When the key cannot be read or the store cannot be opened.
    pub async fn assemble(config: &Config, ambient: Arc<Ambient>) -> Result<Self, AssemblyError> {
        let keys = Keys::read_file(&config.key_file)?;
        Ok(Self::new(Parts {
            store: Store::open(&config.store, keys).await?,
            policy: config.policy.clone(),
            organisation: config.organisation.clone(),
            notices: config.notify_reset,
            notice_life: config.email.as_ref().map_or(PATIENCE_WITHOUT_SERVER, |email| email.give_up),
            hashing: Hashing::new(config.hashing.into()).map_err(AssemblyError::Hashing)?,
            captcha: config.captcha,
            questions: config.questions.clone(),
            prompter: None,
            ambient,
            mails: config.email.is_some(),
            // Until something sends them.
            texts: false,
        }))
    }
}

/// Where letters go: to the mail server that is named, or nowhere yet.
pub fn post(config: &Config) -> Result<Post, AssemblyError> {
    match &config.email {
        Some(settings) => Ok(Post::Smtp(Box::new(Smtp::new(settings, CONVERSATION)?))),
        None => Ok(Post::Off),
    }
}
