-- The office's search: the names of cases by how they sound, the words that names are made of, and who searched by what.
-- Sounds are computed by the program (people::sounds); a job enters the cases that are here already.
create table case_names (
    skeleton text collate "C" not null,
    area text collate "C" not null,
    case_id uuid not null references cases (id),
    programme text not null,
    sounds text[] not null,
    -- Everything a search by name reads stands in the index, the newest case of each area last.
    constraint case_names_pkey primary key (skeleton, area, case_id) include (programme, sounds)
);
comment on table case_names is 'A row for every word of an applicant''s name, so that cases of an area are read by it, newest first, without a look at any other.';
comment on column case_names.skeleton is 'The strong consonants of one word, which all its spellings share.';
comment on column case_names.sounds is 'What all words of the name can sound like; a search by several words compares them here.';
comment on constraint case_names_pkey on case_names is 'A word counts once in a name.';
comment on constraint case_names_case_id_fkey on case_names is 'Names are of cases that exist.';

create table name_words (
    word text primary key
);
create index name_words_alike on name_words using gin (word gin_trgm_ops);
comment on table name_words is 'Every word that is in the name of a case, once. Where nobody is found by sound, the words spelt most alike are tried.';
comment on constraint name_words_pkey on name_words is 'A word stands here once.';

create table name_filling (
    upto uuid not null
);
insert into name_filling (upto) values ('00000000-0000-0000-0000-000000000000');
comment on table name_filling is 'How far the cases from before this table have been entered into case_names. Without a row all are.';

create table searches (
    id bigint generated always as identity primary key,
    at timestamptz not null default pser_now(),
    actor_person uuid not null,
    criterion text not null,
    narrowed_by text[] not null,
    hits integer,
    constraint searches_criterion_known
        check (criterion in ('reference', 'pser-id', 'cnic', 'mobile', 'name', 'date-of-birth')),
    constraint searches_hits_not_negative check (hits >= 0)
);
create index searches_by_actor on searches (actor_person, id);
comment on table searches is 'Who of the office searched for a case, when and by what kind of thing; never what was typed. Append-only for the app role.';
comment on column searches.narrowed_by is 'What else was given: date-of-birth, area, programme, state.';
comment on column searches.hits is 'How many cases were shown; null where the search was too wide to be answered.';
comment on constraint searches_pkey on searches is 'One row for each search.';
comment on constraint searches_criterion_known on searches is 'What one can search by.';
comment on constraint searches_hits_not_negative on searches is 'A count.';
revoke update, delete, truncate on searches from pser_app;

alter table access_log drop constraint access_log_what_known;
alter table access_log add constraint access_log_what_known check (
    what in (
        'view-case', 'view-document', 'reveal', 'view-history', 'export', 'certificate', 'view-account', 'recover', 'register',
        'assist', 'search'
    )
);
comment on constraint access_log_what_known on access_log is 'What can be looked at or done.';
