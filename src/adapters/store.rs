//! The object store, by the S3 protocol: any endpoint, path style. It holds ciphertext under keys of our making and never
//! learns what is in it.

use std::io;
use std::pin::Pin;
use std::task::{Context, Poll};
use std::time::Duration;

use aws_sdk_s3::Client;
use aws_sdk_s3::config::retry::RetryConfig;
use aws_sdk_s3::config::timeout::TimeoutConfig;
use aws_sdk_s3::config::{BehaviorVersion, Credentials, Region};
use aws_sdk_s3::error::{ProvideErrorMetadata as _, SdkError};
use aws_sdk_s3::primitives::{ByteStream, SdkBody};
use aws_smithy_http_client::Builder as HttpClient;
use aws_smithy_http_client::tls::{Provider, rustls_provider::CryptoMode};
use bytes::Bytes;
use futures::{Stream, TryStreamExt as _};
use hyper::body::{Body, Frame, SizeHint};
use secrecy::{ExposeSecret as _, SecretString};

use crate::error::Fault;

/// Where the store is and how to get in.
#[derive(Debug, Clone)]
pub struct Settings {
    pub endpoint: String,
    pub bucket: String,
    pub region: String,
    pub access_key: String,
    pub secret_key: SecretString,
}

/// The store. Cheap to clone.
#[derive(Debug, Clone)]
pub struct Store {
    client: Client,
    bucket: String,
}

/// Opens an object's bytes from the beginning; called again when a send has to be repeated.
pub type Source = Box<dyn Fn() -> Bytestream + Send + Sync>;
/// The bytes of an object, in pieces.
pub type Bytestream = Pin<Box<dyn Stream<Item = io::Result<Bytes>> + Send + Sync>>;

impl Store {
    /// Makes the client; speaks to nobody yet.
    pub fn new(settings: &Settings) -> Self {
        let credentials = Credentials::new(
            &settings.access_key,
            settings.secret_key.expose_secret(),
            None,
            None,
            "settings",
        );
        let timeouts = TimeoutConfig::builder()
            .connect_timeout(Duration::from_secs(3))
            .read_timeout(Duration::from_secs(20))
            // Far below the hour after which the sweeper takes an upload for abandoned.
            .operation_timeout(Duration::from_mins(5))
            .build();
        let config = aws_sdk_s3::Config::builder()
            .behavior_version(BehaviorVersion::latest())
            .http_client(HttpClient::new().tls_provider(Provider::Rustls(CryptoMode::Ring)).build_https())
            .endpoint_url(&settings.endpoint)
            .region(Region::new(settings.region.clone()))
            .credentials_provider(credentials)
            .force_path_style(true)
            .retry_config(RetryConfig::standard().with_max_attempts(3))
            .timeout_config(timeouts)
            .build();
        Self { client: Client::from_conf(config), bucket: settings.bucket.clone() }
    }

    /// Whether the store answers and has the bucket.
    ///
    /// # Errors
    /// When it does not.
    pub async fn reach(&self) -> Result<(), Fault> {
        self.client.head_bucket().bucket(&self.bucket).send().await.map_err(unavailable)?;
        Ok(())
    }

    /// Makes the bucket where it does not exist; for stores that `pser run` and the tests bring.
    ///
    /// # Errors
    /// When the store does not answer.
    pub async fn ensure_bucket(&self) -> Result<(), Fault> {
        if self.reach().await.is_ok() {
            return Ok(());
        }
        let made = self.client.create_bucket().bucket(&self.bucket).send().await;
        match made {
            Ok(_) => Ok(()),
            Err(error) if is_code(&error, &["BucketAlreadyOwnedByYou", "BucketAlreadyExists"]) => Ok(()),
            Err(error) => Err(unavailable(error)),
        }
    }

    /// Writes an object of `length` bytes. After an error it may or may not be there.
    ///
    /// # Errors
    /// When the store does not take it.
    pub async fn put(&self, key: &str, length: u64, source: Source) -> Result<(), Fault> {
        let body =
            SdkBody::retryable(move || SdkBody::from_body_1_x(Sized { stream: source(), left: length }));
        let signed_length =
            i64::try_from(length).map_err(|error| Fault::caused("an object is too long", error))?;
        self.client
            .put_object()
            .bucket(&self.bucket)
            .key(key)
            .content_length(signed_length)
            .content_type("application/octet-stream")
            .body(ByteStream::new(body))
            .send()
            .await
            .map_err(unavailable)?;
        Ok(())
    }

    /// The bytes of an object, as they come.
    ///
    /// # Errors
    /// When the store does not answer, or has no such object although a row says so.
    pub async fn get(
        &self,
        key: &str,
    ) -> Result<impl Stream<Item = io::Result<Bytes>> + Send + Unpin + use<>, Fault> {
        let object =
            self.client.get_object().bucket(&self.bucket).key(key).send().await.map_err(|error| {
                if is_code(&error, &["NoSuchKey"]) {
                    Fault::broken(format!("the store has no object {key}"))
                } else {
                    unavailable(error)
                }
            })?;
        Ok(Box::pin(futures::stream::unfold(object.body, |mut body| async move {
            let piece = body.next().await?;
            Some((piece.map_err(io::Error::other), body))
        })))
    }

    /// Deletes an object; one that is not there is deleted already.
    ///
    /// # Errors
    /// When the store does not answer.
    pub async fn delete(&self, key: &str) -> Result<(), Fault> {
        match self.client.delete_object().bucket(&self.bucket).key(key).send().await {
            Ok(_) => Ok(()),
            Err(error) if is_code(&error, &["NoSuchKey"]) => Ok(()),
            Err(error) => Err(unavailable(error)),
        }
    }

    /// Whether an object of this key exists.
    ///
    /// # Errors
    /// When the store does not answer.
    pub async fn has(&self, key: &str) -> Result<bool, Fault> {
        match self.client.head_object().bucket(&self.bucket).key(key).send().await {
            Ok(_) => Ok(true),
            Err(error) if error.raw_response().is_some_and(|answer| answer.status().as_u16() == 404) => {
                Ok(false)
            }
            Err(error) => Err(unavailable(error)),
        }
    }

    /// The keys of all objects, in the order of their bytes, read page by page.
    pub fn keys(&self) -> Pin<Box<dyn Stream<Item = Result<String, Fault>> + Send>> {
        let pages = self.client.list_objects_v2().bucket(&self.bucket).into_paginator().send();
        let pages = futures::stream::try_unfold(pages, |mut pages| async move {
            let page = pages.try_next().await.map_err(unavailable)?;
            Ok::<_, Fault>(page.map(|page| (page, pages)))
        });
        let keys = pages.map_ok(|page| {
            let keys = page.contents.unwrap_or_default().into_iter().filter_map(|object| object.key);
            futures::stream::iter(keys.map(Ok))
        });
        Box::pin(keys.try_flatten())
    }
}

fn is_code<E, R>(error: &SdkError<E, R>, codes: &[&str]) -> bool
where
    SdkError<E, R>: aws_sdk_s3::error::ProvideErrorMetadata,
{
    error.code().is_some_and(|code| codes.contains(&code))
}

fn unavailable<E, R>(error: SdkError<E, R>) -> Fault
where
    E: std::error::Error + Send + Sync + 'static,
    R: std::fmt::Debug + Send + Sync + 'static,
{
    Fault::unavailable("the store", error)
}

/// A stream whose length is known, as the protocol wants it.
struct Sized {
    stream: Bytestream,
    left: u64,
}

impl Body for Sized {
    type Data = Bytes;
    type Error = io::Error;

    fn poll_frame(
        mut self: Pin<&mut Self>,
        context: &mut Context<'_>,
    ) -> Poll<Option<Result<Frame<Bytes>, io::Error>>> {
        let polled = self.stream.as_mut().poll_next(context);
        polled.map(|item| {
            item.map(|piece| {
                let piece = piece?;
                self.left = self.left.saturating_sub(piece.len() as u64);
                Ok(Frame::data(piece))
            })
        })
    }

    fn size_hint(&self) -> SizeHint {
        SizeHint::with_exact(self.left)
    }
}
