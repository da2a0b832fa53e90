-- Screens that a person also reads quiet messages on, and which of them a try went to.

create table push_addresses (
    id           text   not null primary key,
    contact_id   text   not null references contacts (id),
    service      text   not null,                -- ntfy | pushover | browser
    name         text   not null,                -- as pages show it, without what must stay secret
    target       text   not null,                -- where to, and what opens it, encrypted
    identity     text   not null,                -- hash of where to
    hides_values bigint not null default 0,      -- 1: no values on a locked screen
    created_at   bigint not null,
    reached_at   bigint,                         -- the service last took a message
    failure      text   not null default '',     -- why it refused since
    ended_at     bigint,                         -- the service says it is gone; nothing is sent there any more
    unique (contact_id, identity)
);

alter table attempts add column screen_id text;  -- of a message on a screen
