//! Before anything is encrypted: whatever comes instead of a banner, a key exchange or its packets.

use std::io::Write as _;
use std::time::Duration;

use super::client::{CURVE, Client, DISCONNECT, ECDH_INIT, Fields, IGNORE, NEWKEYS, OPEN, Packet, STRICT, in_clear, kexinit};
use super::witness::{LASTING, Witness};
use crate::served::Served;

/// What is no client is sent away in less: no deadline is waited for.
const SOON: Duration = Duration::from_secs(10);

#[test]
fn what_is_no_client_is_sent_away_and_harms_nobody() {
    let mut served = Served::new(LASTING);
    let mut witness = Witness::of(&served);
    let banner = |rest: &[u8]| [b"SSH-2.0-x\r\n", rest].concat();
    let with_length = |length: u32| banner(&[&length.to_be_bytes()[..], &[4, 20], &[0; 64]].concat());
    let attacks: [(&str, Vec<u8>); 12] = [
        ("garbage", (0..=255).cycle().take(4096).collect()),
        ("zeroes", vec![0; 4096]),
        ("another protocol", b"GET / HTTP/1.1\r\nHost: kiosk\r\n\r\n".to_vec()),
        ("a banner of megabytes", vec![b'S'; 4 << 20]),
        ("a banner of megabytes that begins well", [b"SSH-2.0-".as_slice(), &vec![b'x'; 4 << 20]].concat()),
        ("line after line before the banner", b"hello\r\n".repeat(10_000)),
        ("another version", b"SSH-1.5-old\r\n".to_vec()),
        ("a packet of no bytes", with_length(0)),
        ("a packet of one byte", with_length(1)),
        ("a packet of four gigabytes", with_length(u32::MAX)),
        ("a packet of a megabyte", with_length(1 << 20)),
        ("another packet before the key exchange", banner(&in_clear(&[IGNORE, 0, 0, 0, 0]))),
    ];
    for (what, bytes) in attacks {
        let mut client = Client::connect(served.address).unwrap();
        // It may be sent away before it has said all of it.
        let _ = client.stream.write_all(&bytes);
        assert!(client.is_ended_within(SOON), "{what}: it is still there");
        witness.finds_unharmed(&mut served, what);
    }
}

#[test]
fn what_we_offer_is_what_nobody_has_to_regret() {
    let served = Served::new(LASTING);
    let mut client = Client::connect(served.address).unwrap();
    client.greet().unwrap();
    assert_eq!(client.server_banner(), b"SSH-2.0-kiosk", "no version of ours");
    let offers = client.offers();
    let [kex, host_keys, ciphers, ciphers_back, _, _, compression, compression_back, _, _] = offers.as_slice() else {
        panic!("{offers:?}");
    };
    let kex: Vec<&str> = kex.split(',').collect();
    assert!(kex.contains(&"kex-strict-s-v00@openssh.com"), "{kex:?}");
    let exchanges = ["mlkem768x25519-sha256", "curve25519-sha256", "curve25519-sha256@libssh.org"];
    let markers = ["ext-info-s", "kex-strict-s-v00@openssh.com"];
    assert!(kex.iter().all(|name| exchanges.contains(name) || markers.contains(name)), "{kex:?}");
    assert_eq!(host_keys, "ssh-ed25519");
    assert_eq!(ciphers, "chacha20-poly1305@openssh.com,aes256-gcm@openssh.com,aes128-gcm@openssh.com", "they seal by themselves");
    assert_eq!(ciphers, ciphers_back);
    assert_eq!((compression.as_str(), compression_back.as_str()), ("none", "none"));
}

/// Terrapin (CVE-2023-48795): whoever could take packets out of the beginning of a conversation has nothing to gain.
#[test]
fn a_client_without_the_strict_key_exchange_is_told_why_it_is_sent_away() {
    let mut served = Served::new(LASTING);
    let mut witness = Witness::of(&served);
    let mut client = Client::connect(served.address).unwrap();
    client.greet().unwrap();
    client.send(&kexinit(CURVE)).unwrap();
    let last = client.see_end().pop().unwrap();
    assert_eq!(last.first(), Some(&DISCONNECT));
    let mut fields = Fields(&last[5..]);
    let why = String::from_utf8(fields.text().to_vec()).unwrap();
    assert!(why.contains("please update"), "{why:?}");
    witness.finds_unharmed(&mut served, "an old client");
}

#[test]
fn nothing_is_let_through_in_the_midst_of_the_first_key_exchange() {
    let mut served = Served::new(LASTING);
    let mut witness = Witness::of(&served);
    let ignored = Packet::new(IGNORE).text("");
    for (what, packet) in [
        ("a packet to be ignored", ignored.clone()),
        ("a debugging message", Packet::new(4).byte(0).text("").text("")),
        ("a second beginning", kexinit(&format!("{CURVE},{STRICT}"))),
        ("the end of an exchange that was not made", Packet::new(NEWKEYS)),
        ("a request to be let in", Client::none("reset")),
        ("a channel", Packet::new(OPEN).text("session").number(0).number(1).number(1)),
    ] {
        let mut client = Client::connect(served.address).unwrap();
        client.greet().unwrap();
        client.send(&kexinit(&format!("{CURVE},{STRICT}"))).unwrap();
        client.send(&packet).unwrap();
        // The next packet lets the server look at this one.
        let _ = client.send(&Packet::new(ECDH_INIT).text([9; 32]));
        assert!(client.is_ended_within(SOON), "{what}: it is still there");
        witness.finds_unharmed(&mut served, what);
    }
    // As late as it can come: the keys are agreed on, and not in use yet.
    let mut client = Client::connect(served.address).unwrap();
    client.greet().unwrap();
    client.send(&kexinit(&format!("{CURVE},{STRICT}"))).unwrap();
    client.send(&Packet::new(ECDH_INIT).text([9; 32])).unwrap();
    assert_eq!(client.receive().unwrap().first(), Some(&31));
    client.send(&ignored).unwrap();
    client.send(&Packet::new(NEWKEYS)).unwrap();
    assert!(client.is_ended_within(SOON), "before the new keys");
    witness.finds_unharmed(&mut served, "a packet to be ignored before the new keys");
}

/// Points by which the shared secret is nought, whatever the server's is.
const LOW_ORDER: [[u8; 32]; 4] = {
    let mut points = [[0; 32]; 4];
    points[1][0] = 1;
    points[2] = [
        0xe0, 0xeb, 0x7a, 0x7c, 0x3b, 0x41, 0xb8, 0xae, 0x16, 0x56, 0xe3, 0xfa, 0xf1, 0x9f, 0xc4, 0x6a, 0xda, 0x09, 0x8d, 0xeb,
        0x9c, 0x32, 0xb1, 0xfd, 0x86, 0x62, 0x05, 0x16, 0x5f, 0x49, 0xb8, 0x00,
    ];
    // 2^255 - 19, which is nought again.
    points[3] = [0xff; 32];
    points[3][0] = 0xed;
    points[3][31] = 0x7f;
    points
};

#[test]
fn a_point_that_gives_the_secret_away_is_refused() {
    let mut served = Served::new(LASTING);
    let mut witness = Witness::of(&served);
    let points = LOW_ORDER.iter().map(|point| point.to_vec());
    let lengths = [0, 1, 31, 33, 1_184, 30_000].map(|length| vec![9; length]);
    for point in points.chain(lengths) {
        let mut client = Client::connect(served.address).unwrap();
        client.greet().unwrap();
        client.send(&kexinit(&format!("{CURVE},{STRICT}"))).unwrap();
        client.send(&Packet::new(ECDH_INIT).text(&point)).unwrap();
        assert_eq!(client.see_end(), Vec::<Vec<u8>>::new(), "{point:?}");
        witness.finds_unharmed(&mut served, "a bad point");
    }
    // The library reads the point by its length, whatever the packet holds.
    let mut client = Client::connect(served.address).unwrap();
    client.greet().unwrap();
    client.send(&kexinit(&format!("{CURVE},{STRICT}"))).unwrap();
    client.send(&Packet::new(ECDH_INIT).number(32).raw(&[9; 4])).unwrap();
    assert!(client.is_ended_within(SOON), "half a point");
    witness.finds_unharmed(&mut served, "half a point");
}

/// The mirror of a low-order point, and a real one: what above is refused is refused for its kind.
#[test]
fn a_point_like_others_is_answered() {
    let served = Served::new(LASTING);
    let mut client = Client::connect(served.address).unwrap();
    client.greet().unwrap();
    client.exchange_keys().unwrap();
}
