//! A double of a store that speaks S3, on this machine: objects in memory, each signature compared
//! with one made anew, and mishaps on demand.

use std::{
    collections::{BTreeMap, VecDeque},
    io::{BufRead, BufReader, Read, Write},
    net::{TcpListener, TcpStream},
    sync::{
        Arc, Mutex,
        atomic::{AtomicBool, Ordering},
    },
};

use pictures::{BucketAddresses, BucketSettings};
use storefront::account::Secret;

use crate::signature::{decoded, parameter, signature};

pub(crate) const ACCESS_KEY: &str = "AKIAQUAYSIDE";
pub(crate) const SECRET_KEY: &str = "quay/side+secret";
pub(crate) const REGION: &str = "eu-central-1";
pub(crate) const BUCKET: &str = "shop-pictures";

/// What goes wrong with a request.
#[derive(Clone, Copy, Debug)]
pub(crate) enum Fault {
    /// The server dies once it has read what is asked, and before the body.
    HangUp,
    /// It dies when it has sent half of the answer.
    CutShort,
    /// It says that it is busy.
    Busy,
}

/// The server. It lives as long as the process of the tests.
pub(crate) struct BucketServer {
    endpoint: String,
    inside: Arc<Inside>,
}

#[derive(Default)]
struct Inside {
    objects: Mutex<BTreeMap<String, Vec<u8>>>,
    faults: Mutex<VecDeque<(&'static str, Fault)>>,
    hides_missing: AtomicBool,
}

struct Request {
    method: String,
    target: String,
    host: String,
    length: Option<usize>,
}

struct Answer {
    status: u16,
    body: Vec<u8>,
}

impl BucketServer {
    pub(crate) fn start() -> Self {
        let listener = TcpListener::bind("127.0.0.1:0").expect("a port");
        let endpoint = format!("http://{}", listener.local_addr().expect("an address"));
        let inside = Arc::new(Inside::default());
        let serving = inside.clone();
        std::thread::spawn(move || {
            for stream in listener.incoming().map_while(Result::ok) {
                let inside = serving.clone();
                std::thread::spawn(move || inside.serve(&stream));
            }
        });
        Self { endpoint, inside }
    }

    /// What opens its bucket.
    pub(crate) fn settings(&self) -> BucketSettings {
        BucketSettings {
            endpoint: self.endpoint.clone(),
            addresses: BucketAddresses::Path,
            region: REGION.to_owned(),
            bucket: BUCKET.to_owned(),
            prefix: String::new(),
            access_key: ACCESS_KEY.to_owned(),
            secret_key: Secret::new(SECRET_KEY),
        }
    }

    /// All objects, by their names.
    pub(crate) fn objects(&self) -> BTreeMap<String, Vec<u8>> {
        self.inside.objects.lock().expect("sound").clone()
    }

    /// What goes wrong with the next requests of a method, one each.
    pub(crate) fn fail(&self, method: &'static str, faults: &[Fault]) {
        let faults = faults.iter().map(|fault| (method, *fault));
        self.inside.faults.lock().expect("sound").extend(faults);
    }

    /// How many of these are still to come.
    pub(crate) fn faults_left(&self) -> usize {
        self.inside.faults.lock().expect("sound").len()
    }

    /// From now on a missing object is forbidden, as for a key that may not list the bucket.
    pub(crate) fn hide_missing(&self) {
        self.inside.hides_missing.store(true, Ordering::SeqCst);
    }
}

impl Inside {
    fn serve(&self, stream: &TcpStream) {
        let mut reader = BufReader::new(stream);
        let Some(request) = head(&mut reader) else { return };
        let fault = self.due(&request.method);
        if matches!(fault, Some(Fault::HangUp)) {
            return;
        }
        let mut body = vec![0; request.length.unwrap_or(0)];
        if reader.read_exact(&mut body).is_err() {
            return;
        }
        let answer = if matches!(fault, Some(Fault::Busy)) {
            refusal(503, "SlowDown")
        } else {
            self.answer(&request, body).unwrap_or_else(|refused| refused)
        };
        let has_body = request.method != "HEAD";
        let sent = match fault {
            Some(Fault::CutShort) => &answer.body[..answer.body.len() / 2],
            _ if has_body => &answer.body[..],
            _ => &[],
        };
        send(stream, &answer, sent);
    }

    fn due(&self, method: &str) -> Option<Fault> {
        let mut faults = self.faults.lock().expect("sound");
        faults.front().filter(|(of, _)| *of == method)?;
        faults.pop_front().map(|(_, fault)| fault)
    }

    fn answer(&self, request: &Request, body: Vec<u8>) -> Result<Answer, Answer> {
        check(request)?;
        let (path, _) = request.target.split_once('?').expect("a signed address");
        let path = String::from_utf8(decoded(path)).map_err(|_| refusal(400, "InvalidURI"))?;
        let name = path
            .strip_prefix(&format!("/{BUCKET}/"))
            .ok_or_else(|| refusal(404, "NoSuchBucket"))?
            .to_owned();
        let mut objects = self.objects.lock().expect("sound");
        match request.method.as_str() {
            "PUT" if request.length.is_none() => Err(refusal(411, "MissingContentLength")),
            "PUT" => {
                objects.insert(name, body);
                Ok(Answer { status: 200, body: Vec::new() })
            }
            "GET" | "HEAD" => match objects.get(&name) {
                Some(object) => Ok(Answer { status: 200, body: object.clone() }),
                None if self.hides_missing.load(Ordering::SeqCst) => {
                    Err(refusal(403, "AccessDenied"))
                }
                None => Err(refusal(404, "NoSuchKey")),
            },
            "DELETE" => {
                objects.remove(&name);
                Ok(Answer { status: 204, body: Vec::new() })
            }
            _ => Err(refusal(405, "MethodNotAllowed")),
        }
    }
}

/// Who asks, for which region, and whether they signed it.
fn check(request: &Request) -> Result<(), Answer> {
    let Request { method, target, host, .. } = request;
    let query = target.split_once('?').map_or("", |(_, query)| query);
    let credential = parameter(query, "X-Amz-Credential").unwrap_or_default();
    let mut parts = credential.split('/');
    if parts.next() != Some(ACCESS_KEY) {
        return Err(refusal(403, "InvalidAccessKeyId"));
    }
    if parts.nth(1) != Some(REGION) {
        return Err(refusal(400, "AuthorizationQueryParametersError"));
    }
    let expires = parameter(query, "X-Amz-Expires").and_then(|text| text.parse::<u32>().ok());
    if !expires.is_some_and(|seconds| (1..=3_600).contains(&seconds)) {
        return Err(refusal(400, "AuthorizationQueryParametersError"));
    }
    let made = signature(method, target, host, SECRET_KEY);
    if made.is_none() || parameter(query, "X-Amz-Signature") != made {
        return Err(refusal(403, "SignatureDoesNotMatch"));
    }
    Ok(())
}

fn refusal(status: u16, code: &str) -> Answer {
    let body = format!("<?xml version=\"1.0\"?><Error><Code>{code}</Code></Error>");
    Answer { status, body: body.into_bytes() }
}

fn head(reader: &mut impl BufRead) -> Option<Request> {
    let mut line = String::new();
    reader.read_line(&mut line).ok()?;
    let mut words = line.split_whitespace();
    let (method, target) = (words.next()?.to_owned(), words.next()?.to_owned());
    let mut request = Request { method, target, host: String::new(), length: None };
    loop {
        let mut header = String::new();
        reader.read_line(&mut header).ok()?;
        let Some((name, value)) = header.trim_end().split_once(':') else { return Some(request) };
        match name.to_ascii_lowercase().as_str() {
            "host" => value.trim().clone_into(&mut request.host),
            "content-length" => request.length = value.trim().parse().ok(),
            _ => {}
        }
    }
}

/// Sends so much of the answer, and hangs up.
fn send(mut stream: &TcpStream, answer: &Answer, sent: &[u8]) {
    let Answer { status, body } = answer;
    let length = match status {
        204 => String::new(),
        _ => format!("content-length: {}\r\n", body.len()),
    };
    let head = format!("HTTP/1.1 {status} Said\r\n{length}connection: close\r\n\r\n");
    // Who asked may have hung up already.
    let _ = stream.write_all(head.as_bytes()).and_then(|()| stream.write_all(sent));
}
