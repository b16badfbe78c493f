//! What a seeding stands on: the programme, the people of the demonstration who decide and pay, the places, the time.

use std::sync::Arc;

use anyhow::{Context as _, Result};
use chrono::{DateTime, Utc};
use sqlx::PgConnection;
use uuid::Uuid;

use super::super::cast::{Cast, Part};
use super::shapes::Shapes;
use crate::app::App;
use crate::areas;
use crate::catalogue::Programme;
use crate::people::Typed;
use crate::people::contact::Email;
use crate::people::staff;
use crate::workflow::ZONE;

const PROGRAMME: &str = "cash-assistance";
/// Patterns of households, whatever the number of cases.
const MOST_SHAPES: usize = 1000;
const LEAST_SHAPES: usize = 40;

/// Everything that all cases have in common.
pub(super) struct Ground {
    pub(super) app: Arc<App>,
    pub(super) seed: u64,
    /// How many cases, from the first, are of the past year.
    pub(super) recent: u64,
    pub(super) programme: Arc<Programme>,
    pub(super) tehsils: Vec<String>,
    /// The end of every story.
    pub(super) now: DateTime<Utc>,
    pub(super) shapes: Shapes,
    pub(super) officers: Vec<Officer>,
    pub(super) maker: Uuid,
    pub(super) approver: Uuid,
    pub(super) administrator: Uuid,
    pub(super) password_hash: String,
}

/// Who verifies, and where.
pub(super) struct Officer {
    pub(super) person: Uuid,
    area: Option<String>,
}

impl Ground {
    pub(super) async fn survey(
        app: Arc<App>,
        cast: &Cast,
        seed: u64,
        (cases, recent): (u64, u64),
        password: &str,
    ) -> Result<Self> {
        let mut conn = app.db.acquire().await?;
        let offer = app.catalogue.current(PROGRAMME);
        let programme = offer.with_context(|| format!("{PROGRAMME} is not published"))?.programme;
        let now = staff::now(&mut conn).await?;
        let today = now.with_timezone(&ZONE).date_naive();
        let shapes = usize::try_from(cases / 4)?.clamp(LEAST_SHAPES, MOST_SHAPES);
        let shapes = Shapes::draw(seed, shapes, &programme, &app.sealer, today)?;
        let places = areas::all(&mut conn).await?;
        let tehsils =
            places.into_iter().filter(|area| area.level == "tehsil").map(|area| area.code).collect();
        let mut officers = Vec::new();
        for person in cast.playing(Part::Verifies) {
            let area = person.grants.iter().find_map(|grant| grant.area.clone());
            officers.push(Officer { person: person_of(&app, &mut conn, &person.email).await?, area });
        }
        let mut in_post = async |part| {
            let person = cast.playing(part).next().context("every part of the demonstration is played")?;
            person_of(&app, &mut conn, &person.email).await
        };
        let (maker, approver) = (in_post(Part::Makes).await?, in_post(Part::Approves).await?);
        let administrator = in_post(Part::Administers).await?;
        drop(conn);
        let password_hash = app.passwords.hash(&Typed::new(password)).await?;
        Ok(Self {
            app,
            seed,
            recent,
            programme,
            tehsils,
            now,
            shapes,
            officers,
            maker,
            approver,
            administrator,
            password_hash,
        })
    }

    /// Those who verify cases of a tehsil.
    pub(super) fn officers_of<'g>(&'g self, tehsil: &str) -> Vec<&'g Officer> {
        let covers = |officer: &&Officer| {
            officer.area.as_ref().is_none_or(|area| tehsil.starts_with(&format!("{area}/")))
        };
        self.officers.iter().filter(covers).collect()
    }
}

/// The person behind an account of the demonstration; there is none where the database is another installation's.
async fn person_of(app: &App, conn: &mut PgConnection, email: &str) -> Result<Uuid> {
    let address = Email::parse("email", email).ok().with_context(|| format!("{email} is no address"))?;
    let account = staff::find(conn, &app.sealer, &address).await?;
    let account = account.with_context(|| {
        format!("{email} does not work here: made-up cases belong into demonstration installations only")
    })?;
    Ok(account.person)
}
