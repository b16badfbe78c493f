//! A bucket of the test's own, and what lies in it.

use pser::adapters::store::{Settings, Store};
use pser::config;

use crate::harness::{client, fresh_bucket};

/// A bucket and the product's client of it.
pub(super) struct Bucket {
    pub(super) store: Store,
    settings: config::Store,
}

impl Bucket {
    pub(super) async fn fresh() -> Self {
        let settings = fresh_bucket().await;
        Self { store: store_at(settings.endpoint.as_str(), &settings), settings }
    }

    pub(super) fn name(&self) -> &str {
        &self.settings.bucket
    }

    /// The same bucket at an endpoint where nobody listens.
    pub(super) fn unreachable(&self) -> Store {
        store_at("http://127.0.0.1:9", &self.settings)
    }

    /// The bytes of every object, past the product.
    pub(super) async fn everything(&self) -> Vec<u8> {
        let (client, bucket) = (client(&self.settings), &self.settings.bucket);
        let listed = client.list_objects_v2().bucket(bucket).send().await.unwrap();
        let mut bytes = Vec::new();
        for object in listed.contents() {
            let got = client.get_object().bucket(bucket).key(object.key().unwrap()).send().await.unwrap();
            bytes.extend(got.body.collect().await.unwrap().into_bytes());
        }
        bytes
    }
}

fn store_at(endpoint: &str, settings: &config::Store) -> Store {
    Store::new(&Settings {
        endpoint: endpoint.to_owned(),
        bucket: settings.bucket.clone(),
        region: settings.region.clone(),
        access_key: settings.access_key.clone(),
        secret_key: settings.secret_key.clone(),
    })
}
