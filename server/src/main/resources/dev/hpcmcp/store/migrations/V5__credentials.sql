-- What people sign in with at clusters, sealed: the keys are not in the database.
create table credential (
    subject    text   not null,
    cluster    text   not null,
    kind       text   not null, -- TOKEN, API_KEY, COOKIE or CERTIFICATE
    put_at     bigint not null, -- when the person gave it
    expires_at bigint,
    key_id     text   not null, -- which key it is sealed with
    box        text   not null, -- the secrets, sealed, in base64
    claimed_at bigint,          -- until when one server may renew it
    primary key (subject, cluster)
);
