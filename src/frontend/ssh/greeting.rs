//! What a client says before anything is encrypted, as far as we look at it ourselves: whether it announces the strict
//! key exchange. Without that, somebody on the way could take packets out of the beginning of the conversation
//! (CVE-2023-48795), and the library only offers it. Pure: bytes in, a verdict out.

/// RFC 4253 4.2: the line with a client's name.
const LONGEST_NAME: usize = 255;
/// RFC 4253 6.1: what every packet may be at least.
const LONGEST_PACKET: usize = 35_000;
const KEXINIT: u8 = 20;
/// The length, the length of the padding, the kind of message, the cookie.
const BEFORE_NAMES: usize = 4 + 1 + 1 + 16;
const STRICT: &[u8] = b"kex-strict-c-v00@openssh.com";

/// What a client has said so far.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Verdict {
    /// Not enough to say.
    Unfinished,
    /// It announces the strict key exchange, and has begun it: what follows may wait for a person, who compares the
    /// fingerprint of our key.
    Strict,
    /// It is a client, but an old one.
    Lax,
    /// It is none.
    NoClient,
}

/// What the first bytes of a connection, all together, come to.
pub fn judge(said: &[u8]) -> Verdict {
    let Some(line) = said.iter().position(|byte| *byte == b'\n') else {
        return if said.len() > LONGEST_NAME { Verdict::NoClient } else { Verdict::Unfinished };
    };
    let (name, packet) = said.split_at(line + 1);
    if name.len() > LONGEST_NAME || !name.starts_with(b"SSH-") {
        return Verdict::NoClient;
    }
    judge_packet(packet)
}

fn judge_packet(packet: &[u8]) -> Verdict {
    let Some(length) = number(packet) else { return Verdict::Unfinished };
    if !(BEFORE_NAMES..=LONGEST_PACKET).contains(&length) {
        return Verdict::NoClient;
    }
    match packet.get(5) {
        None => return Verdict::Unfinished,
        Some(&KEXINIT) => {}
        Some(_) => return Verdict::NoClient,
    }
    let Some(names) = packet.get(BEFORE_NAMES..) else { return Verdict::Unfinished };
    let Some(names_length) = number(names) else { return Verdict::Unfinished };
    if names_length > length {
        return Verdict::NoClient;
    }
    let is_strict = |names: &[u8]| names.split(|byte| *byte == b',').any(|name| name == STRICT);
    match names.get(4..4 + names_length) {
        // Names are looked through once or twice, not at each byte behind them.
        Some(names) if packet.len() >= 4 + length && !is_strict(names) => Verdict::Lax,
        // The length, the length of the padding and the kind of the next packet.
        Some(_) if packet.len() >= 4 + length + 6 => Verdict::Strict,
        None | Some(_) => Verdict::Unfinished,
    }
}

fn number(bytes: &[u8]) -> Option<usize> {
    let four = bytes.first_chunk::<4>()?;
    usize::try_from(u32::from_be_bytes(*four)).ok()
}

/// The end of a conversation that was not encrypted yet, with `why` for whoever reads it: `SSH_MSG_DISCONNECT`.
pub fn farewell(why: &str) -> Vec<u8> {
    const KEY_EXCHANGE_FAILED: u32 = 3;
    let mut payload = vec![1];
    payload.extend(KEY_EXCHANGE_FAILED.to_be_bytes());
    for text in [why, ""] {
        payload.extend(u32::try_from(text.len()).unwrap_or(0).to_be_bytes());
        payload.extend(text.as_bytes());
    }
    // The whole is a multiple of eight bytes, at least four of them padding.
    let padding = 8 - (5 + payload.len()) % 8;
    let padding = if padding < 4 { padding + 8 } else { padding };
    let mut packet = u32::try_from(1 + payload.len() + padding).unwrap_or(0).to_be_bytes().to_vec();
    packet.push(u8::try_from(padding).unwrap_or(0));
    packet.extend(payload);
    packet.extend(std::iter::repeat_n(0, padding));
    packet
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn greeting(names: &str) -> Vec<u8> {
        let mut payload = vec![KEXINIT];
        payload.extend([7; 16]);
        payload.extend(u32::try_from(names.len()).expect("short").to_be_bytes());
        payload.extend(names.as_bytes());
        payload.extend([0; 60]);
        let mut said = b"SSH-2.0-OpenSSH_9.2p1 Debian-2\r\n".to_vec();
        said.extend(u32::try_from(1 + payload.len() + 4).expect("short").to_be_bytes());
        said.push(4);
        said.extend(payload);
        said.extend([0; 4]);
        said.extend([0, 0, 0, 44, 6, 30]);
        said
    }

    #[test]
    fn a_client_says_in_its_first_packet_whether_its_key_exchange_is_strict() {
        let strict = greeting("curve25519-sha256,ext-info-c,kex-strict-c-v00@openssh.com");
        assert_eq!(judge(&strict), Verdict::Strict);
        assert_eq!(judge(&greeting("curve25519-sha256,ext-info-c")), Verdict::Lax);
        assert_eq!(judge(&greeting("curve25519-sha256,xkex-strict-c-v00@openssh.com")), Verdict::Lax, "another name");
        assert_eq!(judge(&greeting("")), Verdict::Lax);
        for end in 0..strict.len() {
            assert_eq!(judge(&strict[..end]), Verdict::Unfinished, "{end} bytes");
        }
    }

    #[test]
    fn what_is_no_client_is_told_at_once() {
        let with_length = |length: u32| [b"SSH-2.0-x\r\n".as_slice(), &length.to_be_bytes(), &[4, KEXINIT]].concat();
        for said in [
            b"GET / HTTP/1.1\r\n".to_vec(),
            b"\n".to_vec(),
            vec![b'S'; 256],
            [b"SSH-2.0-".as_slice(), &[b'x'; 300], b"\r\n"].concat(),
            with_length(0),
            with_length(u32::MAX),
            with_length(35_001),
            [b"SSH-2.0-x\r\n".as_slice(), &100_u32.to_be_bytes(), &[4, 21]].concat(),
        ] {
            assert_eq!(judge(&said), Verdict::NoClient, "{:?}", String::from_utf8_lossy(&said));
        }
    }

    #[test]
    fn a_farewell_is_a_whole_packet() {
        for why in ["", "a", "update", "please update your ssh program"] {
            let packet = farewell(why);
            assert_eq!(packet.len() % 8, 0, "{why:?}");
            assert_eq!(number(&packet), Some(packet.len() - 4), "{why:?}");
            assert!((4..=11).contains(&packet[4]), "{why:?}");
        }
    }

    proptest! {
        #[test]
        fn whatever_is_said_there_is_a_verdict_and_it_does_not_change(said in prop::collection::vec(any::<u8>(), 0..600), cut in 0..600_usize) {
            let early = judge(&said[..cut.min(said.len())]);
            if early != Verdict::Unfinished {
                prop_assert_eq!(judge(&said), early);
            }
        }
    }
}
