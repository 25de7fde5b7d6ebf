-- Tokens that were made with hpc-mcp token. The secrets themselves are nowhere. A list has one thing a line.
create table token (
    id         text   not null primary key,
    sha256     text   not null, -- of the whole token, in hex
    subject    text   not null,
    scopes     text   not null,
    clusters   text,            -- all, if null
    member_of  text   not null, -- groups
    name       text,
    created_at bigint not null,
    expires_at bigint,
    used_at    bigint,
    revoked_at bigint
);
