//! A browser without scripts: keeps cookies, follows nothing by itself, and sends a form with the hidden fields that the
//! page gave it.

use std::collections::BTreeMap;
use std::net::SocketAddr;

use axum::body::{Body, Bytes};
use axum::extract::ConnectInfo;
use axum::http::{HeaderMap, Request};
use http_body_util::BodyExt as _;
use scraper::{ElementRef, Html, Selector};
use serde_json::Value;
use tower::ServiceExt as _;

use super::{Office, PATIENCE, Persona};

pub(crate) struct Browser<'a> {
    office: &'a Office,
    cookies: BTreeMap<String, String>,
    /// What `Accept-Language` says.
    pub(crate) language: &'static str,
    /// Whether it asks for as little as will do.
    pub(crate) saves_data: bool,
    /// What was shown last.
    last: Option<Shown>,
}

/// A page or a redirect.
#[derive(Debug, Clone)]
pub(crate) struct Shown {
    pub(crate) status: u16,
    pub(crate) headers: HeaderMap,
    pub(crate) body: String,
    /// The body as it came, for files.
    pub(crate) bytes: Vec<u8>,
}

/// A stream of server-sent events.
pub(crate) struct Heard {
    body: Body,
    rest: String,
}

/// The characters that mark an isolated run of text; tests compare what people read.
const ISOLATES: [char; 3] = ['\u{2066}', '\u{2068}', '\u{2069}'];

impl Office {
    /// A browser in which nobody is signed in.
    pub(crate) fn browser(&self) -> Browser<'_> {
        Browser { office: self, cookies: BTreeMap::new(), language: "en", saves_data: false, last: None }
    }

    /// A browser in which somebody has just signed in.
    pub(crate) async fn browser_of(&self, who: &Persona) -> Browser<'_> {
        let mut browser = self.browser();
        browser.cookies.insert("pser-session".to_owned(), self.signs_in(who).await.token);
        browser
    }
}

impl Browser<'_> {
    /// Asks for a page.
    pub(crate) async fn opens(&mut self, path: &str) -> Shown {
        let request = self.request("GET", path).body(Body::empty()).unwrap();
        self.shown(request).await
    }

    /// Goes where the last answer pointed.
    #[track_caller]
    pub(crate) fn pointed(&self) -> String {
        let last = self.last.as_ref().expect("something was answered");
        assert_eq!(last.status, 303, "{} {}", last.status, last.text());
        last.headers["location"].to_str().unwrap().to_owned()
    }

    /// Follows the redirect that was just answered.
    pub(crate) async fn follows(&mut self) -> Shown {
        let path = self.pointed();
        self.opens(&path).await
    }

    /// Fills in the form of the last page that goes to `action` and sends it. Hidden and prefilled fields go as they stand
    /// unless named; what is named and not on the page goes too, as a forger would send it.
    pub(crate) async fn sends(&mut self, action: &str, fields: &[(&str, &str)]) -> Shown {
        let mut filled = self.form(action);
        filled.retain(|(other, _)| !fields.iter().any(|(name, _)| name == other));
        filled.extend(fields.iter().map(|(name, text)| ((*name).to_owned(), (*text).to_owned())));
        self.posts(action, &filled).await
    }

    /// Sends these fields and no others.
    pub(crate) async fn posts(&mut self, action: &str, fields: &[(String, String)]) -> Shown {
        let body = serde_urlencoded::to_string(fields).unwrap();
        let request = self
            .request("POST", action)
            .header("content-type", "application/x-www-form-urlencoded")
            .body(Body::from(body))
            .unwrap();
        self.shown(request).await
    }

    /// Sends a form with a file as its last field.
    pub(crate) async fn sends_file(
        &mut self,
        action: &str,
        fields: &[(&str, &str)],
        (name, file_name, media_type, bytes): (&str, &str, &str, &[u8]),
    ) -> Shown {
        let mut filled = self.form(action);
        filled.retain(|(other, _)| other != name && !fields.iter().any(|(named, _)| named == other));
        filled.extend(fields.iter().map(|(name, text)| ((*name).to_owned(), (*text).to_owned())));
        self.posts_file(action, &filled, (name, file_name, media_type, bytes)).await
    }

    /// Sends these fields and a file, and nothing else.
    pub(crate) async fn posts_file(
        &mut self,
        action: &str,
        fields: &[(String, String)],
        (name, file_name, media_type, bytes): (&str, &str, &str, &[u8]),
    ) -> Shown {
        let mut body = Vec::new();
        for (name, text) in fields {
            body.extend(
                format!("--x\r\nContent-Disposition: form-data; name=\"{name}\"\r\n\r\n{text}\r\n").bytes(),
            );
        }
        let head = format!(
            "--x\r\nContent-Disposition: form-data; name=\"{name}\"; filename=\"{file_name}\"\r\nContent-Type: {media_type}\r\n\r\n"
        );
        body.extend(head.bytes());
        body.extend(bytes);
        body.extend(b"\r\n--x--\r\n");
        let request = self
            .request("POST", action)
            .header("content-type", "multipart/form-data; boundary=x")
            .body(in_pieces(&body))
            .unwrap();
        self.shown(request).await
    }

    /// The fields of a form of the last page as a browser would send them untouched.
    #[track_caller]
    pub(crate) fn form(&self, action: &str) -> Vec<(String, String)> {
        let page = self.last.as_ref().expect("a page was opened").html();
        let forms = selector("form");
        let form = page.select(&forms).find(|form| form.attr("action") == Some(action));
        let form = form.unwrap_or_else(|| panic!("the page has no form for {action}"));
        let inputs = selector("input, select, textarea");
        form.select(&inputs).filter_map(|input| sent(&input)).collect()
    }

    pub(crate) fn cookie(&self, name: &str) -> Option<&str> {
        self.cookies.get(name).map(String::as_str)
    }

    /// Holds on to a cookie that the server took away, or one from elsewhere.
    pub(crate) fn keeps(&mut self, name: &str, value: &str) {
        self.cookies.insert(name.to_owned(), value.to_owned());
    }

    fn request(&self, method: &str, path: &str) -> axum::http::request::Builder {
        let peer = SocketAddr::from(([192, 0, 2, 10], 40_000));
        let cookies: Vec<String> =
            self.cookies.iter().map(|(name, value)| format!("{name}={value}")).collect();
        Request::builder()
            .method(method)
            .uri(path)
            .header("cookie", cookies.join("; "))
            .header("accept-language", self.language)
            .header("save-data", if self.saves_data { "on" } else { "off" })
            .extension(ConnectInfo(peer))
    }

    /// Opens a stream of server-sent events.
    pub(crate) async fn listens(&mut self, path: &str) -> Heard {
        let request = self.request("GET", path).body(Body::empty()).unwrap();
        let response = self.office.router.clone().oneshot(request).await.expect("the router answers");
        assert_eq!(response.status().as_u16(), 200);
        assert_eq!(response.headers()["content-type"], "text/event-stream");
        Heard { body: response.into_body(), rest: String::new() }
    }

    async fn shown(&mut self, request: Request<Body>) -> Shown {
        let response = self.office.router.clone().oneshot(request).await.expect("the router answers");
        let (parts, body) = response.into_parts();
        let bytes = body.collect().await.expect("the answer is whole").to_bytes();
        for line in parts.headers.get_all("set-cookie") {
            let cookie = cookie::Cookie::parse(line.to_str().unwrap().to_owned()).unwrap();
            if cookie.max_age() == Some(time::Duration::ZERO) {
                self.cookies.remove(cookie.name());
            } else {
                self.cookies.insert(cookie.name().to_owned(), cookie.value().to_owned());
            }
        }
        let shown = Shown {
            status: parts.status.as_u16(),
            headers: parts.headers,
            body: String::from_utf8_lossy(&bytes).into_owned(),
            bytes: bytes.to_vec(),
        };
        self.last = Some(shown.clone());
        shown
    }
}

impl Heard {
    /// The name and the data of the next event; none where the stream has ended.
    pub(crate) async fn next(&mut self) -> Option<(String, Value)> {
        loop {
            if let Some(end) = self.rest.find("\n\n") {
                let event: String = self.rest.drain(..end + 2).collect();
                let line = |name: &str| event.lines().find_map(|line| line.strip_prefix(name)).unwrap_or("");
                let told = (line("event: ").to_owned(), serde_json::from_str(line("data: ")).unwrap());
                return Some(told);
            }
            let frame = tokio::time::timeout(PATIENCE, self.body.frame()).await.expect("something is told");
            let bytes = frame?.expect("the stream is whole").into_data().expect("events are data");
            self.rest.push_str(std::str::from_utf8(&bytes).unwrap());
        }
    }
}

impl Shown {
    pub(crate) fn html(&self) -> Html {
        Html::parse_document(&self.body)
    }

    /// What people read, in one line.
    pub(crate) fn text(&self) -> String {
        let html = self.html();
        let text: String = html.root_element().text().collect::<Vec<_>>().join(" ");
        text.replace(ISOLATES, "").split_whitespace().collect::<Vec<_>>().join(" ")
    }

    /// The page of a request that went well.
    #[track_caller]
    pub(crate) fn ok(self) -> Self {
        assert_eq!(self.status, 200, "{}", self.text());
        self
    }

    /// Whether people read this on it.
    pub(crate) fn says(&self, text: &str) -> bool {
        self.text().contains(text)
    }

    /// The texts of all elements that a CSS selector finds.
    pub(crate) fn all(&self, css: &str) -> Vec<String> {
        let html = self.html();
        let text = |element: ElementRef<'_>| {
            let text: String = element.text().collect();
            text.replace(ISOLATES, "").split_whitespace().collect::<Vec<_>>().join(" ")
        };
        html.select(&selector(css)).map(text).collect()
    }

    /// An attribute of every element that a CSS selector finds.
    pub(crate) fn all_attrs(&self, css: &str, name: &str) -> Vec<String> {
        self.html()
            .select(&selector(css))
            .filter_map(|element| element.attr(name))
            .map(str::to_owned)
            .collect()
    }

    /// An attribute of the first element that a CSS selector finds.
    pub(crate) fn attr(&self, css: &str, name: &str) -> Option<String> {
        self.html().select(&selector(css)).next()?.attr(name).map(str::to_owned)
    }
}

/// A body as a connection brings it.
fn in_pieces(body: &[u8]) -> Body {
    let pieces: Vec<_> = body.chunks(8192).map(Bytes::copy_from_slice).map(std::io::Result::Ok).collect();
    Body::from_stream(futures::stream::iter(pieces))
}

/// What a field sends untouched; nothing for one that is not ticked and for buttons.
fn sent(input: &ElementRef<'_>) -> Option<(String, String)> {
    let name = input.attr("name")?.to_owned();
    let value = match input.value().name() {
        "textarea" => input.text().collect(),
        "select" => {
            let options = selector("option[selected]");
            let chosen = input.select(&options).next();
            chosen.and_then(|option| option.attr("value")).unwrap_or_default().to_owned()
        }
        _ => match input.attr("type") {
            Some("radio" | "checkbox") => {
                input.attr("checked")?;
                input.attr("value").unwrap_or("on").to_owned()
            }
            Some("file" | "submit" | "button") => return None,
            _ => input.attr("value").unwrap_or_default().to_owned(),
        },
    };
    Some((name, value))
}

fn selector(css: &str) -> Selector {
    Selector::parse(css).expect("the selector is one")
}
