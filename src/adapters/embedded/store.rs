//! An S3 endpoint over a folder of the data folder, for one machine. It follows `../` in keys, so only keys that the program
//! makes itself may reach it: it listens on loopback and takes no request that is not signed.

use std::fs::DirBuilder;
use std::os::unix::fs::DirBuilderExt as _;
use std::path::Path;

use axum::Router;
use axum::error_handling::HandleError;
use axum::http::StatusCode;
use s3s::HttpError;
use s3s::auth::SimpleAuth;
use s3s::service::S3ServiceBuilder;
use s3s_fs::FileSystem;

use super::Trouble;

/// The endpoint as a router, with its one bucket made.
///
/// # Errors
/// When the folder cannot be made or opened.
pub fn store(root: &Path, bucket: &str, access_key: &str, secret_key: &str) -> Result<Router, Trouble> {
    let failed = |error: &dyn std::fmt::Debug| {
        Trouble::new(format!("the store's folder {} cannot be opened: {error:?}", root.display()))
    };
    DirBuilder::new()
        .recursive(true)
        .mode(0o700)
        .create(root.join(bucket))
        .map_err(|error| failed(&error))?;
    let files = FileSystem::new(root).map_err(|error| failed(&error))?;
    let mut service = S3ServiceBuilder::new(files);
    service.set_auth(SimpleAuth::from_single(access_key, secret_key));
    Ok(Router::new().fallback_service(HandleError::new(service.build(), broken)))
}

async fn broken(error: HttpError) -> StatusCode {
    tracing::error!(error = ?error, "the embedded store could not answer");
    StatusCode::INTERNAL_SERVER_ERROR
}
