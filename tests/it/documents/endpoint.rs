//! An S3 endpoint of the test's own, on a free loopback port over a folder that goes with it.

use std::path::Path;

use hyper_util::rt::{TokioExecutor, TokioIo};
use hyper_util::server::conn::auto::Builder;
use pser::adapters::store::{Settings, Store};
use s3s::auth::SimpleAuth;
use s3s::service::S3ServiceBuilder;
use s3s_fs::FileSystem;
use tempfile::TempDir;
use tokio::net::TcpListener;
use tokio::task::JoinHandle;

const ACCESS_KEY: &str = "test-access";
const SECRET_KEY: &str = "test-only";

/// A running endpoint and a client of it whose bucket exists.
pub(super) struct Endpoint {
    pub(super) store: Store,
    folder: TempDir,
    serving: JoinHandle<()>,
}

impl Endpoint {
    pub(super) async fn start() -> Self {
        let folder = tempfile::tempdir().unwrap();
        let mut service = S3ServiceBuilder::new(FileSystem::new(folder.path()).unwrap());
        service.set_auth(SimpleAuth::from_single(ACCESS_KEY, SECRET_KEY));
        let service = service.build();
        let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
        let address = listener.local_addr().unwrap();
        let serving = tokio::spawn(async move {
            let server = Builder::new(TokioExecutor::new());
            while let Ok((socket, _)) = listener.accept().await {
                let connection = server.serve_connection(TokioIo::new(socket), service.clone()).into_owned();
                tokio::spawn(async move { drop(connection.await) });
            }
        });
        let store = store_at(&format!("http://{address}"));
        store.ensure_bucket().await.unwrap();
        Self { store, folder, serving }
    }

    /// The bytes of every object and note of the endpoint, as they lie on its disk.
    pub(super) fn everything(&self) -> Vec<u8> {
        let mut bytes = Vec::new();
        gather(self.folder.path(), &mut bytes);
        bytes
    }
}

impl Drop for Endpoint {
    fn drop(&mut self) {
        self.serving.abort();
    }
}

/// A client of whatever listens at the address.
pub(super) fn store_at(endpoint: &str) -> Store {
    Store::new(&Settings {
        endpoint: endpoint.to_owned(),
        bucket: "documents".to_owned(),
        region: "us-east-1".to_owned(),
        access_key: ACCESS_KEY.to_owned(),
        secret_key: SECRET_KEY.to_owned().into(),
    })
}

fn gather(folder: &Path, bytes: &mut Vec<u8>) {
    for entry in folder.read_dir().unwrap() {
        let path = entry.unwrap().path();
        if path.is_dir() {
            gather(&path, bytes);
        } else {
            bytes.extend(std::fs::read(path).unwrap());
        }
    }
}
