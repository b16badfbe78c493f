mod drafts;
mod handing_in;
mod office;
mod over_http;
mod snapshots;
mod taken_over;
