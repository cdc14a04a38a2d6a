//! The conversation with a mail server, over lettre.
//!
//! TLS is verified, always; without TLS only this machine is spoken to. Every header is written by
//! lettre's builder, so nothing that stands in a name can become one.

use std::fs;
use std::path::PathBuf;
use std::time::Duration;

use lettre::message::header::{ContentType, HeaderName, HeaderValue};
use lettre::message::{Mailbox, SinglePart};
use lettre::transport::smtp::authentication::Credentials;
use lettre::transport::smtp::client::{Certificate, Tls, TlsParameters};
use lettre::transport::smtp::{AsyncSmtpTransportBuilder, Error as SmtpError};
use lettre::{AsyncSmtpTransport, AsyncTransport, Message, Tokio1Executor};

use super::{Failure, Mail};
use crate::config::{EmailSettings, MailTls};
use crate::domain::account::Address;
use crate::domain::visible::visible;

/// How long a server may take to be reached.
const CONNECT: Duration = Duration::from_secs(10);
/// How long it may take for the whole conversation; lettre sets no limit to a single command.
pub const CONVERSATION: Duration = Duration::from_secs(30);

/// A mail server, and who writes to it.
pub struct Smtp {
    transport: AsyncSmtpTransport<Tokio1Executor>,
    from: Address,
    /// Instead of the letter's own, when not empty.
    from_name: String,
    /// The server, where it must be this machine.
    unencrypted: Option<(String, u16)>,
    patience: Duration,
}

/// Why no mail server can be spoken to with these settings.
#[derive(Debug, thiserror::Error)]
pub enum BadSettings {
    #[error("email.ca_file: {0} cannot be read: {1}")]
    Unreadable(PathBuf, std::io::Error),
    #[error("email.ca_file: {0} holds no certificate: {1}")]
    NoCertificate(PathBuf, SmtpError),
    #[error("email.server: {0}")]
    Tls(#[from] SmtpError),
}

impl Smtp {
    /// Reads the certificates to trust; connects to nothing yet. A conversation may last `patience`.
    ///
    /// # Errors
    /// When the certificates cannot be used.
    pub fn new(settings: &EmailSettings, patience: Duration) -> Result<Self, BadSettings> {
        let server = || settings.server.clone();
        let mut builder: AsyncSmtpTransportBuilder = AsyncSmtpTransport::<Tokio1Executor>::builder_dangerous(server())
            .port(settings.port)
            .timeout(Some(CONNECT))
            .tls(tls(settings)?);
        if let Some(login) = &settings.login {
            builder = builder.credentials(Credentials::new(login.user.clone(), login.password.expose().to_owned()));
        }
        Ok(Self {
            transport: builder.build(),
            from: settings.from.clone(),
            from_name: settings.from_name.clone(),
            unencrypted: (settings.tls == MailTls::None).then(|| (server(), settings.port)),
            patience,
        })
    }

    /// Posts `mail` once.
    pub async fn send(&self, mail: &Mail) -> Result<(), Failure> {
        let message = self.message(mail)?;
        let conversation = async {
            self.check_that_it_is_this_machine().await?;
            self.transport.send(message).await.map_err(|error| failure(&error))
        };
        match tokio::time::timeout(self.patience, conversation).await {
            Ok(answer) => answer.map(|_| ()),
            Err(_) => Err(Failure::Later("the mail server does not answer".to_owned())),
        }
    }

    /// A name such as `localhost` means whatever it resolves to.
    async fn check_that_it_is_this_machine(&self) -> Result<(), Failure> {
        let Some(server) = &self.unencrypted else { return Ok(()) };
        let resolved = tokio::net::lookup_host(server.clone()).await;
        let mut addresses = resolved.map_err(|error| Failure::Later(format!("{} is not found: {error}", server.0)))?;
        if addresses.all(|address| address.ip().is_loopback()) {
            Ok(())
        } else {
            Err(Failure::Later(format!("{} is another machine, and email.tls is \"none\"", server.0)))
        }
    }

    fn message(&self, mail: &Mail) -> Result<Message, Failure> {
        let from_name = if self.from_name.is_empty() { &mail.from_name } else { &self.from_name };
        let built = Message::builder()
            .from(mailbox(from_name, &self.from)?)
            .to(mailbox(&mail.to_name, &mail.to)?)
            .subject(&mail.subject)
            .message_id(Some(format!("<{}@{}>", mail.id, domain(&self.from))))
            .raw_header(written_by_a_machine())
            .singlepart(SinglePart::builder().header(ContentType::TEXT_PLAIN).body(mail.body.expose().to_owned()));
        built.map_err(|error| Failure::Never(error.to_string()))
    }
}

/// RFC 3834: nobody's holiday message answers a letter that carries this.
fn written_by_a_machine() -> HeaderValue {
    HeaderValue::new(HeaderName::new_from_ascii_str("Auto-Submitted"), "auto-generated".to_owned())
}

fn domain(address: &Address) -> &str {
    address.as_str().rsplit_once('@').map_or("", |(_, domain)| domain)
}

fn mailbox(name: &str, address: &Address) -> Result<Mailbox, Failure> {
    let parsed =
        address.as_str().parse().map_err(|error| Failure::Never(format!("no letter can go to such an address: {error}")))?;
    Ok(Mailbox::new((!name.is_empty()).then(|| visible(name, 200)), parsed))
}

fn tls(settings: &EmailSettings) -> Result<Tls, BadSettings> {
    let parameters = || -> Result<TlsParameters, BadSettings> {
        let mut builder = TlsParameters::builder(settings.server.clone());
        if let Some(path) = &settings.ca_file {
            let pem = fs::read(path).map_err(|error| BadSettings::Unreadable(path.clone(), error))?;
            let certificate = Certificate::from_pem(&pem).map_err(|error| BadSettings::NoCertificate(path.clone(), error))?;
            builder = builder.add_root_certificate(certificate);
        }
        Ok(builder.build_rustls()?)
    };
    match settings.tls {
        MailTls::Starttls => parameters().map(Tls::Required),
        MailTls::Implicit => parameters().map(Tls::Wrapper),
        MailTls::None => Ok(Tls::None),
    }
}

/// What a server refuses for good is given up, except that it does not let us in: that is mended in
/// kiosk.toml or on the server, and the letters are still wanted then.
fn failure(error: &SmtpError) -> Failure {
    let cause = visible(&error.to_string(), 200);
    let code = error.status().map(u16::from);
    match code {
        Some(530..=539) => Failure::Later(cause),
        Some(500..) => Failure::Never(cause),
        Some(_) | None => Failure::Later(cause),
    }
}
