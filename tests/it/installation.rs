//! A kiosk as operators install it: a folder with kiosk.toml, key file and store, and the real
//! program to be run there.

use std::fs::Permissions;
use std::future::Future;
use std::io::Write as _;
use std::os::unix::fs::PermissionsExt as _;
use std::path::PathBuf;
use std::process::{Command, Stdio};

use data_encoding::BASE32_NOPAD;
use kiosk::config::{self, Config};
use kiosk::domain::account::Language;
use kiosk::domain::proof::totp::code_at;
use kiosk::page::{PageId, Text};
use kiosk::service::ambient::Ambient;
use kiosk::store::{Keys, Store};
use kiosk::texts::{Zone, say};
use portable_pty::CommandBuilder;
use sqlx::{AnyConnection, Connection as _};
use tempfile::TempDir;

use crate::servers::PASSWORD;
use crate::store_contract::ground::Ground;
use crate::support;
use crate::terminal::Terminal;

/// The program that these tests belong to.
pub const PROGRAM: &str = env!("CARGO_BIN_EXE_kiosk");

/// The password that people have who were given one.
pub const OLD: &str = "violet harbour 1999";
/// The one that they choose.
pub const NEW: &str = "zebra copper lantern";

/// One gate, nothing that is counted down on a page, and no riddle for whoever comes often.
pub const ONE_GATE: &str =
    "reset.gates = 1\ncaptcha.trusted = \"never\"\nlimits.resend_after = \"10min\"\nlog.file = \"kiosk.log\"\n";

pub struct Installation {
    folder: TempDir,
}

/// What a command came to.
#[derive(Debug, PartialEq, Eq)]
pub struct Ran {
    pub code: i32,
    pub out: String,
    pub err: String,
}

/// Somebody who has an account, and a phone with an authenticator app.
pub struct Person {
    pub login: String,
    seed: Vec<u8>,
}

impl Person {
    /// What the app shows now.
    pub fn code(&self) -> String {
        code_at(&self.seed, Ambient::real().now()).expose().to_owned()
    }
}

impl Installation {
    /// `kiosk init` in a folder with `settings` as its kiosk.toml.
    pub fn new(settings: &str) -> Self {
        let installation = Self::empty();
        installation.init(settings);
        installation
    }

    /// The same with its store in the database of `ground`.
    pub fn on(ground: &Ground, settings: &str) -> Self {
        let installation = Self::empty();
        installation.init_on(ground, settings);
        installation
    }

    /// Another host of this one's fleet, on the same `ground`.
    pub fn beside(&self, ground: &Ground, settings: &str) -> Self {
        let installation = Self::empty();
        std::fs::copy(self.path("kiosk.key"), installation.path("kiosk.key")).unwrap();
        installation.init_on(ground, settings);
        installation
    }

    fn empty() -> Self {
        Self { folder: tempfile::tempdir().unwrap() }
    }

    fn init_on(&self, ground: &Ground, settings: &str) {
        let url = ground.settings().url;
        let password = if ground.is_sqlite() { "" } else { "password = \"file:kiosk.password\"\n" };
        let file = self.path("kiosk.password");
        std::fs::write(&file, PASSWORD).unwrap();
        std::fs::set_permissions(&file, Permissions::from_mode(0o600)).unwrap();
        self.init(&format!("{settings}[store]\nurl = \"{url}\"\n{password}"));
    }

    fn init(&self, settings: &str) {
        std::fs::write(self.path("kiosk.toml"), settings).unwrap();
        let made = self.kiosk(&["init"]);
        assert_eq!(made.code, 0, "{made:?}");
    }

    /// An empty folder, and what `arguments` made in it.
    pub fn made_by(arguments: &[&str]) -> Self {
        let installation = Self::empty();
        let made = installation.kiosk(arguments);
        assert_eq!(made.code, 0, "{made:?}");
        installation
    }

    pub fn path(&self, name: &str) -> PathBuf {
        self.folder.path().join(name)
    }

    /// Runs a command to its end.
    pub fn kiosk(&self, arguments: &[&str]) -> Ran {
        self.fed(arguments, "")
    }

    /// Runs a command to its end, with `input` on its standard input.
    pub fn fed(&self, arguments: &[&str], input: &str) -> Ran {
        ran(Command::new(PROGRAM).args(arguments).current_dir(self.folder.path()), input)
    }

    /// Adds somebody with an authenticator app, and whatever `more` says.
    pub fn add(&self, login: &str, more: &[&str], input: &str) -> Person {
        let added = self.fed(&[&["admin", "user", "add", login, "--totp"], more].concat(), input);
        assert_eq!(added.code, 0, "{added:?}");
        let (_, secret) = added.out.split_once("secret=").unwrap();
        let secret = secret.split('&').next().unwrap().trim();
        Person { login: login.to_owned(), seed: BASE32_NOPAD.decode(secret.as_bytes()).unwrap() }
    }

    /// Adds somebody with a password, an address and an app.
    pub fn add_known(&self, login: &str) -> Person {
        let address = format!("{login}@example.org");
        self.add(login, &["--email", &address, "--password-stdin"], &format!("{OLD}\n"))
    }

    /// A terminal on which `kiosk run` runs.
    pub fn run(&self, arguments: &[&str], columns: u16, rows: u16) -> Terminal {
        let mut command = CommandBuilder::new(PROGRAM);
        command.arg("run");
        command.args(arguments);
        self.start(command, columns, rows)
    }

    /// A terminal in which `command` runs, in this folder.
    pub fn start(&self, mut command: CommandBuilder, columns: u16, rows: u16) -> Terminal {
        command.cwd(self.folder.path());
        for name in ["NO_COLOR", "COLORTERM", "LC_ALL", "LC_CTYPE", "LANG"] {
            command.env_remove(name);
        }
        command.env("TERM", "xterm");
        Terminal::running(command, columns, rows)
    }

    /// A terminal of which `environment` says what it is, on which `kiosk run` runs.
    pub fn run_where(&self, environment: &[&str], columns: u16, rows: u16) -> Terminal {
        let mut command = CommandBuilder::new("/usr/bin/env");
        command.args(environment);
        command.args([PROGRAM, "run"]);
        self.start(command, columns, rows)
    }

    pub fn config(&self) -> Config {
        config::load(&self.path("kiosk.toml")).unwrap()
    }

    /// Whether `password` signs `login` in.
    pub fn accepts(&self, login: &str, password: &str) -> bool {
        let config = self.config();
        wait(async {
            let store = Store::open(&config.store, Keys::read_file(&config.key_file).unwrap()).await.unwrap();
            let accepted = support::accepts(&store, login, password).await;
            store.close().await;
            accepted
        })
    }

    /// What the audit says, fact by fact, with its particulars.
    pub fn audit(&self) -> Vec<String> {
        wait(async {
            let mut database = connect(&support::with_password(&self.config().store)).await;
            let rows = sqlx::query_as::<_, (String, String)>("SELECT fact, body FROM audit ORDER BY seq");
            let facts = rows.fetch_all(&mut database).await.unwrap();
            database.close().await.unwrap();
            facts.into_iter().map(|(fact, body)| format!("{fact} {body}")).collect()
        })
    }

    /// Where what the audit says happened.
    pub fn places(&self) -> Vec<String> {
        wait(async {
            let mut database = connect(&support::with_password(&self.config().store)).await;
            let rows = sqlx::query_as::<_, (String,)>("SELECT place FROM audit ORDER BY seq");
            let places = rows.fetch_all(&mut database).await.unwrap();
            database.close().await.unwrap();
            places.into_iter().map(|(place,)| place).collect()
        })
    }

    /// How often the audit says `fact`.
    pub fn audited(&self, fact: &str) -> usize {
        self.audit().iter().filter(|told| told.starts_with(fact)).count()
    }

    /// Changes the store behind the program's back.
    pub fn sql(&self, statement: &'static str) {
        wait(async { run_on(&support::with_password(&self.config().store), statement).await });
    }

    /// How many rows `table` has.
    pub fn count(&self, table: &str) -> usize {
        wait(async {
            let mut database = connect(&self.config().store.url).await;
            let rows = sqlx::query(sqlx::AssertSqlSafe(format!("SELECT 1 FROM {table}")));
            let found = rows.fetch_all(&mut database).await.unwrap();
            database.close().await.unwrap();
            found.len()
        })
    }

    /// Everything that lies in the folder, with its content.
    pub fn contents(&self) -> Vec<(PathBuf, Vec<u8>)> {
        let store = format!("sqlite:{}", self.path("kiosk.db").display());
        // What still stands in the log goes into the file, so that its bytes change with its content only.
        wait(async { run_on(&store, "PRAGMA wal_checkpoint(TRUNCATE)").await });
        let entries = std::fs::read_dir(self.folder.path()).unwrap().map(|entry| entry.unwrap().path());
        let mut found: Vec<_> = entries.map(|path| (path.clone(), std::fs::read(path).unwrap())).collect();
        found.retain(|(path, _)| !path.to_string_lossy().contains(".db-"));
        found.sort();
        found
    }

    /// Whether `kiosk store check` finds everything sound.
    pub fn is_sound(&self) -> bool {
        self.kiosk(&["store", "check"]).code == 0
    }
}

/// A connection to a store past the program.
pub async fn connect(url: &str) -> AnyConnection {
    sqlx::any::install_default_drivers();
    AnyConnection::connect(url).await.unwrap()
}

async fn run_on(url: &str, statement: &'static str) {
    let mut database = connect(url).await;
    sqlx::raw_sql(statement).execute(&mut database).await.unwrap();
    database.close().await.unwrap();
}

/// Runs `command` to its end, with `input` on its standard input.
pub fn ran(command: &mut Command, input: &str) -> Ran {
    let piped = command.stdin(Stdio::piped()).stdout(Stdio::piped()).stderr(Stdio::piped());
    let mut child = piped.spawn().unwrap();
    // A command that does not read its input may be gone already.
    let _ = child.stdin.take().unwrap().write_all(input.as_bytes());
    let ended = child.wait_with_output().unwrap();
    let text = |bytes| String::from_utf8(bytes).unwrap();
    Ran { code: ended.status.code().unwrap(), out: text(ended.stdout), err: text(ended.stderr) }
}

/// Waits for what is asynchronous in a test that is not.
pub fn wait<T>(future: impl Future<Output = T>) -> T {
    tokio::runtime::Runtime::new().unwrap().block_on(future)
}

/// The title of `page`, by which a test knows that it is there.
pub fn title(page: PageId, language: Language) -> String {
    let title = match page {
        // Whose app is closed here has other ways.
        PageId::Blocked => "blocked-way-title",
        // An app can only be removed.
        PageId::ConfirmRemove => "confirm-remove-only-title",
        page => page.title(),
    };
    // The title of help goes on with that of the page it helps with.
    say(&Text::new(title).with("page", ""), language, &Zone::utc()).trim_end().to_owned()
}
