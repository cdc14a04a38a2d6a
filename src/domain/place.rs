//! Where a visitor is, as letters and the audit say it. How far they are trusted there, and whose limits they share, are
//! other questions.

use std::fmt;

/// Where somebody is served.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Place {
    /// At a terminal, by the name of where it stands.
    Terminal(String),
    /// Anywhere: they came over SSH.
    Ssh {
        /// What stands for the place of the host to which they came.
        host: String,
        /// From where they came, as far as it is known; letters do not know it.
        from: Option<String>,
    },
}

impl Place {
    /// The name of the terminal's place, or of the host.
    pub fn name(&self) -> &str {
        match self {
            Self::Terminal(name) | Self::Ssh { host: name, .. } => name,
        }
    }

    pub const fn is_ssh(&self) -> bool {
        match self {
            Self::Terminal(_) => false,
            Self::Ssh { .. } => true,
        }
    }
}

/// As operators read it.
impl fmt::Display for Place {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Terminal(name) => f.write_str(name),
            Self::Ssh { host, from: None } => write!(f, "SSH to {host}"),
            Self::Ssh { host, from: Some(from) } => write!(f, "SSH to {host} from {from}"),
        }
    }
}
