//! The doors of the API: every route with the kind of thing and the deed that it is in the policy's words.

/// A route and the deed it is.
#[derive(Debug, Clone, Copy)]
pub struct Door {
    pub method: &'static str,
    /// As the router and the `OpenAPI` document write it.
    pub path: &'static str,
    pub kind: &'static str,
    pub deed: &'static str,
}

const fn door(method: &'static str, path: &'static str, kind: &'static str, deed: &'static str) -> Door {
    Door { method, path, kind, deed }
}

/// Every route of the API. A test compares the list with the router's own.
pub const DOORS: &[Door] = &[
    door("GET", "/api/v1/areas", "area", "see"),
    door("POST", "/api/v1/registrations", "account", "register"),
    door("POST", "/api/v1/registrations/{id}/code", "account", "register"),
    door("POST", "/api/v1/registrations/{id}/code/resend", "account", "register"),
    door("POST", "/api/v1/sessions", "session", "start"),
    door("POST", "/api/v1/sessions/attempts/{id}/code", "session", "start"),
    door("POST", "/api/v1/staff/sessions", "session", "start"),
    door("POST", "/api/v1/staff/invitations/accept", "account", "register"),
    door("POST", "/api/v1/staff/invitations/confirm", "account", "register"),
    door("GET", "/api/v1/sessions", "session", "see"),
    door("DELETE", "/api/v1/sessions/current", "session", "end"),
    door("DELETE", "/api/v1/sessions/{id}", "session", "end"),
    door("POST", "/api/v1/sessions/current/reauthentication", "session", "renew"),
    door("GET", "/api/v1/me", "account", "see"),
    door("POST", "/api/v1/me/password", "account", "edit"),
    door("GET", "/api/v1/applications/{id}/documents", "document", "see"),
    door("POST", "/api/v1/applications/{id}/documents", "document", "upload"),
    door("GET", "/api/v1/documents/{id}", "document", "see"),
    door("GET", "/api/v1/documents/{id}/content", "document", "download"),
    door("POST", "/api/v1/documents/{id}/review", "document", "review"),
    door("GET", "/api/v1/programmes", "programme", "see"),
    door("GET", "/api/v1/programmes/{code}", "programme", "see"),
    door("POST", "/api/v1/applications", "application", "create"),
    door("GET", "/api/v1/applications", "application", "see"),
    door("GET", "/api/v1/applications/{id}", "application", "see"),
    door("PATCH", "/api/v1/applications/{id}", "application", "edit"),
    door("POST", "/api/v1/applications/{id}/submission", "application", "submit"),
    door("GET", "/api/v1/cases/{reference}", "case", "see"),
    door("GET", "/api/v1/cases/{reference}/timeline", "case", "see"),
    door("GET", "/api/v1/cases/{reference}/history", "case", "see-history"),
    door("POST", "/api/v1/cases/{reference}/actions/{action}", "case", "see"),
    door("POST", "/api/v1/cases/{reference}/reveal", "case", "reveal"),
    door("POST", "/api/v1/cases/{reference}/claim", "case", "claim"),
    door("DELETE", "/api/v1/cases/{reference}/claim", "case", "release"),
    door("GET", "/api/v1/batches", "batch", "see"),
    door("POST", "/api/v1/batches", "batch", "create"),
    door("GET", "/api/v1/batches/{reference}", "batch", "see"),
    door("DELETE", "/api/v1/batches/{reference}", "batch", "create"),
    door("POST", "/api/v1/batches/{reference}/proposal", "batch", "propose"),
    door("POST", "/api/v1/batches/{reference}/approval", "batch", "approve"),
    door("POST", "/api/v1/batches/{reference}/refusal", "batch", "reject"),
    door("GET", "/api/v1/cases/{reference}/payments", "payment", "see"),
    door("GET", "/api/v1/programmes/{code}/budget", "budget", "see"),
    door("POST", "/api/v1/programmes/{code}/appropriations", "budget", "appropriate"),
    door("GET", "/api/v1/me/access-log", "access-log", "see"),
    door("GET", "/api/v1/cases/{reference}/access-log", "access-log", "see"),
    door("GET", "/api/v1/history/head", "history", "see"),
    door("GET", "/api/v1/queues", "queue", "see"),
    door("GET", "/api/v1/queues/{queue}/cases", "queue", "see"),
    door("POST", "/api/v1/queues/{queue}/next", "queue", "next"),
    door("GET", "/api/v1/reports/notices", "report", "see"),
];
