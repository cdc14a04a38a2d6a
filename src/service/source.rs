//! Where a visitor comes from, as far as limits go: a terminal in the hall, or a network. One person
//! with many addresses has one network; a household shares one, and its limits are made for that.

use std::net::{IpAddr, Ipv6Addr};

use crate::store::{Keys, Subject};

/// A place that visitors come from.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Source {
    /// Nothing is counted for it: this machine, and networks that the operator named.
    Exempt,
    /// A terminal, by the name of where it stands.
    Terminal(String),
    /// An IPv4 /24 or an IPv6 /64.
    Network(IpAddr),
}

/// A range of addresses, such as `192.0.2.0/24`.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Network {
    first: IpAddr,
    bits: u8,
}

impl Source {
    /// The source of a visitor at `address`, where nothing is counted for `uncapped` networks.
    pub fn of(address: IpAddr, uncapped: &[Network]) -> Self {
        let address = address.to_canonical();
        if address.is_loopback() || uncapped.iter().any(|network| network.holds(address)) {
            return Self::Exempt;
        }
        Self::Network(prefix(address, if address.is_ipv4() { 24 } else { 64 }))
    }

    /// Whose failures are counted for it.
    pub(super) fn subject(&self, keys: &Keys) -> Option<Subject> {
        match self {
            Self::Exempt => None,
            Self::Terminal(place) => Some(keys.source(&format!("terminal {place}"))),
            Self::Network(network) => Some(keys.source(&format!("network {network}"))),
        }
    }
}

impl Network {
    /// The network written as `address/bits`, or one address alone.
    pub fn parse(text: &str) -> Option<Self> {
        let (address, bits) = text.split_once('/').map_or((text, None), |(address, bits)| (address, Some(bits)));
        let address: IpAddr = address.parse().ok()?;
        let most = if address.is_ipv4() { 32 } else { 128 };
        let bits = bits.map_or(Some(most), |bits| bits.parse().ok())?;
        (bits <= most).then(|| Self { first: prefix(address, bits), bits })
    }

    /// Whether `address` is one of its.
    pub fn holds(&self, address: IpAddr) -> bool {
        address.is_ipv4() == self.first.is_ipv4() && prefix(address, self.bits) == self.first
    }
}

/// The first address of the network of `bits` in which `address` lies.
pub fn prefix(address: IpAddr, bits: u8) -> IpAddr {
    match address {
        IpAddr::V4(address) => {
            let mask = u32::MAX.checked_shl(32 - u32::from(bits)).unwrap_or(0);
            IpAddr::V4((u32::from(address) & mask).into())
        }
        IpAddr::V6(address) => {
            let mask = u128::MAX.checked_shl(128 - u32::from(bits)).unwrap_or(0);
            IpAddr::V6(Ipv6Addr::from(u128::from(address) & mask))
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn source(address: &str) -> Source {
        let uncapped = ["10.0.0.0/8", "2001:db8:7::/48", "198.51.100.7"].map(|text| Network::parse(text).expect("a network"));
        Source::of(address.parse().expect("an address"), &uncapped)
    }

    #[test]
    fn neighbours_share_a_source() {
        assert_eq!(source("192.0.2.1"), source("192.0.2.254"));
        assert_ne!(source("192.0.2.1"), source("192.0.3.1"));
        assert_eq!(source("2001:db8::1"), source("2001:db8::ffff:1"));
        assert_ne!(source("2001:db8::1"), source("2001:db8:0:1::1"));
        assert_eq!(source("::ffff:192.0.2.9"), source("192.0.2.1"), "one address, written in two ways");
    }

    #[test]
    fn this_machine_and_named_networks_are_not_counted() {
        for exempt in ["127.0.0.1", "127.9.9.9", "::1", "::ffff:127.0.0.1", "10.1.2.3", "2001:db8:7:1::1", "198.51.100.7"] {
            assert_eq!(source(exempt), Source::Exempt, "{exempt}");
        }
        for counted in ["11.0.0.1", "2001:db8:8::1", "198.51.100.8"] {
            assert_ne!(source(counted), Source::Exempt, "{counted}");
        }
    }

    #[test]
    fn what_is_no_network_is_none() {
        for text in ["", "10.0.0.0/33", "::/129", "10.0.0/8", "hall", "10.0.0.0/", "10.0.0.0/x", "10.0.0.0/-1"] {
            assert_eq!(Network::parse(text), None, "{text:?}");
        }
        assert_eq!(Network::parse("0.0.0.0/0").map(|all| all.holds("1.2.3.4".parse().expect("an address"))), Some(true));
    }
}
