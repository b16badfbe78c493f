//! `pser staff`: invites people to work here, the first administrator among them, and ends accounts; shows how a person
//! of a demonstration signs in. Who may sit at this command line is the installation's business; on the record it is the
//! program itself.

use chrono::{DateTime, Utc};
use clap::{Args, Subcommand, ValueEnum};

use super::{beside, pocket, print, program, said};
use crate::casework::staff_entry::{self, Invitation};
use crate::config::{Settings, Sources};
use crate::people::Typed;
use crate::people::grants::Grant;
use crate::policy::Actor;
use crate::texts::Language;

/// What to do about staff.
#[derive(Debug, Subcommand)]
pub(super) enum Staff {
    /// Invite somebody; prints the one-time token to hand over, good for 72 hours
    Invite(Box<Invite>),
    /// End an account, its roles and its sessions at once
    Disable {
        #[arg(long)]
        email: String,
    },
    /// Show the password of somebody whom `pser run` made for its demonstration, and the six digits of the moment
    Code { email: String },
}

/// Somebody to invite.
#[derive(Debug, Args)]
pub(super) struct Invite {
    #[arg(long)]
    email: String,
    /// 13 digits, with or without dashes
    #[arg(long)]
    cnic: String,
    /// As on the card
    #[arg(long)]
    name: String,
    /// A role of policies/roles.yaml; may be given several times
    #[arg(long, required = true)]
    role: Vec<String>,
    /// Path of the area within which the roles hold; the whole province unless given
    #[arg(long)]
    area: Option<String>,
    /// The programme for which the roles hold; every one unless given
    #[arg(long)]
    programme: Option<String>,
    /// The most a case may be worth for these roles, in rupees
    #[arg(long, value_parser = clap::value_parser!(i64).range(1..=1_000_000_000))]
    cap: Option<i64>,
    /// A skill of workflows/skills.yaml; may be given several times
    #[arg(long)]
    skill: Vec<String>,
    /// When the roles end, like 2026-06-30T18:59:59Z
    #[arg(long)]
    until: Option<DateTime<Utc>>,
    #[arg(long, value_enum, default_value_t = Tongue::En)]
    language: Tongue,
}

/// In which the person is written to.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
enum Tongue {
    En,
    Ur,
}

impl Staff {
    pub(super) async fn carry_out(self, sources: Sources) -> anyhow::Result<()> {
        let told = match self {
            Self::Invite(invite) => bring_in(sources, *invite).await?,
            Self::Disable { email } => disable(sources, &email).await?,
            Self::Code { email } => pocket::show(&sources, &email)?,
        };
        print(&told)
    }
}

async fn bring_in(sources: Sources, invite: Invite) -> anyhow::Result<String> {
    let app = program::assemble(&Settings::read(&beside::join(sources)?)?).await?;
    let email = invite.email.clone();
    let token = staff_entry::invite(&app, &Actor::System, invite.into()).await.map_err(said)?;
    app.db.close().await;
    let token = token.reveal();
    Ok(format!("Invited {email}. Hand over this token, good once within 72 hours:\n{token}\n"))
}

async fn disable(sources: Sources, email: &str) -> anyhow::Result<String> {
    let app = program::assemble(&Settings::read(&beside::join(sources)?)?).await?;
    staff_entry::disable(&app, &Actor::System, &Typed::new(email)).await.map_err(said)?;
    app.db.close().await;
    Ok(format!("The account of {email} is disabled, and its sessions have ended.\n"))
}

impl From<Invite> for Invitation {
    fn from(invite: Invite) -> Self {
        let grant = |role: String| Grant {
            role,
            area: invite.area.clone(),
            programme: invite.programme.clone(),
            amount_cap: invite.cap.map(|rupees| rupees * 100),
            expires_at: invite.until,
            skills: invite.skill.clone(),
        };
        Self {
            email: Typed::new(invite.email),
            cnic: Typed::new(invite.cnic),
            name: invite.name,
            language: match invite.language {
                Tongue::En => Language::En,
                Tongue::Ur => Language::Ur,
            },
            grants: invite.role.into_iter().map(grant).collect(),
        }
    }
}
