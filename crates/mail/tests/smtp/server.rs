//! A mail server: enough of SMTP to take letters, and to make trouble at any step.

use std::{
    net::{Ipv4Addr, SocketAddr},
    sync::{Arc, Mutex},
};

use tokio::{
    io::{AsyncBufReadExt, AsyncRead, AsyncWrite, AsyncWriteExt, BufReader},
    net::{TcpListener, TcpStream},
    task::JoinHandle,
};
use tokio_rustls::{
    TlsAcceptor,
    rustls::{
        ServerConfig,
        crypto::ring,
        pki_types::{CertificateDer, PrivateKeyDer},
    },
};

/// Where in the dialogue trouble begins.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Step {
    Greeting,
    Hello,
    Password,
    Sender,
    Recipient,
    Data,
    Letter,
    Goodbye,
}

#[derive(Clone, Copy, Debug)]
pub(crate) enum Trouble {
    /// Says this instead.
    Says(&'static str),
    /// Says nothing any more.
    Hangs,
    /// Ends the connection without a word.
    Vanishes,
}

/// How the server keeps the way to it private.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Tls {
    None,
    AtOnce,
    Offered,
}

/// How the server behaves.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Manner {
    pub(crate) tls: Tls,
    pub(crate) trouble: Option<(Step, Trouble)>,
    /// Whether it takes addresses that are not ASCII.
    pub(crate) international: bool,
}

pub(crate) const PLAIN: Manner = Manner { tls: Tls::None, trouble: None, international: false };

pub(crate) fn troubled(step: Step, trouble: Trouble) -> Manner {
    Manner { trouble: Some((step, trouble)), ..PLAIN }
}

/// What was said to the server.
#[derive(Default)]
struct Heard {
    commands: Vec<String>,
    letters: Vec<String>,
}

pub(crate) struct Server {
    pub(crate) port: u16,
    /// Its certificate, to be trusted.
    pub(crate) certificate: Vec<u8>,
    heard: Arc<Mutex<Heard>>,
    task: JoinHandle<()>,
}

impl Server {
    pub(crate) async fn start(manner: Manner) -> Self {
        Self::start_at(manner, 0).await
    }

    pub(crate) async fn start_at(manner: Manner, port: u16) -> Self {
        let address = SocketAddr::from((Ipv4Addr::LOCALHOST, port));
        let listener = TcpListener::bind(address).await.expect("a free port");
        let port = listener.local_addr().expect("an address").port();
        let key = rcgen::generate_simple_self_signed(["localhost".to_owned()]).expect("a key");
        let certificate = key.cert.pem().into_bytes();
        let private = PrivateKeyDer::try_from(key.signing_key.serialize_der()).expect("a key");
        let config = ServerConfig::builder_with_provider(Arc::new(ring::default_provider()))
            .with_safe_default_protocol_versions()
            .expect("versions of TLS")
            .with_no_client_auth()
            .with_single_cert(vec![CertificateDer::from(key.cert.der().to_vec())], private)
            .expect("the key of the certificate");
        let acceptor = TlsAcceptor::from(Arc::new(config));
        let heard = Arc::<Mutex<Heard>>::default();
        let task = tokio::spawn({
            let heard = heard.clone();
            async move {
                loop {
                    let (stream, _) = listener.accept().await.expect("a connection");
                    tokio::spawn(serve(stream, manner, acceptor.clone(), heard.clone()));
                }
            }
        });
        Self { port, certificate, heard, task }
    }

    /// The letters it has taken, each as it was before it was sent.
    pub(crate) fn letters(&self) -> Vec<String> {
        self.heard.lock().expect("no panic").letters.clone()
    }

    /// The commands that were said to it, without what follows `AUTH PLAIN`.
    pub(crate) fn commands(&self) -> Vec<String> {
        self.heard.lock().expect("no panic").commands.clone()
    }
}

impl Drop for Server {
    fn drop(&mut self) {
        self.task.abort();
    }
}

async fn serve(stream: TcpStream, manner: Manner, acceptor: TlsAcceptor, heard: Arc<Mutex<Heard>>) {
    let mut dialogue = Dialogue { manner, heard, encrypted: false };
    match manner.tls {
        Tls::None => drop(dialogue.hold(stream, true).await),
        Tls::AtOnce => {
            // Who does not trust the certificate ends it here.
            let Ok(stream) = acceptor.accept(stream).await else { return };
            dialogue.encrypted = true;
            drop(dialogue.hold(stream, true).await);
        }
        Tls::Offered => {
            let Some(stream) = dialogue.hold(stream, true).await else { return };
            let Ok(stream) = acceptor.accept(stream).await else { return };
            dialogue.encrypted = true;
            drop(dialogue.hold(stream, false).await);
        }
    }
}

struct Dialogue {
    manner: Manner,
    heard: Arc<Mutex<Heard>>,
    encrypted: bool,
}

impl Dialogue {
    /// Talks until the other side leaves, trouble begins (none then), or it asks for TLS.
    async fn hold<S: AsyncRead + AsyncWrite + Unpin>(
        &mut self,
        stream: S,
        greets: bool,
    ) -> Option<S> {
        let mut stream = BufReader::new(stream);
        if greets {
            self.say(&mut stream, Step::Greeting, "220 mx.example ESMTP").await?;
        }
        loop {
            let line = heard_line(&mut stream).await?;
            let command = line.split_ascii_whitespace().next().unwrap_or_default().to_uppercase();
            self.note(if command == "AUTH" { "AUTH" } else { &line });
            match command.as_str() {
                "EHLO" => {
                    let mut offers = "250-mx.example\r\n250-AUTH PLAIN\r\n".to_owned();
                    if self.manner.tls == Tls::Offered && !self.encrypted {
                        offers += "250-STARTTLS\r\n";
                    }
                    if self.manner.international {
                        offers += "250-SMTPUTF8\r\n250-8BITMIME\r\n";
                    }
                    self.say(&mut stream, Step::Hello, &(offers + "250 SIZE 1000000")).await?;
                }
                "STARTTLS" => {
                    stream.write_all(b"220 go on\r\n").await.ok()?;
                    return Some(stream.into_inner());
                }
                "AUTH" => self.say(&mut stream, Step::Password, "235 welcome").await?,
                "MAIL" => self.say(&mut stream, Step::Sender, "250 ok").await?,
                "RCPT" => self.say(&mut stream, Step::Recipient, "250 ok").await?,
                "DATA" => {
                    self.say(&mut stream, Step::Data, "354 go on").await?;
                    let letter = heard_letter(&mut stream).await?;
                    self.say(&mut stream, Step::Letter, "250 taken").await?;
                    self.heard.lock().expect("no panic").letters.push(letter);
                }
                "QUIT" => {
                    self.say(&mut stream, Step::Goodbye, "221 bye").await?;
                    return None;
                }
                _ => {
                    stream.write_all(b"500 what?\r\n").await.ok()?;
                }
            }
        }
    }

    /// Says what it has to, unless there is to be trouble here. None ends the dialogue; one that
    /// was refused goes on, as a real one may.
    async fn say<S: AsyncWrite + Unpin>(
        &self,
        stream: &mut S,
        step: Step,
        line: &str,
    ) -> Option<()> {
        let line = match self.manner.trouble {
            Some((at, trouble)) if at == step => match trouble {
                Trouble::Says(line) => line,
                Trouble::Hangs => std::future::pending().await,
                Trouble::Vanishes => return None,
            },
            _ => line,
        };
        stream.write_all(format!("{line}\r\n").as_bytes()).await.ok()?;
        stream.flush().await.ok()?;
        let refused = line.starts_with(['4', '5']);
        (!refused || step != Step::Letter).then_some(())
    }

    fn note(&self, command: &str) {
        self.heard.lock().expect("no panic").commands.push(command.to_owned());
    }
}

async fn heard_line<S: AsyncRead + Unpin>(stream: &mut BufReader<S>) -> Option<String> {
    let mut line = String::new();
    let read = stream.read_line(&mut line).await.ok()?;
    (read > 0).then(|| line.trim_end_matches("\r\n").to_owned())
}

/// A letter up to the line that is a dot, without the dots that were put before others.
async fn heard_letter<S: AsyncRead + Unpin>(stream: &mut BufReader<S>) -> Option<String> {
    let mut letter = String::new();
    loop {
        let line = heard_line(stream).await?;
        if line == "." {
            return Some(letter);
        }
        letter += line.strip_prefix('.').unwrap_or(&line);
        letter += "\r\n";
    }
}
