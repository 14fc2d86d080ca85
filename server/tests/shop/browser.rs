//! A browser without scripts: it keeps cookies and follows nothing by itself.

use ureq::{
    Agent,
    http::{Request, Response},
};

/// One visitor.
#[derive(Clone)]
pub(crate) struct Browser {
    agent: Agent,
    url: String,
}

/// What was answered.
pub(crate) struct Answer {
    pub(crate) status: u16,
    pub(crate) location: String,
    pub(crate) headers: ureq::http::HeaderMap,
    pub(crate) body: String,
}

impl Answer {
    fn of(mut response: Response<ureq::Body>) -> Self {
        let headers = response.headers().clone();
        let location = headers.get("location").and_then(|value| value.to_str().ok());
        Self {
            status: response.status().as_u16(),
            location: location.unwrap_or_default().to_owned(),
            body: response.body_mut().read_to_string().expect("a text"),
            headers,
        }
    }

    /// The body as JSON; nothing if it is none.
    pub(crate) fn json(&self) -> serde_json::Value {
        serde_json::from_str(&self.body).unwrap_or_default()
    }

    /// A header, empty if it is not there.
    pub(crate) fn header(&self, name: &str) -> &str {
        self.headers.get(name).and_then(|value| value.to_str().ok()).unwrap_or_default()
    }
}

impl Browser {
    pub(crate) fn new(url: &str) -> Self {
        let config = Agent::config_builder().http_status_as_error(false).max_redirects(0).build();
        Self { agent: config.into(), url: url.to_owned() }
    }

    /// The status of a page, if it is answered at all.
    pub(crate) fn status(&self, path: &str) -> Option<u16> {
        let asked = self.agent.get(format!("{}{path}", self.url)).call();
        asked.ok().map(|response| response.status().as_u16())
    }

    /// A page.
    pub(crate) fn get(&self, path: &str) -> Answer {
        let asked = self.agent.get(format!("{}{path}", self.url)).call();
        Answer::of(asked.expect("an answer"))
    }

    /// Sends a form.
    pub(crate) fn post(&self, path: &str, fields: &[(&str, &str)]) -> Answer {
        let sent = self.agent.post(format!("{}{path}", self.url)).send_form(fields.to_vec());
        Answer::of(sent.expect("an answer"))
    }

    /// Calls the API.
    pub(crate) fn call(&self, method: &str, path: &str, body: &serde_json::Value) -> Answer {
        self.send(method, path, &[("content-type", "application/json")], &body.to_string())
    }

    /// Sends whatever it is.
    pub(crate) fn send(
        &self,
        method: &str,
        path: &str,
        headers: &[(&str, &str)],
        body: &str,
    ) -> Answer {
        let request = Request::builder().method(method).uri(format!("{}{path}", self.url));
        let request =
            headers.iter().fold(request, |request, (name, value)| request.header(*name, *value));
        let sent = if ["GET", "DELETE"].contains(&method) {
            self.agent.run(request.body(()).expect("a request"))
        } else {
            self.agent.run(request.body(body.to_owned()).expect("a request"))
        };
        Answer::of(sent.expect("an answer"))
    }

    /// Sends a form with a file, as browsers do: the field, the file's name and what is in it.
    pub(crate) fn send_file(
        &self,
        path: &str,
        fields: &[(&str, &str)],
        (field, name, content): (&str, &str, &[u8]),
    ) -> Answer {
        const BETWEEN: &str = "between-the-parts";
        let mut body = Vec::new();
        for (field, value) in fields {
            let part = format!(
                "--{BETWEEN}\r\ncontent-disposition: form-data; name=\"{field}\"\r\n\r\n{value}\r\n"
            );
            body.extend_from_slice(part.as_bytes());
        }
        let head = format!(
            "--{BETWEEN}\r\ncontent-disposition: form-data; name=\"{field}\"; filename=\"{name}\"\r\n\
             content-type: application/octet-stream\r\n\r\n"
        );
        body.extend_from_slice(head.as_bytes());
        body.extend_from_slice(content);
        body.extend_from_slice(format!("\r\n--{BETWEEN}--\r\n").as_bytes());
        let request = Request::builder()
            .method("POST")
            .uri(format!("{}{path}", self.url))
            .header("content-type", format!("multipart/form-data; boundary={BETWEEN}"));
        let sent = self.agent.run(request.body(body).expect("a request"));
        Answer::of(sent.expect("an answer"))
    }

    /// Puts a product into the cart, as the form on its page does.
    pub(crate) fn add(&self, sku: &str, quantity: &str) -> Answer {
        self.post("/cart", &[("op", "add"), ("sku", sku), ("quantity", quantity)])
    }

    /// Units in the cart by SKU, as the API tells.
    pub(crate) fn cart(&self) -> Vec<(String, u64)> {
        self.cart_now().expect("the cart can be reached")
    }

    /// The same, if the cart can be reached now.
    pub(crate) fn cart_now(&self) -> Option<Vec<(String, u64)>> {
        let answer = self.get("/api/cart");
        if answer.status == 503 {
            return None;
        }
        assert_eq!(answer.status, 200, "{}", answer.body);
        let cart: serde_json::Value = serde_json::from_str(&answer.body).expect("JSON");
        let lines = cart["lines"].as_array().expect("lines");
        lines
            .iter()
            .map(|line| {
                let sku = line["sku"].as_str().expect("a SKU").to_owned();
                Some((sku, line["quantity"].as_u64().expect("a quantity")))
            })
            .collect()
    }
}
