//! The other process: this test program again, told by lines what to do.

use std::process::Stdio;
use std::sync::Arc;

use tokio::io::{AsyncBufReadExt as _, AsyncWriteExt as _, BufReader, Lines, stdin};
use tokio::process::{Child, ChildStdin, ChildStdout, Command};

use super::{Salvo, on, opened_by_many, salvo};

/// Under this name the other process finds its store.
const STORE: &str = "KIOSK_RACE";
/// What its own lines begin with, among those of the test program.
const MARK: &str = "race:";

/// The other process, from here.
pub struct Other {
    child: Child,
    orders: ChildStdin,
    lines: Lines<BufReader<ChildStdout>>,
}

impl Other {
    pub async fn start(url: &str) -> Self {
        let mut command = Command::new(std::env::current_exe().expect("this program"));
        command.args(["races::other::the_other_process", "--exact", "--ignored", "--nocapture"]).env(STORE, url);
        let piped = command.stdin(Stdio::piped()).stdout(Stdio::piped()).kill_on_drop(true);
        let mut child = piped.spawn().expect("it starts");
        let (orders, said) = (child.stdin.take().expect("piped"), child.stdout.take().expect("piped"));
        let mut other = Self { child, orders, lines: BufReader::new(said).lines() };
        other.heard("ready").await;
        other
    }

    /// Has it open its challenges, and waits until it did.
    pub async fn open(&mut self, login: &str) {
        self.order(&format!("open {login}")).await;
        self.heard("opened").await;
    }

    /// Has it begin to guess.
    pub async fn go(&mut self, code: &str) {
        self.order(&format!("go {code}")).await;
    }

    /// What its guesses came to.
    pub async fn said(&mut self) -> Salvo {
        let numbers = self.heard("salvo").await;
        let numbers: Vec<usize> = numbers.split_whitespace().map(|number| number.parse().expect("a number")).collect();
        let [proved, wrong, stopped, failed] = numbers[..] else { panic!("{numbers:?}") };
        Salvo { proved, wrong, stopped, failed }
    }

    pub async fn end(mut self) {
        drop(self.orders);
        assert!(self.child.wait().await.expect("it ends").success());
    }

    async fn order(&mut self, order: &str) {
        self.orders.write_all(format!("{order}\n").as_bytes()).await.expect("it listens");
    }

    /// The rest of its next line, which is about `what`.
    async fn heard(&mut self, what: &str) -> String {
        loop {
            let line = self.lines.next_line().await.expect("a line").expect("it is alive");
            if let Some((_, said)) = line.split_once(MARK) {
                return said.strip_prefix(what).unwrap_or_else(|| panic!("{said} for {what}")).to_owned();
            }
        }
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 4)]
#[ignore = "the tests of races start it beside themselves"]
async fn the_other_process() {
    let url = std::env::var_os(STORE).expect("a store").into_string().expect("a URL");
    let kiosk = Arc::new(on(&url, "two").await);
    println!("{MARK}ready");
    let (mut orders, mut open) = (BufReader::new(stdin()).lines(), Vec::new());
    while let Some(order) = orders.next_line().await.expect("a line") {
        match order.split_once(' ').expect("an order") {
            ("open", login) => {
                open = opened_by_many(&kiosk, login).await;
                println!("{MARK}opened");
            }
            (_, code) => {
                let Salvo { proved, wrong, stopped, failed } = salvo(&kiosk, std::mem::take(&mut open), code).await;
                println!("{MARK}salvo {proved} {wrong} {stopped} {failed}");
            }
        }
    }
}
