//! A visitor over SSH as a load: comes in, waits for the first page, presses keys, and measures how long each took.

use std::net::SocketAddr;
use std::sync::Arc;
use std::time::Duration;

use criterion::measurement::{Measurement, WallTime};
use russh::client::{Config, Handle, Handler, Msg};
use russh::keys::{PrivateKey, PrivateKeyWithHashAlg, PublicKeyOrCertificate};
use russh::{Channel, ChannelMsg, Preferred, cipher};

/// Nobody waits longer for a page.
const PATIENCE: Duration = Duration::from_mins(1);
/// The last words of the first page, and of the page where one types who one is.
const START: &[u8] = b"F9";
const IDENTIFY: &[u8] = b"Next";

struct Trusting;

impl Handler for Trusting {
    type Error = russh::Error;

    async fn check_server_key(&mut self, _: &PublicKeyOrCertificate) -> Result<bool, russh::Error> {
        Ok(true)
    }
}

/// Somebody who sees the first page.
pub struct Visitor {
    session: Handle<Trusting>,
    channel: Channel<Msg>,
}

impl Visitor {
    /// Comes in; tells how long it took from the connection to the whole first page.
    pub async fn come(address: SocketAddr, key: Arc<PrivateKey>) -> Result<(Self, Duration), russh::Error> {
        let begun = WallTime.start();
        // The cipher that OpenSSH's client prefers, too.
        let preferred = Preferred { cipher: vec![cipher::CHACHA20_POLY1305].into(), ..Preferred::default() };
        let config = Config { preferred, channel_buffer_size: 4, nodelay: true, ..Config::default() };
        let mut session = russh::client::connect(Arc::new(config), address, Trusting).await?;
        let key = PrivateKeyWithHashAlg::new(key, None);
        if !session.authenticate_publickey("root", key).await?.success() {
            return Err(russh::Error::NotAuthenticated);
        }
        let channel = session.channel_open_session().await?;
        channel.request_pty(false, "xterm-256color", 80, 24, 0, 0, &[]).await?;
        channel.request_shell(false).await?;
        let mut visitor = Self { session, channel };
        visitor.read_until(START).await?;
        Ok((visitor, WallTime.end(begun)))
    }

    /// Goes to where one types who one is.
    pub async fn go_to_a_field(&mut self) -> Result<(), russh::Error> {
        self.channel.data_bytes(b"1".as_slice()).await?;
        self.read_until(IDENTIFY).await
    }

    /// Presses a key; tells how long it took until the page changed, and in how many bytes.
    pub async fn press(&mut self, key: u8) -> Result<(Duration, usize), russh::Error> {
        let begun = WallTime.start();
        self.channel.data_bytes(vec![key]).await?;
        let drawn = self.read().await?;
        Ok((WallTime.end(begun), drawn.len()))
    }

    pub async fn leave(self) {
        let _ = self.session.disconnect(russh::Disconnect::ByApplication, "", "").await;
    }

    async fn read_until(&mut self, wanted: &[u8]) -> Result<(), russh::Error> {
        let mut seen = Vec::new();
        while !seen.windows(wanted.len()).any(|part| part == wanted) {
            seen.extend(self.read().await?);
        }
        Ok(())
    }

    async fn read(&mut self) -> Result<Vec<u8>, russh::Error> {
        loop {
            match tokio::time::timeout(PATIENCE, self.channel.wait()).await? {
                Some(ChannelMsg::Data { data }) => return Ok(data.to_vec()),
                Some(_) => {}
                None => return Err(russh::Error::Disconnect),
            }
        }
    }
}
