//! What the shipped configuration comes to, as sshd itself says: a golden copy, so that no line of it is lost, and no
//! default of another OpenSSH comes in, unseen.

use super::server::{can_run, effective};

/// What belongs to a build and not to us: lists of what is switched off altogether, and where files of it lie.
const OF_THE_BUILD: [&str; 8] = [
    "casignaturealgorithms",
    "gssapikexalgorithms",
    "hostbasedacceptedalgorithms",
    "pubkeyacceptedalgorithms",
    "ipqos",
    "modulifile",
    "securitykeyprovider",
    "xauthlocation",
];

#[test]
fn the_shipped_configuration_comes_to_what_it_says() {
    if !can_run() {
        return;
    }
    let told = effective();
    let mut lines: Vec<&str> = told.lines().collect();
    lines.retain(|line| !OF_THE_BUILD.iter().any(|name| line.starts_with(name)));
    lines.sort_unstable();
    insta::assert_snapshot!(lines.join("\n"));
    for nothing in ["acceptenv", "subsystem", "setenv", "chrootdirectory /"] {
        assert!(!lines.iter().any(|line| line.starts_with(nothing)), "{nothing}");
    }
}
