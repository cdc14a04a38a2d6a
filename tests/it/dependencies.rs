//! What is built in: no library with a hole that is known to have been mended, and one way to encrypt, the
//! one that looks whom it speaks to. Read from Cargo.lock, which is what is built.

use std::fs;
use std::path::Path;

/// The first version without the fault, and which that was.
const FLOORS: [(&str, [u64; 3], &str); 4] = [
    ("totp-rs", [1, 1, 0], "compared tokens in a time that told how much of them was right (CVE-2022-29185)"),
    ("lettre", [0, 10, 0], "let a dot at the beginning of a line end a letter (CVE-2021-38189)"),
    ("sqlx", [0, 8, 1], "wrote four gigabytes past a length field (RUSTSEC-2024-0363)"),
    ("tracing-subscriber", [0, 3, 20], "wrote escape sequences of others into logs (CVE-2025-58160)"),
];

/// Ways to encrypt that were caught not to look at the name in a certificate (lettre CVE-2026-46428), or that
/// bring a library of the system along.
const ABSENT: [&str; 6] = ["openssl", "openssl-sys", "native-tls", "boring", "boring-sys", "tokio-boring"];

/// Every package with its version.
fn locked() -> Vec<(String, String)> {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("Cargo.lock");
    let lock: toml::Table = fs::read_to_string(path).unwrap().parse().unwrap();
    let packages = lock["package"].as_array().unwrap();
    let text = |package: &toml::Value, key: &str| package[key].as_str().unwrap().to_owned();
    packages.iter().map(|package| (text(package, "name"), text(package, "version"))).collect()
}

fn version(text: &str) -> [u64; 3] {
    let number = text.split(['-', '+']).next().unwrap();
    let numbers: Vec<u64> = number.split('.').map(|part| part.parse().unwrap()).collect();
    numbers.try_into().unwrap()
}

#[test]
fn nothing_is_older_than_its_known_faults() {
    let locked = locked();
    for (name, floor, fault) in FLOORS {
        let versions: Vec<&String> = locked.iter().filter(|(locked, _)| locked == name).map(|(_, version)| version).collect();
        assert!(!versions.is_empty(), "{name} is not built in any more: this line can go");
        for found in versions {
            assert!(version(found) >= floor, "{name} {found} {fault}");
        }
    }
}

#[test]
fn there_is_one_way_to_encrypt() {
    let locked = locked();
    for absent in ABSENT {
        assert!(!locked.iter().any(|(name, _)| name == absent), "{absent} is built in");
    }
    assert!(locked.iter().any(|(name, _)| name == "rustls"));
}
