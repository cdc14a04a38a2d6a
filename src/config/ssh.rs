//! `[ssh]`: where visitors over SSH are let in, how many at once, and what holds for them; and where that is counted.

use std::net::SocketAddr;
use std::path::PathBuf;
use std::sync::Arc;

use ssh_key::{Algorithm, EcdsaCurve, PublicKey};
use toml::de::DeValue;

use super::Surroundings;
use super::kind::{Refusal, Taken, list, one_of, shown, span, text, whole};
use super::limits::reveal;
use super::reading::Section;
use crate::domain::method::Standing;
use crate::domain::policy::Reveal;
use crate::domain::time::Span;

/// What holds for visitors who come over SSH.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SshSettings {
    /// Where `kiosk serve` listens.
    pub listen: SocketAddr,
    pub host_key: PathBuf,
    pub reveal: Reveal,
    pub caps: Caps,
    /// Networks whose visitors are not counted, as they are written: `10.0.0.0/8`.
    pub uncapped: Vec<String>,
    pub without_pty: WithoutPty,
    /// How long visits may go on when the server is asked to end.
    pub grace: Span,
    /// In the order of the file.
    pub terminals: Vec<Arc<ThinTerminal>>,
}

/// What becomes of visitors whose own terminal shows what they type (`ssh -T`).
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum WithoutPty {
    /// They are told before their first secret, and asked whether to go on.
    Warn,
    Refuse,
}

/// A PC in the hall that runs only `ssh`, with a key of its own.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ThinTerminal {
    pub key: PublicKey,
    /// Where it stands, such as "Hall B".
    pub place: String,
    pub reveal: Reveal,
    pub standing: Standing,
}

/// The keys by which a terminal can be known: what the server verifies.
const KINDS: [Algorithm; 4] = [
    Algorithm::Ed25519,
    Algorithm::Ecdsa { curve: EcdsaCurve::NistP256 },
    Algorithm::Ecdsa { curve: EcdsaCurve::NistP384 },
    Algorithm::Ecdsa { curve: EcdsaCurve::NistP521 },
];

/// Visits at once.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Caps {
    pub per_address: usize,
    /// Of an IPv4 /24 or an IPv6 /64.
    pub per_prefix: usize,
    /// Of an IPv6 /56, which is what a household or a small company has.
    pub per_site: usize,
    /// Of all, in one process.
    pub visits: usize,
}

pub fn ssh(mut section: Section<'_, '_>, around: Surroundings<'_>) -> SshSettings {
    let without_pty = [("warn", WithoutPty::Warn), ("refuse", WithoutPty::Refuse)];
    let host_key = section.key("host_key", text(255)).filter(|path| !path.is_empty());
    let ssh = SshSettings {
        listen: section.key("listen", listen).unwrap_or_else(|| SocketAddr::from(([0_u16; 8], 2222))),
        host_key: around.folder.join(host_key.as_deref().unwrap_or("ssh_host_ed25519_key")),
        reveal: section.key("reveal", reveal()).unwrap_or(Reveal::Uniform),
        caps: Caps {
            per_address: section.key("per_address", whole(1..=1_000)).unwrap_or(10),
            per_prefix: section.key("per_prefix", whole(1..=10_000)).unwrap_or(20),
            per_site: section.key("per_site", whole(1..=10_000)).unwrap_or(50),
            visits: section.key("visits", whole(1..=100_000)).unwrap_or(10_000),
        },
        uncapped: section.key("uncapped", list(network)).unwrap_or_default(),
        terminals: section.sections("terminal").into_iter().filter_map(terminal).map(Arc::new).collect(),
        without_pty: section.key("without_pty", one_of(&without_pty)).unwrap_or(WithoutPty::Warn),
        grace: section.key("grace", span(Span::seconds(0)..=Span::minutes(25))).unwrap_or(Span::minutes(1)),
    };
    section.finish();
    ssh
}

/// Where Prometheus may read.
pub fn metrics(mut section: Section<'_, '_>) -> Option<SocketAddr> {
    let nowhere = |value: &DeValue<'_>| value.as_str().is_some_and(str::is_empty);
    let address = section.key("listen", |value| if nowhere(value) { Ok(None) } else { listen(value).map(Some) });
    section.finish();
    address.flatten()
}

fn terminal(mut section: Section<'_, '_>) -> Option<ThinTerminal> {
    let required = |section: &Section<'_, '_>, name| section.complain(name, "is missing", "a public key, and where it stands");
    let key = section.key("key", public_key);
    let place = section.key("place", text(64)).filter(|place| !place.is_empty());
    if key.is_none() && !section.has("key") {
        required(&section, "key");
    }
    if place.is_none() {
        required(&section, "place");
    }
    let reveal = section.key("reveal", reveal()).unwrap_or(Reveal::Explain);
    let standing = section.key("standing", standing()).unwrap_or(Standing::Trusted);
    section.finish();
    Some(ThinTerminal { key: key?, place: place?, reveal, standing })
}

fn standing() -> impl Fn(&DeValue<'_>) -> Taken<Standing> {
    one_of(&[("trusted", Standing::Trusted), ("open", Standing::Open)])
}

/// The line of a `.pub` file.
fn public_key(value: &DeValue<'_>) -> Taken<PublicKey> {
    let expected = "the line of a public key, such as \"ssh-ed25519 AAAA... hall-b\"";
    let parsed = value.as_str().and_then(|line| PublicKey::from_openssh(line.trim()).ok());
    parsed.filter(|key| KINDS.contains(&key.algorithm())).ok_or_else(|| Refusal::new(shown(value), expected))
}

fn listen(value: &DeValue<'_>) -> Taken<SocketAddr> {
    let expected = "an address and a port such as \"[::]:2222\" or \"192.0.2.7:22\"";
    let parsed = value.as_str().and_then(|text| text.parse().ok());
    parsed.ok_or_else(|| Refusal::new(shown(value), expected))
}

/// A network such as `10.0.0.0/8`, or one address.
fn network(value: &DeValue<'_>) -> Taken<String> {
    let expected = || "a network such as \"10.0.0.0/8\" or \"2001:db8::/32\", or an address";
    let text = value.as_str().ok_or_else(|| Refusal::new(shown(value), expected()))?;
    let (address, bits) = text.split_once('/').unwrap_or((text, "0"));
    let most = match address.parse::<std::net::IpAddr>() {
        Ok(address) if address.is_ipv4() => 32,
        Ok(_) => 128,
        Err(_) => return Err(Refusal::new(shown(value), expected())),
    };
    match bits.parse::<u8>() {
        Ok(bits) if bits <= most => Ok(text.to_owned()),
        Ok(_) | Err(_) => Err(Refusal::new(shown(value), expected())),
    }
}
