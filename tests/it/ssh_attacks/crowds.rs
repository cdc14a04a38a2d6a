//! More connections than there are descriptors, from two processes, each as small as it can be: nobody who is inside
//! notices, and whoever comes afterwards gets in.

use std::io::{BufRead as _, BufReader};
use std::process::{Child, Command, Stdio};
use std::time::Duration;

use super::client::Client;
use super::witness::{LASTING, Witness};
use crate::installation::{Installation, PROGRAM};
use crate::served::{Served, free_address, listen, until};

const EACH: usize = 300;

/// Connections that were opened and say nothing, from this process and from another.
struct Crowd {
    ours: Vec<Client>,
    others: Child,
}

impl Crowd {
    fn at(served: &Served) -> Self {
        let opening = format!(
            "for i in $(seq {EACH}); do exec {{door}}<>/dev/tcp/127.0.0.1/{}; done; echo open; read -r",
            served.address.port()
        );
        let mut bash = Command::new("bash");
        let mut others = bash.args(["-c", &opening]).stdin(Stdio::piped()).stdout(Stdio::piped()).spawn().unwrap();
        let ours = (0..EACH).map(|_| Client::connect(served.address).unwrap()).collect();
        let mut said = String::new();
        BufReader::new(others.stdout.as_mut().unwrap()).read_line(&mut said).unwrap();
        assert_eq!(said, "open\n");
        Self { ours, others }
    }

    fn leave(mut self) {
        self.ours.clear();
        drop(self.others.stdin.take());
        self.others.wait().unwrap();
    }
}

/// Asserts that `witness` does not notice a crowd, what is to be looked up among it, nor anybody afterwards.
fn is_borne(served: &mut Served, witness: &mut Witness, comes: impl Fn(&Served)) {
    let open = served.descriptors();
    let inside: Vec<Witness> = (0..3).map(|_| Witness::of(served)).collect();
    let crowd = Crowd::at(served);
    comes(served);
    let busy = served.processor_time();
    for visitor in inside {
        witness.goes_on().unwrap();
        visitor.asks().unwrap_or_else(|error| panic!("{error}; {}", served.said()));
    }
    // Whoever has nothing to give waits, and does not turn round and round.
    let busy = served.processor_time().saturating_sub(busy);
    assert!(busy < Duration::from_secs(2), "{busy:?} to turn people away");
    crowd.leave();
    witness.finds_unharmed_soon(served, "half-open connections");
    assert!(until(|| served.descriptors() <= open + 4), "{} are open, and {open} were before", served.descriptors());
}

#[test]
fn a_crowd_takes_no_descriptor_that_those_inside_need() {
    let address = free_address();
    let mut command = Command::new("prlimit");
    command.args(["--nofile=96", PROGRAM, "serve"]);
    let mut served = Served::started(Installation::new(&format!("{}{LASTING}", listen(address))), address, command);
    let mut witness = Witness::of(&served);
    is_borne(&mut served, &mut witness, |served| {
        assert!(until(|| served.descriptors() >= 32), "{} of them", served.descriptors());
        assert!(served.descriptors() < 80, "{} of them", served.descriptors());
    });
    assert!(served.said().contains("fewer visits than ssh.visits"), "{}", served.said());
}

/// As when the whole system has no more: not one is left, whatever was reckoned with.
#[test]
fn the_door_outlives_the_last_descriptor() {
    let mut served = Served::new(LASTING);
    let mut witness = Witness::of(&served);
    let most = served.descriptors() + 8;
    let process = format!("--pid={}", served.process().as_raw_nonzero());
    assert!(Command::new("prlimit").args([process, format!("--nofile={most}")]).status().unwrap().success());
    is_borne(&mut served, &mut witness, |served| {
        assert!(until(|| served.descriptors() >= most - 1), "{} of them", served.descriptors());
    });
    assert!(served.said().contains("nobody can be let in for now"), "{}", served.said());
}
