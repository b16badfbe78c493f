//! The cookies of the pages. Over https their names begin with `__Host-`, so that no other host and no plain connection
//! can set them; plain http is for loopback only.

use axum::http::header::{COOKIE, SET_COOKIE};
use axum::http::{HeaderMap, HeaderValue};
use cookie::{Cookie, SameSite};
use time::Duration;

/// Who is signed in.
pub const SESSION: &str = "pser-session";
/// A visitor before and besides signing in; forms are tied to it.
pub const VISIT: &str = "pser-visit";
/// A device on which a code was proved.
pub const DEVICE: &str = "pser-device";
/// The language somebody chose.
pub const LANGUAGE: &str = "pser-language";
/// The operator's own session, while they type for a citizen in another.
pub const BEHIND: &str = "pser-behind";
/// The token of a link from a mail, which leaves the address at once.
pub const LINK: &str = "pser-link";
/// What was just done, for the next page to say.
pub const TOLD: &str = "pser-told";

/// How long a chosen language and a known device are remembered.
const LONG: Duration = Duration::days(365);

/// Whether cookies are sent over https only, noted once per request by the gate.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Secure(pub bool);

/// The value of a cookie of ours.
pub fn find(headers: &HeaderMap, name: &str, secure: Secure) -> Option<String> {
    let name = full_name(name, secure);
    headers
        .get_all(COOKIE)
        .iter()
        .filter_map(|line| line.to_str().ok())
        .flat_map(Cookie::split_parse)
        .filter_map(Result::ok)
        .find(|cookie| cookie.name() == name)
        .map(|cookie| cookie.value().to_owned())
}

/// Sets a cookie that goes with the browser's session.
pub fn set(headers: &mut HeaderMap, name: &'static str, value: &str) {
    put(headers, &made(name, value.to_owned()));
}

/// Sets a cookie that stays for a year.
pub fn keep(headers: &mut HeaderMap, name: &'static str, value: &str) {
    let mut cookie = made(name, value.to_owned());
    cookie.set_max_age(LONG);
    put(headers, &cookie);
}

/// Takes a cookie away.
pub fn forget(headers: &mut HeaderMap, name: &'static str) {
    let mut cookie = made(name, String::new());
    cookie.set_max_age(Duration::ZERO);
    put(headers, &cookie);
}

/// Has the next page say what was done.
pub(super) fn tell(headers: &mut HeaderMap, told: &'static str) {
    set(headers, TOLD, told);
}

/// Gives the cookies of a response their names and marks for https. Handlers set them plain: where the program is reached
/// is known to the gate.
pub(super) fn seal(headers: &mut HeaderMap, secure: Secure) {
    if secure == Secure(false) {
        return;
    }
    let plain: Vec<HeaderValue> = headers.get_all(SET_COOKIE).iter().cloned().collect();
    headers.remove(SET_COOKIE);
    for line in plain {
        let Some(text) = line.to_str().ok().map(|line| format!("__Host-{line}; Secure")) else { continue };
        if let Ok(value) = HeaderValue::from_str(&text) {
            headers.append(SET_COOKIE, value);
        }
    }
}

fn full_name(name: &str, secure: Secure) -> String {
    if secure.0 { format!("__Host-{name}") } else { name.to_owned() }
}

fn made(name: &'static str, value: String) -> Cookie<'static> {
    Cookie::build((name, value)).path("/").http_only(true).same_site(SameSite::Lax).build()
}

fn put(headers: &mut HeaderMap, cookie: &Cookie<'_>) {
    let value = HeaderValue::from_str(&cookie.to_string());
    headers.append(SET_COOKIE, value.expect("names and values of our cookies are plain characters"));
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn over_https_only_this_host_over_https_gets_and_sets_them() {
        let mut headers = HeaderMap::new();
        set(&mut headers, SESSION, "abc");
        seal(&mut headers, Secure(true));
        let line = headers[SET_COOKIE].to_str().unwrap();
        assert_eq!(line, "__Host-pser-session=abc; HttpOnly; SameSite=Lax; Path=/; Secure");
    }

    #[test]
    fn a_cookie_is_found_among_others_by_its_whole_name() {
        let mut headers = HeaderMap::new();
        headers.insert(COOKIE, "pser-session=plain; __Host-pser-session=sealed; x=y".parse().unwrap());
        assert_eq!(find(&headers, SESSION, Secure(true)).as_deref(), Some("sealed"));
        assert_eq!(find(&headers, SESSION, Secure(false)).as_deref(), Some("plain"));
        assert_eq!(find(&headers, VISIT, Secure(true)), None);
    }
}
