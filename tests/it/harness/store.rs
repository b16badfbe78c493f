//! A bucket per test at the run's S3 endpoint.

use aws_sdk_s3::Client;
use aws_sdk_s3::config::{BehaviorVersion, Credentials, Region};
use aws_smithy_http_client::Builder;
use aws_smithy_http_client::tls::Provider;
use aws_smithy_http_client::tls::rustls_provider::CryptoMode;
use pser::config::Store;
use secrecy::ExposeSecret as _;

use super::services;

/// The settings of a new, empty bucket.
pub(crate) async fn fresh_bucket() -> Store {
    let store = Store {
        endpoint: services::address("PSER_TEST_S3_ENDPOINT").parse().expect("the endpoint is an address"),
        bucket: format!("test-{}", pser::entropy::id().simple()),
        region: "us-east-1".to_owned(),
        access_key: services::address("PSER_TEST_S3_ACCESS_KEY"),
        secret_key: services::address("PSER_TEST_S3_SECRET_KEY").into(),
    };
    client(&store).create_bucket().bucket(&store.bucket).send().await.expect("the bucket is made");
    store
}

/// A plain client, for looking into the store past the product.
pub(crate) fn client(store: &Store) -> Client {
    let secret = store.secret_key.expose_secret();
    let config = aws_sdk_s3::Config::builder()
        .behavior_version(BehaviorVersion::latest())
        .endpoint_url(store.endpoint.as_str())
        .region(Region::new(store.region.clone()))
        .credentials_provider(Credentials::new(&store.access_key, secret, None, None, "settings"))
        .force_path_style(true)
        .http_client(Builder::new().tls_provider(Provider::Rustls(CryptoMode::Ring)).build_https())
        .build();
    Client::from_conf(config)
}
