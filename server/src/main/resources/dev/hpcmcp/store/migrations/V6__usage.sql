-- What callers took of what a policy leaves them.
create table claim (
    id           text   not null primary key,
    request      text   not null, -- the same for all tries of one request: together they count once
    kind         text   not null, -- JOB or CHANGE
    caller       text   not null,
    token        text   not null, -- empty without one
    cluster      text   not null,
    at           bigint not null,
    jobs         bigint not null,
    submits      bigint not null,
    cores        bigint not null, -- of each job
    gpus         bigint not null,
    seconds      bigint not null, -- that each may run
    core_seconds bigint not null, -- of all jobs: what they may take, then what they took
    gpu_seconds  bigint not null,
    open_end     bigint not null, -- 1 if it goes on counting after that
    job_id       text,            -- null until it is known, and where a server died before
    ended_at     bigint           -- null while it lives
);
create index claim_caller on claim (caller, kind, ended_at);
create index claim_job on claim (caller, cluster, job_id);
create index claim_at on claim (caller, kind, at);

-- Whoever claims something for a caller locks their row first, so that one claims after the other.
create table purse (
    caller text not null primary key
);
