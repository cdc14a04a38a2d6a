//! A server in this process, and a client that sends it whatever it is given: in clear, or sealed behind a key exchange,
//! as one who is let in, or as one who looks at the first page. A panic anywhere ends the run.
#![no_main]

#[allow(dead_code)]
#[path = "../../tests/it/ssh_attacks/client.rs"]
mod client;

use std::io::{self, Write as _};
use std::net::SocketAddr;
use std::sync::{Arc, OnceLock};
use std::time::Duration;

use kiosk::admin::{host_key, init};
use kiosk::config;
use kiosk::frontend::ssh::{Reception, receive};
use kiosk::service::Service;
use kiosk::service::ambient::Ambient;
use libfuzzer_sys::fuzz_target;
use tokio::net::TcpListener;
use tokio::runtime::Runtime;

use client::Client;

/// A kiosk that goes on until the run ends.
static SERVER: OnceLock<(SocketAddr, Runtime)> = OnceLock::new();

fn server() -> (SocketAddr, Runtime) {
    let folder = tempfile::tempdir().unwrap().keep();
    let file = folder.join("kiosk.toml");
    std::fs::write(&file, "log.level = \"error\"\n[ssh]\nuncapped = [\"127.0.0.0/8\"]\n").unwrap();
    let runtime = Runtime::new().unwrap();
    let address = runtime.block_on(async {
        let ambient = Arc::new(Ambient::real());
        init::init(&file, None, [[1; 32], [2; 32]], ambient.now(), &mut Vec::new()).await.unwrap();
        let config = config::load(&file).unwrap();
        let service = Arc::new(Service::assemble(&config, ambient).await.unwrap());
        let reception = Reception::new(&config, service, host_key::read(&config.ssh.host_key).unwrap());
        let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
        let address = listener.local_addr().unwrap();
        tokio::spawn(async move { receive(&config, reception, listener, std::future::pending()).await });
        address
    });
    (address, runtime)
}

/// The first byte says how far the client comes by itself; then packets follow, each behind its length in two bytes.
fn talk(address: SocketAddr, bytes: &[u8]) -> io::Result<()> {
    let Some((stage, mut rest)) = bytes.split_first() else { return Ok(()) };
    let mut client = match stage % 4 {
        0 => {
            let mut client = Client::connect(address)?;
            client.stream.write_all(rest)?;
            return Ok(());
        }
        1 => Client::in_private(address)?,
        2 => Client::with_channel(address)?.0,
        _ => Client::visiting(address)?.0,
    };
    while let Some((length, more)) = rest.split_first_chunk::<2>() {
        let (packet, later) = more.split_at(usize::from(u16::from_be_bytes(*length)).min(more.len()));
        let sealed = client.sealed(packet);
        client.stream.write_all(&sealed)?;
        rest = later;
    }
    // So that all of it is looked at before this is gone.
    client.stream.set_read_timeout(Some(Duration::from_millis(5)))?;
    client.see_end();
    Ok(())
}

fuzz_target!(|bytes: &[u8]| {
    let (address, _) = SERVER.get_or_init(server);
    // Whoever is sent away in the midst of it has said enough.
    let _ = talk(*address, bytes);
});
