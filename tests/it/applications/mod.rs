mod drafts;
mod snapshots;
