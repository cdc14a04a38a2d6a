//! The mail server that letters go to.

use std::fs::File;
use std::net::IpAddr;
use std::path::PathBuf;

use toml::de::DeValue;

use super::Surroundings;
use super::kind::{Refusal, Taken, address, one_of, span, text, whole};
use super::reading::Section;
use super::reference::secret;
use crate::domain::account::Address;
use crate::domain::secret::Secret;
use crate::domain::time::Span;

/// How mail is sent.
#[derive(Debug)]
pub struct EmailSettings {
    /// A host name or an IP address.
    pub server: String,
    pub port: u16,
    pub tls: MailTls,
    pub login: Option<MailLogin>,
    pub from: Address,
    /// The sender's name; empty means "... on behalf of" the organisation, in the letter's language.
    pub from_name: String,
    /// Certificates trusted beside the system's, as PEM.
    pub ca_file: Option<PathBuf>,
    /// How long a letter without a code is tried.
    pub give_up: Span,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum MailTls {
    Starttls,
    Implicit,
    /// To this machine only.
    None,
}

#[derive(Debug)]
pub struct MailLogin {
    pub user: String,
    pub password: Secret,
}

impl MailTls {
    const fn usual_port(self) -> u16 {
        match self {
            Self::Starttls => 587,
            Self::Implicit => 465,
            Self::None => 25,
        }
    }
}

/// The settings, or none when no server is named. The other keys are checked all the same.
pub fn email(mut section: Section<'_, '_>, around: Surroundings<'_>) -> Option<EmailSettings> {
    let words = [("starttls", MailTls::Starttls), ("implicit", MailTls::Implicit), ("none", MailTls::None)];
    let server = section.key("server", host).unwrap_or_default();
    let tls = section.key("tls", one_of(&words)).unwrap_or(MailTls::Starttls);
    let port = section.key("port", whole(1..=u16::MAX)).unwrap_or_else(|| tls.usual_port());
    let login = login(&mut section, around);
    let from = section.key("from", sender).flatten();
    let from_name = section.key("from_name", text(64)).unwrap_or_default();
    let ca_file = section.key("ca_file", readable(around)).flatten();
    let give_up = section.key("give_up", span(Span::hours(1)..=Span::days(7))).unwrap_or(Span::hours(24));
    if !server.is_empty() && from.is_none() {
        section.complain("from", "is missing", "the address that letters come from, as email.server is set");
    }
    if tls == MailTls::None && !server.is_empty() && !is_this_machine(&server) {
        section.complain("tls", "is \"none\" for another machine", "\"starttls\" or \"implicit\": codes would go unencrypted");
    }
    section.finish();
    let from = from.filter(|_| !server.is_empty())?;
    Some(EmailSettings { server, port, tls, login, from, from_name, ca_file, give_up })
}

fn login(section: &mut Section<'_, '_>, around: Surroundings<'_>) -> Option<MailLogin> {
    let user = section.key("user", text(254)).unwrap_or_default();
    let password = section.key("password", secret(around.folder, around.environment)).flatten();
    match (user.is_empty(), password) {
        (true, None) => None,
        (false, Some(password)) => Some(MailLogin { user, password }),
        (false, None) => {
            section.complain("user", "is set without a password", "email.password = \"file:PATH\" too");
            None
        }
        (true, Some(_)) => {
            section.complain("password", "is set without a user", "email.user too");
            None
        }
    }
}

/// Whether a host name can only mean the machine the program runs on. What `localhost` resolves to is
/// looked at again when a letter is sent.
pub fn is_this_machine(server: &str) -> bool {
    server.eq_ignore_ascii_case("localhost") || server.parse::<IpAddr>().is_ok_and(|address| address.is_loopback())
}

fn host(value: &DeValue<'_>) -> Taken<String> {
    let host = text(253)(value)?;
    let sound = host.chars().all(|c| c.is_ascii_alphanumeric() || matches!(c, '.' | '-' | '_' | ':'));
    let expected = "a host name or an IP address, \"mail.example.org\"; the port is email.port";
    let has_port = host.contains(':') && host.parse::<IpAddr>().is_err();
    if sound && !has_port { Ok(host) } else { Err(Refusal::new(super::kind::shown(value), expected)) }
}

fn sender(value: &DeValue<'_>) -> Taken<Option<Address>> {
    if value.as_str() == Some("") { Ok(None) } else { address(value).map(Some) }
}

fn readable(around: Surroundings<'_>) -> impl Fn(&DeValue<'_>) -> Taken<Option<PathBuf>> {
    move |value| {
        let path = text(4_096)(value)?;
        if path.is_empty() {
            return Ok(None);
        }
        let path = around.folder.join(path);
        let unreadable = |error| Refusal::new(format!("names {}: {error}", path.display()), "a PEM file that can be read");
        File::open(&path).map_err(unreadable)?;
        Ok(Some(path))
    }
}
