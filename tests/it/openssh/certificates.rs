//! Where people carry certificates of the organisation: with the lines that the shipped configuration has for that at its
//! end, whoever has a certificate is let in to the same page, and nobody else is.

use std::path::{Path, PathBuf};
use std::process::Command;

use super::server::{Sshd, Way, can_run, make_key};
use super::{FIRST_PAGE, open_settings, opened};
use crate::installation::{Installation, Ran, ran};

/// What `passwd -d`, `passwd -l` and `usermod -p` leave of the visitor's password.
const EMPTY: &str = "";
const LOCKED: &str = "!";
const NONE: &str = "*";

/// A server for those who have a certificate of the key `user_ca`, and people's keys.
struct Organisation {
    sshd: Sshd,
    keys: tempfile::TempDir,
}

/// The shipped configuration, with its last lines in the place of those before them, as it says there.
fn with_certificates(shipped: &str) -> String {
    let (before, rest) = shipped.split_once("\nMatch User reset\n").unwrap();
    let lines: Vec<&str> = rest.lines().filter_map(|line| line.strip_prefix("#   ")).collect();
    assert_eq!(lines.first(), Some(&"Match User reset"), "{rest}");
    format!("{before}\n{}\n", lines.join("\n"))
}

impl Organisation {
    fn open(way: Way) -> Self {
        let (kiosk, keys) = (Installation::new(&open_settings()), tempfile::tempdir().unwrap());
        for name in ["user_ca", "other_ca", "ada", "eve"] {
            make_key(&keys.path().join(name));
        }
        std::fs::copy(keys.path().join("user_ca.pub"), kiosk.path("user_ca.pub")).unwrap();
        let (sshd, _) = opened(kiosk, way, |shipped| with_certificates(&shipped));
        sshd.set_password(NONE);
        Self { sshd, keys }
    }

    fn key(&self, name: &str) -> PathBuf {
        self.keys.path().join(name)
    }

    /// Ada's certificate by the key `ca`, with more `options`.
    fn certified(&self, ca: &str, options: &[&str]) -> PathBuf {
        let mut keygen = Command::new("ssh-keygen");
        keygen.args(["-q", "-I", "ada"]).arg("-s").arg(self.key(ca)).args(options).arg(self.key("ada.pub"));
        let made = ran(&mut keygen, "");
        assert_eq!(made.code, 0, "{made:?}");
        self.key("ada-cert.pub")
    }

    /// What a visitor gets who has the keys `names`, and a certificate of the last.
    fn visited(&self, names: &[&str], certificate: Option<&Path>, after: &[&str]) -> Ran {
        let keys = names.iter().map(|name| format!("-i{}", self.key(name).display()));
        let certificate = certificate.map(|path| format!("-oCertificateFile={}", path.display()));
        let before: Vec<String> = keys.chain(certificate).collect();
        let before: Vec<&str> = ["-T", "-oIdentitiesOnly=yes"].into_iter().chain(before.iter().map(String::as_str)).collect();
        self.sshd.visited(&before, after, "")
    }
}

fn is_let_in(told: &Ran) -> bool {
    told.code == 0 && told.out.contains(FIRST_PAGE)
}

fn is_refused(told: &Ran) -> bool {
    told.code == 255 && told.out.is_empty() && told.err.contains("Permission denied (publickey)")
}

#[test]
fn whoever_has_a_certificate_is_let_in_and_nobody_else() {
    if !can_run() {
        return;
    }
    let organisation = Organisation::open(Way::Both);
    let certificate = organisation.certified("user_ca", &["-n", "reset"]);
    let told = organisation.visited(&["ada"], Some(&certificate), &[]);
    assert!(is_let_in(&told), "{told:?}");
    // It is hers: with another key it is nothing, and her key is nothing without it.
    let told = organisation.visited(&["eve"], Some(&certificate), &[]);
    assert!(is_refused(&told), "{told:?}");
    std::fs::remove_file(&certificate).unwrap();
    let told = organisation.visited(&["ada"], None, &[]);
    assert!(is_refused(&told), "{told:?}");
    for (ca, options) in [
        ("other_ca", &["-n", "reset"][..]),
        ("user_ca", &["-n", "root"]),
        ("user_ca", &[]),
        ("user_ca", &["-n", "reset", "-V", "20200101:20200102"]),
        ("user_ca", &["-h", "-n", "reset"]),
    ] {
        let certificate = organisation.certified(ca, options);
        let told = organisation.visited(&["ada"], Some(&certificate), &[]);
        assert!(is_refused(&told), "{ca} {options:?}: {told:?}");
    }
    let told = organisation.sshd.visited(&["-T"], &[], "");
    assert!(is_refused(&told), "without any key: {told:?}");
}

/// As an agent does, which offers every key that it has: each that is not taken is a try.
#[test]
fn a_certificate_is_found_among_other_keys() {
    if !can_run() {
        return;
    }
    let organisation = Organisation::open(Way::Both);
    organisation.certified("user_ca", &["-n", "reset"]);
    // Beside its key, ssh finds it by itself, and offers it behind the keys before.
    let told = organisation.visited(&["eve", "other_ca", "user_ca", "ada"], None, &[]);
    assert!(is_let_in(&told), "{told:?}");
}

/// Neither what it allows nor what it forces is heeded, though the account has a shell.
#[test]
fn a_certificate_opens_nothing_but_the_page() {
    if !can_run() {
        return;
    }
    let organisation = Organisation::open(Way::Forced);
    let certificate =
        organisation.certified("user_ca", &["-n", "reset", "-O", "force-command=id", "-O", "permit-port-forwarding"]);
    let told = organisation.visited(&["ada"], Some(&certificate), &["id"]);
    assert!(is_let_in(&told) && !told.out.contains("uid="), "{told:?}");
}

/// What the file says of the password: an empty one lets nobody in any more, and sshd takes one that `passwd -l` locked
/// for an account that is closed, whatever its owner has.
#[test]
fn the_password_of_the_account_is_none() {
    if !can_run() {
        return;
    }
    let organisation = Organisation::open(Way::Both);
    let certificate = organisation.certified("user_ca", &["-n", "reset"]);
    organisation.sshd.set_password(EMPTY);
    let told = organisation.sshd.visited(&["-T"], &[], "");
    assert!(is_refused(&told), "{told:?}");
    organisation.sshd.set_password(LOCKED);
    let told = organisation.visited(&["ada"], Some(&certificate), &[]);
    assert!(is_refused(&told), "{told:?}");
    organisation.sshd.wait_for("account is locked");
}
