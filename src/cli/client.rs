//! `pser client`: makes programs known that use the API under limits of their own.

use clap::{Args, Subcommand};

use super::{beside, print, program, said};
use crate::casework::api_clients;
use crate::clients::NewClient;
use crate::config::{Settings, Sources};
use crate::people::Token;
use crate::policy::Actor;

#[derive(Debug, Args)]
pub(super) struct Client {
    #[command(subcommand)]
    what: What,
}

#[derive(Debug, Subcommand)]
enum What {
    /// Make a client known and print its secret, this once
    Create {
        /// Three to forty small letters, digits and dashes
        name: String,
        /// How many times what one address may do
        #[arg(long, value_name = "N")]
        allowance: u32,
    },
}

impl Client {
    pub(super) async fn run(self, sources: Sources) -> anyhow::Result<()> {
        let What::Create { name, allowance } = self.what;
        let settings = Settings::read(&beside::join(sources)?)?;
        let app = program::assemble(&settings).await?;
        let secret = Token::fresh();
        let client = NewClient { name: &name, allowance, secret: secret.hash() };
        let created = api_clients::create(&app, &Actor::System, &client).await;
        created.map_err(said)?;
        app.db.close().await;
        print(&format!(
            "{name} is known. It sends this header, whose secret is shown this once:\n  PSER-Client: {name}:{}\n",
            secret.reveal()
        ))
    }
}
