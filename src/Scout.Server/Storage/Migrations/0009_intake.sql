-- What sources send by themselves: who may, what came, and what is remembered of its topics.

create table intake_gates (                      -- a watch that something is sent to
    watch_id  text   not null primary key references watches (id),
    kind      text   not null,                   -- bugsnag
    addresses text   not null default '',        -- only from these, divided by blanks; empty: from everywhere
    last_at   bigint,                            -- when something last came
    told_at   bigint                             -- when its owner was last told of something unreadable
);

create table intake_secrets (                    -- what opens a gate; the old and the new one, while they change
    hash       text   not null primary key,
    watch_id   text   not null references watches (id),
    created_at bigint not null,
    ends_at    bigint                            -- null: until it is changed
);

create index intake_secrets_watch on intake_secrets (watch_id);

create table intake (                            -- every delivery, as it came
    id          {ID},                            -- counts up: the order they came in
    watch_id    text   not null references watches (id),
    received_at bigint not null,
    size        bigint not null,
    body        text   not null,                 -- base64
    state       text   not null,                 -- Waiting | Taken | Quarantine
    identity    text   not null default '',      -- tells a second copy from another event
    kind        text   not null default '',      -- the source's word for what happened
    words       text   not null default '',
    topic       text   not null default '',
    outcome     text   not null default '',      -- what it did
    problem     text   not null default '',      -- why it lies in quarantine
    alert_id    text,
    copies      bigint not null default 0        -- how often it came again
);

create index intake_of_watch on intake (watch_id, id);
create index intake_waiting on intake (state, watch_id, id);
create index intake_identity on intake (watch_id, identity, received_at);
create index intake_received on intake (received_at);

create table intake_topics (
    watch_id   text   not null references watches (id),
    topic      text   not null,
    memory     text   not null,                  -- the core's, as JSON
    updated_at bigint not null,
    primary key (watch_id, topic)
);
