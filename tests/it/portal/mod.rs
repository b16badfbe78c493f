//! The citizens' pages in a browser without scripts.

mod applications;
mod cases;
mod documents;
mod way;
