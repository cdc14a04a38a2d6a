//! The same reset on `SQLite`, with each write and each flush to the disk failing in turn, and with a disk
//! that is full from then on. The kernel is made to say so (`strace`), to the one thread that writes; for
//! that the reset has a process of its own.

use std::collections::BTreeSet;
use std::fs;
use std::path::Path;
use std::process::{Command, Stdio};
use std::sync::{Arc, Mutex};

use kiosk::store::{Close, StoreError};
use kiosk::transact;
use tempfile::TempDir;
use tokio::io::{AsyncBufReadExt as _, BufReader};

use super::visitor::{NOTHING, Told, Visitor};
use super::{Weak, World};
use crate::rounds::{rounds, spread};
use crate::store_contract::ground::{Engine, Ground};
use rustix::process::{Pid, Signal, kill_process};

/// What the kernel is made to say: to which call, what, and from that call on or once.
const FAULTS: [(&str, &str, &str); 5] = [
    ("pwrite64", "EIO", ""),
    ("pwrite64", "ENOSPC", ""),
    ("pwrite64", "ENOSPC", "+"),
    ("fsync", "EIO", ""),
    ("fsync", "EIO", "+"),
];

/// By how many calls two resets may differ.
const SPARE: usize = 4;

/// A disk that is made to fail.
pub struct Disk {
    folder: TempDir,
    tracer: tokio::sync::Mutex<Option<tokio::process::Child>>,
    fault: Mutex<String>,
}

impl Disk {
    fn new() -> Self {
        let folder = tempfile::tempdir().expect("a folder");
        Self { folder, tracer: tokio::sync::Mutex::default(), fault: Mutex::default() }
    }

    /// From now on the calls of `thread` are noted, and `fault` falls on one of them.
    async fn watch(&self, thread: u32, fault: Option<&str>) {
        let mut strace = tokio::process::Command::new("strace");
        strace.arg("-o").arg(self.log()).args(["-e", "trace=pwrite64,fsync"]);
        if let Some(fault) = fault {
            strace.arg("-e").arg(format!("inject={fault}"));
        }
        strace.args(["-p", &thread.to_string()]).stderr(Stdio::piped()).kill_on_drop(true);
        let mut tracer = strace.spawn().expect("strace");
        let mut said = BufReader::new(tracer.stderr.take().expect("piped")).lines();
        let line = said.next_line().await.expect("a line").expect("it says that it is there");
        assert!(line.contains("attached"), "{line}");
        *self.fault.lock().expect("the fault") = fault.unwrap_or("none").to_owned();
        *self.tracer.lock().await = Some(tracer);
    }

    pub async fn mend(&self) {
        if let Some(mut tracer) = self.tracer.lock().await.take() {
            let process = Pid::from_raw(tracer.id().expect("it runs").try_into().expect("a number")).expect("a process");
            kill_process(process, Signal::TERM).expect("it is there");
            tracer.wait().await.expect("it lets go");
        }
    }

    /// The calls that were made while it was watched.
    async fn calls(&self) -> Vec<String> {
        self.mend().await;
        fs::read_to_string(self.log()).expect("the log").lines().map(str::to_owned).collect()
    }

    pub fn fault(&self) -> String {
        self.fault.lock().expect("the fault").clone()
    }

    fn log(&self) -> std::path::PathBuf {
        self.folder.path().join("calls")
    }
}

impl World {
    fn disk(&self) -> &Disk {
        let Weak::Disk(disk) = &self.weak else { panic!("no disk") };
        disk
    }

    /// Somebody new resets their password, and `fault` falls on the way; the calls that were made.
    async fn reset_on_disk(&self, fault: Option<&str>) -> (Told, Vec<String>) {
        let (far, login) = self.somebody(0).await;
        let before = writers();
        let opened: Result<(), StoreError> = transact!(far.store, |tx| async { Ok(Close::Undo(())) });
        opened.expect("a connection");
        let [writer] = writers().difference(&before).copied().collect::<Vec<_>>()[..] else { panic!("no thread that writes") };
        self.disk().watch(writer, fault).await;
        let told = Visitor::new(self, &far, login).until_the_end().await;
        let calls = self.disk().calls().await;
        far.store.close().await;
        (told, calls)
    }
}

/// The threads of this process that write for `SQLite`.
fn writers() -> BTreeSet<u32> {
    let tasks = fs::read_dir("/proc/self/task").expect("threads").flatten();
    let writes = |task: &Path| fs::read_to_string(task.join("comm")).is_ok_and(|name| name.starts_with("sqlx-sqlite"));
    let tasks = tasks.map(|task| task.path()).filter(|task| writes(task));
    tasks.filter_map(|task| task.file_name()?.to_str()?.parse().ok()).collect()
}

#[test]
fn on_sqlite() {
    if !Path::new("/usr/bin/strace").exists() {
        assert!(std::env::var_os("KIOSK_TESTS").is_none_or(|which| which != "all"), "the Debian package strace is not installed");
        return println!("skipped: the Debian package strace is not installed");
    }
    let mut alone = Command::new(std::env::current_exe().expect("this program"));
    alone.args(["faults::disk::alone_in_a_process", "--exact", "--ignored", "--nocapture"]);
    let ended = alone.output().expect("it runs");
    let said = String::from_utf8_lossy(&ended.stdout);
    assert!(ended.status.success() && said.contains("1 passed"), "{said}\n{}", String::from_utf8_lossy(&ended.stderr));
    said.lines().filter(|line| line.contains("fell")).for_each(|line| println!("{line}"));
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
#[ignore = "on_sqlite runs it in a process of its own"]
async fn alone_in_a_process() {
    let ground = Ground::new(Arc::new(Engine::Sqlite), 0).await;
    let world = World::new(ground, Weak::Disk(Box::new(Disk::new()))).await;
    // Somebody was there before: what the whole fleet shares is made.
    world.reset_on_disk(None).await;
    let (told, calls) = world.reset_on_disk(None).await;
    assert_eq!(told, NOTHING);
    for (call, error, onwards) in FAULTS {
        let total = calls.iter().filter(|line| line.starts_with(call)).count();
        let (mut fell, mut troubles) = (0, 0);
        for number in spread(total, rounds(4)) {
            let fault = format!("{call}:error={error}:when={}{onwards}", number + 1);
            let (told, calls) = world.reset_on_disk(Some(&fault)).await;
            let has_fallen = calls.iter().any(|line| line.contains("INJECTED"));
            // A page more or less is written as the store grows.
            assert!(has_fallen || number + SPARE >= total, "{fault} of {total}");
            assert_eq!(told.again, 0, "asked again: {fault}");
            (fell, troubles) = (fell + usize::from(has_fallen), troubles + told.troubles);
        }
        println!("{call} {error}{onwards} fell {fell} times on {total} calls; {troubles} pages said so");
        assert!(fell > 0 && world.is_sound().await, "{call} {error}");
    }
}
