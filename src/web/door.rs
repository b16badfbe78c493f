//! A door: a route together with what it is in the policy's words. What has no door is shut.

use axum::http::Method;

use crate::policy::{Actor, Policy};

/// A route and the deed it is.
#[derive(Debug, Clone, Copy)]
pub struct Door {
    pub method: &'static str,
    /// As the router writes it.
    pub path: &'static str,
    pub kind: &'static str,
    pub deed: &'static str,
}

/// A door, for lists.
pub(super) const fn door(
    method: &'static str,
    path: &'static str,
    kind: &'static str,
    deed: &'static str,
) -> Door {
    Door { method, path, kind, deed }
}

impl Door {
    /// Whether it is the one of a method and a route. HEAD asks what GET would answer.
    pub(super) fn is(&self, method: &Method, path: &str) -> bool {
        let method = if method == Method::HEAD { "GET" } else { method.as_str() };
        self.method == method && self.path == path
    }

    /// Whether the policy lets anybody like the actor through at all.
    pub(super) fn opens_for(&self, policy: &Policy, actor: &Actor) -> bool {
        policy.ever(actor, self.kind, self.deed)
    }
}
