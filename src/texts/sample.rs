//! Every message there is, as it stands in the files, and with arguments made up, for tests.

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::{Path, PathBuf};

use crate::domain::account::Language;
use crate::page::Text;

/// Every message of `language`, once about one thing and once about more.
pub fn texts(language: Language) -> Vec<Text> {
    let said = |(id, message): (String, String)| {
        [1_i64, 12].map(|number| {
            let named = arguments(&message).into_iter().map(|name| (&*name.leak(), number));
            named.fold(Text::new(id.clone().leak()), |text, (name, number)| text.with(name, number))
        })
    };
    messages(language).into_iter().flat_map(said).collect()
}

/// The messages of a language: what each says, as it stands in the files.
pub fn messages(language: Language) -> BTreeMap<String, String> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("assets/locales").join(language.code());
    let mut messages = BTreeMap::new();
    for file in files(&folder) {
        let mut current = String::new();
        for line in fs::read_to_string(&file).unwrap().lines() {
            if let Some((id, value)) = line.split_once(" =").filter(|(id, _)| id.starts_with(|c: char| c.is_ascii_alphabetic())) {
                current = id.to_owned();
                assert!(messages.insert(current.clone(), value.to_owned()).is_none(), "{id} stands twice");
            } else if let Some(message) = messages.get_mut(&current).filter(|_| line.starts_with(' ')) {
                *message += line;
            }
        }
    }
    messages
}

pub fn files(folder: &Path) -> Vec<PathBuf> {
    let mut found = Vec::new();
    for entry in fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        if path.is_dir() {
            found.extend(files(&path));
        } else {
            found.push(path);
        }
    }
    found
}

pub fn arguments(message: &str) -> BTreeSet<String> {
    let name = |rest: &str| rest.chars().take_while(|c| c.is_ascii_alphanumeric() || *c == '-').collect();
    message.split('$').skip(1).map(name).collect()
}
