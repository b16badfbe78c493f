-- What a household answered once is taken over by the next application, with the papers that belong to it.
alter table applications
    add column taken_from uuid references applications (id),
    add column taken_snapshot smallint,
    add constraint applications_taken_whole check ((taken_from is null) = (taken_snapshot is null)),
    add constraint applications_taken_exists foreign key (taken_from, taken_snapshot)
        references snapshots (application_id, number);
comment on column applications.taken_from is 'The earlier application of the same person whose answers this one began with; null where there was none.';
comment on column applications.taken_snapshot is 'Which snapshot of it.';

alter table documents
    drop constraint documents_object_key_unique,
    add column carried_from uuid references documents (id);
create unique index documents_object_key_unique on documents (object_key) where carried_from is null;
create index documents_by_object on documents (object_key);
comment on column documents.carried_from is 'The document of an earlier application of the same person whose file this one shares; its key is wrapped anew for this row.';
