//! Where papers are printed: setting type is work for the processor, so it is kept off the threads that answer requests, and
//! only so many are set at once.

use tokio::sync::Semaphore;

use super::Paper;
use crate::error::{Fault, Result};

/// How many papers one process sets at once; others wait their turn.
const AT_ONCE: usize = 2;

/// The press of a process.
#[derive(Debug)]
pub struct Press {
    places: Semaphore,
}

impl Default for Press {
    fn default() -> Self {
        Self { places: Semaphore::new(AT_ONCE) }
    }
}

impl Press {
    /// The paper as a PDF.
    pub async fn print(&self, paper: Paper) -> Result<Vec<u8>> {
        let place =
            self.places.acquire().await.map_err(|error| Fault::caused("the press was closed", error))?;
        let printed = tokio::task::spawn_blocking(move || super::set(&paper)).await;
        drop(place);
        printed.map_err(|error| Fault::caused("a paper was not set to its end", error))?
    }
}
