-- What is told to sources because of what people did, and the keys with which sources let Scout do it.

create table source_tokens (
    watch_id   text   not null primary key references watches (id),
    sealed     text   not null,
    hash       text   not null,                 -- tells equal tokens: they share one allowance
    created_at bigint not null,
    dead_at    bigint                           -- when the source refused it
);

create table source_paces (                     -- when the allowance of a token is whole again
    hash    text   not null primary key,
    free_at bigint not null
);

create table source_acts (
    id         text   not null primary key,
    watch_id   text   not null references watches (id),
    alert_id   text   not null,
    place      bigint not null,                 -- the order in which it was asked, within its alert
    topic      text   not null,
    act        text   not null,                 -- Close | Snooze | Reopen | Comment
    project    text   not null,                 -- as the source calls it
    error      text   not null,
    words      text   not null default '',      -- of a comment
    contact_id text,                            -- who hears when it is not taken
    until      bigint,                          -- of a snooze
    state      text   not null,                 -- Waiting | Sending | Over
    result     text   not null default '',
    created_at bigint not null,
    next_at    bigint not null,
    tries      bigint not null default 0,
    sent_at    bigint,
    echoed_at  bigint,                          -- when the source told it back
    done_at    bigint
);

create index source_acts_of_alert on source_acts (alert_id, place);
create index source_acts_of_topic on source_acts (watch_id, topic);
create index source_acts_done on source_acts (done_at);
