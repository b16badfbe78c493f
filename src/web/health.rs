//! Whether the process lives, and whether it can do its work: for load balancers and operators. Tells no particulars.

use std::collections::BTreeMap;
use std::sync::Arc;
use std::time::Duration;

use axum::extract::State;
use axum::http::StatusCode;
use axum::middleware::from_fn;
use axum::response::{IntoResponse, Response};
use axum::routing::get;
use axum::{Json, Router};
use futures::future::{BoxFuture, join_all};
use sqlx::PgPool;
use tokio::net::TcpStream;
use tokio::time::timeout;

use super::headers;
use crate::error::Fault;

/// How long a dependency may take to answer.
const PATIENCE: Duration = Duration::from_secs(2);

type Ask = dyn Fn() -> BoxFuture<'static, Result<(), Fault>> + Send + Sync;

/// A dependency without which the program cannot do its work.
#[derive(Clone)]
pub struct Probe {
    name: &'static str,
    ask: Arc<Ask>,
}

impl std::fmt::Debug for Probe {
    fn fmt(&self, out: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(out, "Probe({})", self.name)
    }
}

impl Probe {
    /// A dependency called `name`, asked by `ask`.
    pub fn new(
        name: &'static str,
        ask: impl Fn() -> BoxFuture<'static, Result<(), Fault>> + Send + Sync + 'static,
    ) -> Self {
        Self { name, ask: Arc::new(ask) }
    }

    /// The database answers.
    pub fn database(pool: PgPool) -> Self {
        Self::new("database", move || {
            let pool = pool.clone();
            Box::pin(async move {
                sqlx::query_scalar!(r#"select 1 as "one!""#).fetch_one(&pool).await?;
                Ok(())
            })
        })
    }

    /// A server takes connections at the host and port of `url`.
    pub fn address(name: &'static str, url: &reqwest::Url) -> Self {
        let host = url.host_str().unwrap_or_default().trim_matches(['[', ']']).to_owned();
        let port = url.port_or_known_default().unwrap_or_default();
        Self::new(name, move || {
            let address = (host.clone(), port);
            Box::pin(async move {
                TcpStream::connect(address).await.map_err(|error| Fault::unavailable(name, error))?;
                Ok(())
            })
        })
    }
}

/// `/healthz` and `/readyz`.
pub fn routes(probes: Vec<Probe>) -> Router {
    Router::new()
        .route("/healthz", get(|| async { "alive\n" }))
        .route("/readyz", get(ready))
        .layer(from_fn(headers::secure))
        .with_state(Arc::new(probes))
}

async fn ready(State(probes): State<Arc<Vec<Probe>>>) -> Response {
    let answers: BTreeMap<&str, bool> = join_all(probes.iter().map(answers)).await.into_iter().collect();
    let status = if answers.values().all(|answers| *answers) {
        StatusCode::OK
    } else {
        StatusCode::SERVICE_UNAVAILABLE
    };
    (status, Json(answers)).into_response()
}

async fn answers(probe: &Probe) -> (&'static str, bool) {
    let answer = timeout(PATIENCE, (probe.ask)()).await;
    let is_there = matches!(answer, Ok(Ok(())));
    if !is_there {
        tracing::warn!(probe.name, probe.answer = ?answer, "a dependency does not answer");
    }
    (probe.name, is_there)
}

#[cfg(test)]
mod tests {
    use axum::body::Body;
    use axum::http::Request;
    use tower::ServiceExt as _;

    use super::*;

    async fn status(probes: Vec<Probe>) -> StatusCode {
        let request = Request::get("/readyz").body(Body::empty()).unwrap();
        routes(probes).oneshot(request).await.unwrap().status()
    }

    #[tokio::test]
    async fn one_dependency_that_does_not_answer_makes_the_process_unready() {
        let there = Probe::new("there", || Box::pin(async { Ok(()) }));
        let gone = Probe::new("gone", || Box::pin(async { Err(Fault::broken("gone")) }));
        assert_eq!(status(vec![there.clone()]).await, StatusCode::OK);
        assert_eq!(status(vec![there, gone]).await, StatusCode::SERVICE_UNAVAILABLE);
    }

    #[tokio::test]
    async fn a_dependency_that_never_answers_is_not_waited_for() {
        let silent = Probe::new("silent", || Box::pin(std::future::pending()));
        assert_eq!(status(vec![silent]).await, StatusCode::SERVICE_UNAVAILABLE);
    }
}
