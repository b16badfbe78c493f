//! `pser store`: the embedded S3 endpoint alone, for the tests. Prints its address and fresh keys as lines of a shell.

use std::path::PathBuf;

use clap::Args;

use super::listen::{listen_anywhere, web_address};
use super::{print, signal};
use crate::adapters::embedded::store;
use crate::entropy;
use crate::web::server;

#[derive(Debug, Args)]
pub(super) struct Store {
    /// Where the objects are kept
    folder: PathBuf,
}

impl Store {
    pub(super) async fn serve(self) -> anyhow::Result<()> {
        let stop = signal::stop()?;
        let access_key = hex::encode(entropy::bytes::<10>());
        let secret_key = hex::encode(entropy::bytes::<20>());
        let router = store(&self.folder, "pser", &access_key, &secret_key)?;
        let listener = listen_anywhere().await?;
        print(&format!(
            "export PSER_TEST_S3_ENDPOINT={}\nexport PSER_TEST_S3_ACCESS_KEY={access_key}\n\
             export PSER_TEST_S3_SECRET_KEY={secret_key}\n",
            web_address(&listener)?
        ))?;
        server::serve(listener, router, stop).await;
        Ok(())
    }
}
