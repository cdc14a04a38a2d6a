//! What only the inside of the terminal can show: that typed-ahead keys are forgotten.

use std::io::Write as _;

use portable_pty::{PtySize, native_pty_system};

use super::*;

/// Waits, busily, until `holds`: the kernel tells nobody when its queue changes.
async fn until(holds: impl Fn() -> bool) {
    let wait = async {
        while !holds() {
            tokio::task::yield_now().await;
        }
    };
    tokio::time::timeout(Duration::from_secs(20), wait).await.unwrap();
}

#[tokio::test]
async fn what_was_typed_ahead_is_forgotten() {
    let pair = native_pty_system().openpty(PtySize::default()).unwrap();
    let mut keys = pair.master.take_writer().unwrap();
    let device = Arc::new(Device::open(&pair.master.tty_name().unwrap()).unwrap());
    let unread = || rustix::io::ioctl_fionread(&device.file).unwrap();
    keys.write_all(b"lost").unwrap();
    until(|| unread() == 4).await;

    let (sender, receiver) = channel(1);
    sender.send(Outgoing::ForgetTyped).await.unwrap();
    drop(sender);
    write(Arc::clone(&device), receiver).await;
    assert_eq!(unread(), 0);

    keys.write_all(b"kept").unwrap();
    let mut packet = [0; 9];
    assert_eq!(device.read(&mut packet).await.unwrap(), 4);
    assert_eq!(packet[..4], *b"kept");
}
