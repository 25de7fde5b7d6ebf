-- Jobs that were submitted together and are spoken of by one handle.
create table job_group (
    caller  text   not null,
    cluster text   not null,
    handle  text   not null,
    jobs    text   not null, -- their ids, one a line
    made_at bigint not null,
    primary key (caller, cluster, handle)
);
create index job_group_made_at on job_group (made_at);
