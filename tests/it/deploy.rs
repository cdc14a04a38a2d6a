//! What is shipped to be installed beside the program: units that systemd takes, and settings of ssh that hold.

use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

use crate::installation::{PROGRAM, ran};

const FOLDER: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/assets/deploy");

/// Whether `program` is there; where not, a test is skipped, unless all have to run.
fn is_there(program: &str, package: &str) -> bool {
    let is_there = Path::new(program).exists();
    let all = std::env::var_os("KIOSK_TESTS").is_some_and(|which| which == "all");
    assert!(is_there || !all, "the Debian package {package} is not installed");
    if !is_there {
        println!("skipped: the Debian package {package} is not installed");
    }
    is_there
}

fn files(suffixes: &[&str]) -> Vec<PathBuf> {
    let all = fs::read_dir(FOLDER).unwrap().map(|entry| entry.unwrap().path());
    all.filter(|path| suffixes.iter().any(|suffix| path.to_string_lossy().ends_with(suffix))).collect()
}

#[test]
fn systemd_finds_nothing_to_object_to() {
    if !is_there("/usr/bin/systemd-analyze", "systemd") || !is_there("/usr/sbin/sshd", "openssh-server") {
        return;
    }
    let folder = tempfile::tempdir().unwrap();
    let mut units = Vec::new();
    for file in files(&[".service", ".socket"]) {
        // A template is looked at as one of its instances.
        let name = file.file_name().unwrap().to_string_lossy().replace('@', "@tty1");
        let text = fs::read_to_string(&file).unwrap().replace("/usr/bin/kiosk", PROGRAM);
        fs::write(folder.path().join(&name), text).unwrap();
        units.push(format!("./{name}"));
    }
    assert_eq!(units.len(), 5);
    let verify = |units: &[String]| ran(Command::new("systemd-analyze").arg("verify").args(units).current_dir(folder.path()), "");
    let told = verify(&units);
    assert_eq!((told.code, told.err.as_str()), (0, ""), "{told:?}");
    let broken = "[Service]\nExecStart=/usr/bin/no-such-program\nWatchdogSek=1\n";
    fs::write(folder.path().join("broken.service"), broken).unwrap();
    assert_ne!(verify(&["./broken.service".to_owned()]).err, "", "what is wrong is found");
}

/// Every program that a unit starts is told where its configuration is: none of them looks in the folder it stands in.
#[test]
fn units_name_the_configuration() {
    for file in files(&[".service"]) {
        let text = fs::read_to_string(&file).unwrap();
        let started: Vec<&str> = text.lines().filter(|line| line.starts_with("ExecStart=")).collect();
        let is_told = |line: &&str| [" -F ", " -f ", " --config "].iter().any(|option| line.contains(option));
        assert!(started.len() == 1 && started.iter().all(is_told), "{}: {started:?}", file.display());
        for bound in ["NoNewPrivileges=yes", "ProtectSystem=strict", "ProtectHome=yes", "CapabilityBoundingSet="] {
            assert!(text.contains(bound), "{}: {bound}", file.display());
        }
    }
}

#[test]
fn ssh_of_a_thin_terminal_has_no_way_out() {
    if !is_there("/usr/bin/ssh", "openssh-client") {
        return;
    }
    let config = format!("{FOLDER}/terminal/ssh_config");
    let told = ran(Command::new("ssh").args(["-G", "-F", &config, "kiosk"]).env("LANG", "nl_NL.UTF-8"), "");
    assert_eq!((told.code, told.err.as_str()), (0, ""), "{told:?}");
    for line in [
        "user terminal",
        "batchmode yes",
        "escapechar none",
        "enableescapecommandline no",
        "permitlocalcommand no",
        "clearallforwardings yes",
        "forwardagent no",
        "forwardx11 no",
        "tunnel false",
        "stricthostkeychecking true",
        "userknownhostsfile /etc/kiosk-terminal/known_hosts",
        "globalknownhostsfile none",
        "updatehostkeys false",
        "identitiesonly yes",
        "preferredauthentications publickey",
        "controlmaster false",
        "requesttty force",
    ] {
        assert!(told.out.lines().any(|told| told == line), "{line} in\n{}", told.out);
    }
    for absent in ["sendenv", "setenv", "proxycommand", "localcommand ", "remotecommand", "localforward", "controlpath"] {
        assert!(!told.out.lines().any(|line| line.starts_with(absent)), "{absent} in\n{}", told.out);
    }
}

/// A file that is not explained there is installed by nobody.
#[test]
fn the_page_beside_them_names_them_all() {
    let page = fs::read_to_string(format!("{FOLDER}/README.md")).unwrap();
    assert!(page.lines().count() <= 80, "one screen");
    let folders = ["", "sshd_config.d", "sysusers.d", "tmpfiles.d", "terminal"];
    for folder in folders {
        for entry in fs::read_dir(Path::new(FOLDER).join(folder)).unwrap().map(|entry| entry.unwrap().path()) {
            let name = entry.strip_prefix(FOLDER).unwrap().to_string_lossy().into_owned();
            let is_folder = entry.is_dir();
            assert!(!is_folder || folders.contains(&name.as_str()), "{name}");
            assert!(is_folder || name == "README.md" || page.contains(&name), "{name}");
        }
    }
}
