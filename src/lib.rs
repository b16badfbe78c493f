//! The socio-economic registry's back office and citizen portal. ARCHITECTURE.md maps the modules; imports go
//! downward only, from the web and the jobs through the use cases in `casework` to the nouns and the pure `workflow`.

pub mod adapters;
pub mod app;
pub mod applications;
pub mod areas;
pub mod calendar;
pub mod canonical;
pub mod cases;
pub mod casework;
pub mod catalogue;
pub mod checks;
pub mod cli;
pub mod config;
pub mod db;
pub mod documents;
pub mod eligibility;
pub mod entropy;
pub mod error;
pub mod expression;
pub mod history;
pub mod households;
pub mod jobs;
pub mod limits;
pub mod notices;
pub mod offer;
pub mod payments;
pub mod people;
pub mod policy;
pub mod queue;
pub mod queues;
pub mod reference;
pub mod refusal;
pub mod seal;
pub mod texts;
pub mod web;
pub mod workflow;
