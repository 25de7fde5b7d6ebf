-- What happened, in one chain: the hash of each record covers the one before it.
create table audit (
    seq    bigint not null primary key,
    prev   text   not null, -- the hash before this one; empty for the first
    hash   text   not null, -- SHA-256 of prev, seq and body
    at     bigint not null,
    caller text   not null,
    tool   text   not null,
    body   text   not null  -- the record, as JSON
);
create index audit_at on audit (at);

-- The end of the chain. Whoever appends locks this row first, so that the chain cannot fork.
create table audit_head (
    chain text   not null primary key,
    seq   bigint not null,
    hash  text   not null
);
insert into audit_head (chain, seq, hash) values ('main', 0, '');

-- Calls that were shown to a person, or should have been, and may be made once.
create table preview (
    seal   text   not null primary key,
    expiry bigint not null
);

-- Whose agents are stopped.
create table stop (
    target text   not null, -- TOKEN, USER or ALL
    name   text   not null, -- of the token or user; empty for ALL
    by_whom text  not null,
    since  bigint not null,
    expiry bigint,
    reason text,
    primary key (target, name)
);
