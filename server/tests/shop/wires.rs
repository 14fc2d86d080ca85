//! Wires between the shop and its stores that count how often a store is asked.

use std::{
    io::{Read, Write},
    net::{Ipv4Addr, Shutdown, SocketAddr, TcpListener, TcpStream},
    sync::{
        Arc,
        atomic::{AtomicBool, AtomicU64, Ordering},
    },
    thread,
};

/// Passes everything on, and counts round trips: how often the shop speaks after the store did.
pub(crate) struct Wire {
    port: u16,
    trips: Arc<AtomicU64>,
}

impl Wire {
    /// A wire to a store. Its threads end with the connections, or with the test.
    pub(crate) fn to(store: SocketAddr) -> Self {
        let listener = TcpListener::bind((Ipv4Addr::LOCALHOST, 0)).expect("a free port");
        let port = listener.local_addr().expect("an address").port();
        let trips = Arc::new(AtomicU64::new(0));
        let counted = trips.clone();
        thread::spawn(move || {
            for shop in listener.incoming().map_while(Result::ok) {
                // A store that is gone is found out by the shop, whose connection ends.
                if let Ok(store) = TcpStream::connect(store) {
                    join(&shop, &store, &counted);
                }
            }
        });
        Self { port, trips }
    }

    /// Where the shop finds the store.
    pub(crate) const fn port(&self) -> u16 {
        self.port
    }

    /// Round trips so far.
    pub(crate) fn trips(&self) -> u64 {
        self.trips.load(Ordering::SeqCst)
    }
}

fn join(shop: &TcpStream, store: &TcpStream, trips: &Arc<AtomicU64>) {
    let answered = Arc::new(AtomicBool::new(true));
    let copy = |from: &TcpStream| from.try_clone().expect("a connection");
    let (asks, heard, trips) = ((copy(shop), copy(store)), answered.clone(), trips.clone());
    thread::spawn(move || {
        pass(asks.0, asks.1, || {
            if heard.swap(false, Ordering::SeqCst) {
                trips.fetch_add(1, Ordering::SeqCst);
            }
        });
    });
    let (from, to) = (copy(store), copy(shop));
    thread::spawn(move || pass(from, to, || answered.store(true, Ordering::SeqCst)));
}

/// Passes on what one side says until it ends, and then ends the other.
fn pass(mut from: TcpStream, mut to: TcpStream, said: impl Fn()) {
    // Questions of a few bytes are not to wait for one another.
    let _ = to.set_nodelay(true);
    let mut part = vec![0; 64 * 1024];
    while let Ok(read) = from.read(&mut part) {
        if read == 0 {
            break;
        }
        said();
        if to.write_all(&part[..read]).is_err() {
            break;
        }
    }
    let _ = to.shutdown(Shutdown::Both);
}
