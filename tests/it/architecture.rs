//! The house of ARCHITECTURE.md, held by reading the sources: arrows point down only, the pure part
//! is pure, every file says what it is for and stays short.

use std::fs;
use std::path::{Path, PathBuf};

/// Modules with their floor; a module may use those below it, and on its own floor only what
/// [`SIDEWAYS`] names.
const FLOORS: &[(&str, u8)] = &[
    ("main", 6),
    ("frontend", 5),
    ("session", 4),
    ("admin", 4),
    ("service", 3),
    ("cli", 3),
    ("flow", 2),
    ("render", 2),
    ("store", 2),
    ("delivery", 2),
    ("config", 2),
    ("page", 1),
    ("texts", 1),
    ("input", 1),
    ("domain", 0),
];

/// Arrows within a floor.
const SIDEWAYS: &[(&str, &str)] = &[("store", "config"), ("delivery", "config"), ("page", "input"), ("texts", "page")];

/// What a part of the house does not know, and the words by which it would.
const ABSENT: &[(&str, &[&str])] = &[
    ("domain", &["tokio", "sqlx", "ratatui", "crossterm", "std::fs", "std::net", "SystemTime", "Instant", "async ", ".await"]),
    ("flow", &["tokio", "sqlx", "ratatui", "crossterm", "std::fs", "std::net", "SystemTime", "Instant", "async ", ".await"]),
    ("page", &["tokio", "sqlx", "ratatui", "crossterm", "std::fs", "std::net", "SystemTime", "Instant", "async ", ".await"]),
    ("input", &["tokio", "sqlx", "ratatui", "SystemTime", "Instant", "async ", ".await"]),
    ("render", &["tokio", "sqlx", "std::fs", "crate::flow", "crate::service"]),
    ("session", &["sqlx", "crate::store"]),
    ("frontend", &["sqlx::", "Command::new"]),
    ("service", &["sqlx", "lettre", "ratatui"]),
    ("delivery", &["sqlx", "ratatui"]),
];

/// Starting other programs is nobody's business here.
const CHILD_PROCESSES: &[&str] = &["process::Command", "Command::new"];

const LONGEST_FILE: usize = 400;

struct Source {
    path: PathBuf,
    /// The module directly under `src`.
    module: String,
    /// Without test modules.
    code: String,
}

fn sources() -> Vec<Source> {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("src");
    let mut found = Vec::new();
    collect(&root, &root, &mut found);
    assert!(found.len() > 30, "the sources were not found");
    found
}

fn collect(root: &Path, folder: &Path, found: &mut Vec<Source>) {
    for entry in fs::read_dir(folder).expect("a folder") {
        let path = entry.expect("an entry").path();
        if path.is_dir() {
            collect(root, &path, found);
        } else if path.extension().is_some_and(|extension| extension == "rs") {
            let first = path.strip_prefix(root).expect("below src").components().next().expect("a name");
            let module = first.as_os_str().to_string_lossy().trim_end_matches(".rs").to_owned();
            let text = fs::read_to_string(&path).expect("a text");
            let code = text.split("#[cfg(test)]").next().unwrap_or_default().to_owned();
            found.push(Source { path, module, code });
        }
    }
}

fn is_test(source: &Source) -> bool {
    source.path.components().any(|part| part.as_os_str() == "tests" || part.as_os_str() == "tests.rs")
}

fn floor(module: &str) -> Option<u8> {
    FLOORS.iter().find(|(name, _)| *name == module).map(|(_, floor)| *floor)
}

/// The modules that `code` names after `crate::` or, in main.rs, after `kiosk::`.
fn uses(code: &str) -> Vec<String> {
    let names = |prefix: &'static str| {
        code.split(prefix).skip(1).map(|rest| rest.chars().take_while(|c| c.is_alphanumeric() || *c == '_').collect::<String>())
    };
    names("crate::").chain(names("kiosk::")).filter(|name| floor(name).is_some()).collect()
}

#[test]
fn arrows_point_down_only() {
    let mut wrong = Vec::new();
    for source in sources().iter().filter(|source| source.module != "lib" && !is_test(source)) {
        let from = floor(&source.module).unwrap_or_else(|| panic!("{} stands on no floor", source.path.display()));
        for used in uses(&source.code) {
            let allowed = used == source.module
                || floor(&used).is_some_and(|to| to < from)
                || SIDEWAYS.contains(&(source.module.as_str(), used.as_str()));
            if !allowed {
                wrong.push(format!("{} uses {used}", source.path.display()));
            }
        }
    }
    assert!(wrong.is_empty(), "{wrong:#?}");
}

#[test]
fn what_a_part_must_not_know_is_absent() {
    let mut found = Vec::new();
    for source in sources().iter().filter(|source| !is_test(source)) {
        let absent = ABSENT.iter().find(|(module, _)| *module == source.module).map_or(&[][..], |(_, words)| words);
        for word in absent.iter().chain(CHILD_PROCESSES) {
            let lines = source.code.lines().filter(|line| !line.trim_start().starts_with("//"));
            if lines.into_iter().any(|line| line.contains(word)) {
                found.push(format!("{} knows {word}", source.path.display()));
            }
        }
    }
    assert!(found.is_empty(), "{found:#?}");
}

#[test]
fn sql_stands_in_the_store_only() {
    let statements = ["\"select ", "\"update ", "\"insert ", "\"delete from", "sql!("];
    for source in sources().iter().filter(|source| source.module != "store" && !is_test(source)) {
        let code = source.code.to_lowercase();
        for statement in statements {
            assert!(!code.contains(statement), "{} holds SQL", source.path.display());
        }
    }
}

#[test]
fn every_file_says_what_it_is_for_and_stays_short() {
    let mut wrong = Vec::new();
    for source in sources() {
        if !source.code.starts_with("//!") {
            wrong.push(format!("{} has no header", source.path.display()));
        }
        let lines = source.code.lines().count();
        if lines > LONGEST_FILE && !is_test(&source) {
            wrong.push(format!("{} has {lines} lines", source.path.display()));
        }
    }
    assert!(wrong.is_empty(), "{wrong:#?}");
}

/// So whoever types a password is warned of Caps Lock on every page, also on those that are still to be built.
#[test]
fn fields_for_passwords_are_made_in_one_place() {
    let makes = |source: &Source| source.module == "flow" && !is_test(source) && source.code.contains("Value::Secret {");
    let found: Vec<PathBuf> = sources().into_iter().filter(makes).map(|source| source.path).collect();
    assert!(matches!(found.as_slice(), [only] if only.ends_with("secret_field.rs")), "{found:#?}");
}
