-- One dialect for SQLite and PostgreSQL. Times are milliseconds since 1970, UTC.

-- What somebody asked for under a request id, written before it is sent.
create table intent (
    caller     text   not null,
    request_id text   not null,
    cluster    text   not null,
    digest     text   not null, -- of the request: another one under the same id is refused
    mark       text   not null, -- what the cluster keeps with the job
    phase      text   not null, -- SENDING, LOST or DONE
    holder     text   not null, -- who is at it
    beat       bigint not null, -- grows while the holder is alive
    sent_at    bigint not null,
    job_id     text,
    primary key (caller, request_id)
);
create unique index intent_mark on intent (mark);
create index intent_sent_at on intent (sent_at);

-- Jobs that were accepted, as they were last seen.
create table job (
    caller       text   not null,
    cluster      text   not null,
    job_id       text   not null,
    name         text,
    request_id   text,
    digest       text   not null,
    submitted_at bigint not null,
    seen_at      bigint not null,
    state        text   not null,
    native_state text   not null,
    outcome      text,
    exit_code    integer,
    seen         text   not null, -- all of it, as JSON
    request      text,            -- what was asked for, as JSON
    primary key (caller, cluster, job_id)
);
create index job_seen_at on job (seen_at);
