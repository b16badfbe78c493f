//! What handlers read from an address. A path that cannot be read names nothing; a query is read as strictly as a body.

use axum::extract::{FromRequestParts, Path as AnyPath, Query as AnyQuery};
use axum::http::Uri;
use axum::http::request::Parts;
use serde::de::DeserializeOwned;
use serde::{Deserialize, Serialize};
use utoipa::IntoParams;

use super::extract::wrong_field;
use crate::db;
use crate::error::{Error, Result};
use crate::refusal::Refusal;

/// No text that the database keeps or compares has this character.
const NUL: &str = "%00";

/// The variable parts of the path.
#[derive(Debug)]
pub(in crate::web) struct Path<T>(pub(in crate::web) T);

/// The part after the question mark. Query types carry `#[serde(deny_unknown_fields)]`.
#[derive(Debug)]
pub(in crate::web) struct Query<T>(pub(in crate::web) T);

/// Where a list goes on: what `?after=` says, and nothing on the first page.
#[derive(Debug)]
pub(in crate::web) struct After<T>(pub(in crate::web) Option<T>);

/// The query of a list that comes in pages, as the document of the API tells it.
#[derive(Debug, Deserialize, IntoParams)]
#[serde(deny_unknown_fields)]
#[into_params(parameter_in = Query)]
pub(super) struct PageQuery {
    /// The `next` of the page before.
    after: Option<String>,
}

impl<T: DeserializeOwned, S: Send + Sync> FromRequestParts<S> for After<T> {
    type Rejection = Error;

    async fn from_request_parts(parts: &mut Parts, state: &S) -> Result<Self> {
        let Query(page) = Query::<PageQuery>::from_request_parts(parts, state).await?;
        Ok(Self(page.after.as_deref().map(db::read_cursor).transpose()?))
    }
}

/// What a field of a form says; an empty one, which a form sends as well, says nothing.
pub(in crate::web) fn given(text: &str) -> Option<&str> {
    Some(text).filter(|text| !text.is_empty())
}

/// The `next` of a page: where its last row stands, if the page is full and there may be more.
pub(in crate::web) fn next_of<R, K: Serialize>(
    rows: &[R],
    page: i64,
    key: impl FnOnce(&R) -> K,
) -> Option<String> {
    let is_full = i64::try_from(rows.len()).is_ok_and(|count| count == page);
    rows.last().filter(|_| is_full).map(|last| db::cursor(&key(last)))
}

impl<T: DeserializeOwned + Send, S: Send + Sync> FromRequestParts<S> for Path<T> {
    type Rejection = Error;

    async fn from_request_parts(parts: &mut Parts, state: &S) -> Result<Self> {
        if parts.uri.path().contains(NUL) {
            return Err(Error::NotFound);
        }
        let AnyPath(read) = AnyPath::from_request_parts(parts, state).await.map_err(|_| Error::NotFound)?;
        Ok(Self(read))
    }
}

impl<T: DeserializeOwned, S: Send + Sync> FromRequestParts<S> for Query<T> {
    type Rejection = Error;

    async fn from_request_parts(parts: &mut Parts, _state: &S) -> Result<Self> {
        Self::of(&parts.uri)
    }
}

impl<T: DeserializeOwned> Query<T> {
    /// The query of an address.
    ///
    /// # Errors
    /// `Invalid` on what is wrong with it.
    pub(in crate::web) fn of(address: &Uri) -> Result<Self> {
        if address.query().is_some_and(|query| query.contains(NUL)) {
            return Err(Refusal::field("", "text-unfit").into());
        }
        match AnyQuery::try_from_uri(address) {
            Ok(AnyQuery(read)) => Ok(Self(read)),
            Err(rejection) => Err(refusal(&rejection).into()),
        }
    }
}

/// The rejection's source says `<field>: <what is wrong>`.
fn refusal(rejection: &impl std::error::Error) -> Refusal {
    let said = rejection.source().map(ToString::to_string).unwrap_or_default();
    let (path, text) = said.split_once(": ").unwrap_or(("", &said));
    wrong_field(path, text).unwrap_or_else(|| Refusal::field(path, "field-type"))
}

#[cfg(test)]
mod tests {
    use axum::http::Request;

    use super::*;

    #[derive(Debug, Deserialize)]
    #[serde(deny_unknown_fields)]
    struct Page {
        #[serde(default)]
        after: i32,
    }

    async fn page(query: &str) -> Result<i32, Refusal> {
        let (mut parts, ()) = Request::get(format!("/cases?{query}")).body(()).unwrap().into_parts();
        match Query::<Page>::from_request_parts(&mut parts, &()).await {
            Ok(Query(page)) => Ok(page.after),
            Err(Error::Refused(refusal)) => Err(refusal),
            Err(other) => panic!("{other}"),
        }
    }

    #[tokio::test]
    async fn what_is_wrong_with_a_query_is_told_by_field() {
        assert_eq!(page("after=7").await, Ok(7));
        assert_eq!(page("").await, Ok(0));
        assert_eq!(page("after=seven").await, Err(Refusal::field("after", "field-type")));
        assert_eq!(page("after=99999999999").await, Err(Refusal::field("after", "field-type")));
        assert_eq!(page("before=7").await, Err(Refusal::field("before", "field-unknown")));
        assert_eq!(page("after=%00").await, Err(Refusal::field("", "text-unfit")));
    }
}
