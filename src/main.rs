//! The program: reads the command line, runs one command, and turns its outcome into an exit code.
//! Knows nothing of what a command does.

use std::alloc::System;
use std::io::{self, IsTerminal, Write};
use std::path::PathBuf;
use std::process::ExitCode;

use kiosk::admin::plain::{Plain, plain};
use kiosk::admin::users::{Enrolment, ImportFaults, Importing};
use kiosk::admin::{self, Outcome};
use kiosk::cli::{
    AdminCommand, Arguments, AuditCommand, Command, ConfigCommand, Demo, MACHINE_CONFIG, Played, PolicyCommand, RequestCommand,
    Run, StoreCommand, UserCommand,
};
use kiosk::config::{self, Config, ConfigFaults};
use kiosk::domain::account::Language;
use kiosk::frontend::demo::autoplay::{Autoplay, Play};
use kiosk::frontend::demo::{self, DemoOptions};
use kiosk::frontend::local::Said;
use kiosk::frontend::{local, log, openssh, ssh};
use kiosk::render::look::{Look, Wish};
use kiosk::service::ambient::{Ambient, random_key};
use kiosk::session::manner::Manner;
use zeroizing_alloc::ZeroAlloc;

/// What is freed is wiped: passwords go through libraries whose copies are not ours to wipe.
#[global_allocator]
static WIPING: ZeroAlloc<System> = ZeroAlloc(System);

const FAILED: u8 = 1;
const USAGE: u8 = 2;
const NOT_FOUND: u8 = 3;
const REFUSED: u8 = 4;

fn main() -> ExitCode {
    let arguments = match Arguments::of(&std::env::args_os().collect::<Vec<_>>()) {
        Ok(arguments) => arguments,
        // It repeats what was typed.
        Err(error) if error.use_stderr() => return complain(&error.to_string().trim_end(), USAGE),
        Err(help) => help.exit(),
    };
    let is_visit = matches!(&arguments.command, None | Some(Command::Run(_)));
    if is_visit && variable("SSH_CONNECTION").is_some() && !openssh::admits(std::env::vars_os()) {
        return ExitCode::from(FAILED);
    }
    let ended = tokio::runtime::Runtime::new().map_err(anyhow::Error::from).and_then(|runtime| runtime.block_on(run(arguments)));
    match ended {
        Ok(Outcome::Done) => ExitCode::SUCCESS,
        Ok(Outcome::Unsound) => ExitCode::from(FAILED),
        Ok(Outcome::NotFound(what)) => complain(&format!("kiosk: {what}"), NOT_FOUND),
        Ok(Outcome::Refused(why)) => complain(&format!("kiosk: {why}"), REFUSED),
        // Each line begins with the file, where editors look for it.
        Err(error) if error.is::<ConfigFaults>() => complain(&error, USAGE),
        Err(error) if error.is::<ImportFaults>() => complain(&error, FAILED),
        Err(error) => complain(&format!("kiosk: {}", told(&error)), FAILED),
    }
}

/// The error with its causes, as far as it does not tell them itself.
fn told(error: &anyhow::Error) -> String {
    let mut told = error.to_string();
    for cause in error.chain().map(ToString::to_string) {
        if !told.contains(&cause) {
            told = format!("{told}: {cause}");
        }
    }
    told
}

fn complain(what: &dyn std::fmt::Display, code: u8) -> ExitCode {
    // With standard error gone there is nobody left to tell.
    writeln!(io::stderr(), "{}", plain(&what.to_string())).ok();
    ExitCode::from(code)
}

async fn run(arguments: Arguments) -> anyhow::Result<Outcome> {
    let Arguments { config, lang, linear, command } = arguments;
    let out = &mut Plain::onto(io::stdout().lock());
    match command.unwrap_or_else(|| Command::Run(Run::default())) {
        Command::Run(run) if variable("SSH_CONNECTION").is_some() => {
            // What lies in the folder where sshd put them may be somebody else's.
            let path = config.unwrap_or_else(|| PathBuf::from(MACHINE_CONFIG));
            Ok(openssh::run(&path, options(run.once, lang, linear)).await)
        }
        Command::Run(run) => {
            let config = load(config)?;
            log::start(&config.log)?;
            local::run(&config, options(run.once, lang, linear)).await.map(|()| Outcome::Done)
        }
        Command::Demo(demo) => {
            demo::run(demo_options(demo, lang, linear)).await?;
            Ok(Outcome::Done)
        }
        Command::Serve => {
            let config = load(config)?;
            log::start(&config.log)?;
            ssh::serve(&config).await.map(|()| Outcome::Done)
        }
        Command::Courier => {
            let config = load(config)?;
            log::start(&config.log)?;
            admin::courier::run(&config).await
        }
        Command::Init(wanted) => {
            let path = config.unwrap_or_else(|| PathBuf::from("kiosk.toml"));
            admin::init::init(&path, wanted.policy, [random_key()?, random_key()?], Ambient::real().now(), out).await
        }
        Command::Config(ConfigCommand::Check) => admin::config::check(&config::find(config)?, out),
        Command::Store(command) => run_store(command, &load(config)?, out).await,
        Command::Admin(AdminCommand::User(command)) => run_users(command, &load(config)?, out).await,
        Command::Admin(AdminCommand::Request(command)) => run_requests(command, &load(config)?, out).await,
        Command::Admin(AdminCommand::Audit(AuditCommand::List(wanted))) => {
            admin::audit::list(&load(config)?, &wanted, Ambient::real().now(), out).await
        }
        Command::Admin(AdminCommand::Policy(PolicyCommand::Show(user))) => {
            admin::policy::show(&load(config)?, &user.login, user.printed.json, out).await
        }
    }
}

fn options(once: bool, language: Option<Language>, linear: bool) -> local::Options {
    // The first that is set decides, even over what the others say of other things than letters.
    let locale = ["LC_ALL", "LC_CTYPE", "LANG"].into_iter().find_map(variable);
    let said = Said {
        term: variable("TERM").unwrap_or_default(),
        color_term: variable("COLORTERM").unwrap_or_default(),
        locale: locale.unwrap_or_default(),
        no_color: variable("NO_COLOR").is_some(),
        piped: !io::stdin().is_terminal(),
    };
    local::Options { once, language, linear, said, ssh_connection: variable("SSH_CONNECTION") }
}

#[expect(clippy::disallowed_methods, reason = "what the environment says of the terminal is read here and handed on")]
fn variable(name: &str) -> Option<String> {
    std::env::var(name).ok().filter(|value| !value.is_empty())
}

const fn plays(played: Played) -> &'static [Play] {
    match played {
        Played::Reset => &[Play::Reset],
        Played::Unlock => &[Play::Unlock],
        Played::Change => &[Play::Change],
        Played::Register => &Play::REGISTERING,
        Played::Help => &[Play::Help],
        Played::All => &Play::ALL,
    }
}

/// The demo is seen before anybody wrote a kiosk.toml, so only the environment says how it looks.
fn demo_options(demo: Demo, language: Option<Language>, linear: bool) -> DemoOptions {
    let here = options(false, language, linear);
    DemoOptions {
        autoplay: demo.autoplay.map(|played| Autoplay { plays: plays(played), speed: demo.speed, repeat: demo.again }),
        record: demo.record,
        look: Look::choose(Wish::default(), &here.said.terminal()),
        // Nobody wants to hear one that plays by itself.
        manner: Manner::choose(linear, here.said.medium(), demo.autoplay.is_none()),
        language: language.unwrap_or(Language::English),
    }
}

fn load(asked: Option<PathBuf>) -> Result<Config, ConfigFaults> {
    config::load(&config::find(asked)?)
}

async fn run_store(command: StoreCommand, config: &Config, out: &mut dyn Write) -> anyhow::Result<Outcome> {
    match command {
        StoreCommand::Migrate => admin::store::migrate(config, Ambient::real().now(), out).await,
        StoreCommand::Check(printed) => admin::store::check(config, printed.json, out).await,
    }
}

async fn run_requests(command: RequestCommand, config: &Config, out: &mut dyn Write) -> anyhow::Result<Outcome> {
    match command {
        RequestCommand::List(wanted) => admin::request::list(config, wanted.all, wanted.printed.json, out).await,
        RequestCommand::Show(wanted) => admin::request::show(config, &wanted.number, wanted.printed.json, out).await,
        RequestCommand::Close(wanted) => admin::request::close(config, &wanted.number, Ambient::real().now(), out).await,
    }
}

async fn run_users(command: UserCommand, config: &Config, out: &mut dyn Write) -> anyhow::Result<Outcome> {
    match command {
        UserCommand::Add(user) => {
            let with = Enrolment { config, ambient: &Ambient::real(), input: &mut io::stdin().lock() };
            admin::users::add(&user, with, out).await
        }
        UserCommand::Import(wanted) => {
            let mut errors = io::stderr();
            let watched = errors.is_terminal().then_some(&mut errors as &mut dyn Write);
            let with = Importing { ambient: &Ambient::real(), input: Box::new(io::stdin()), watched };
            admin::users::import(config, &wanted, with, out).await
        }
        UserCommand::Export(wanted) => admin::users::export(config, &wanted, out).await,
        UserCommand::List(printed) => admin::users::list(config, printed.json, out).await,
        UserCommand::Unblock(user) => admin::users::unblock(config, &user.login, Ambient::real().now(), out).await,
        UserCommand::Show(user) => admin::users::show(config, &user.login, user.printed.json, out).await,
    }
}
