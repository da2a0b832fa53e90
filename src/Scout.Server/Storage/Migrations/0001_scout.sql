-- All times are Unix milliseconds, UTC. Ids are texts made outside. JSON is text that only C# reads.

create table contacts (
    id           text   not null primary key,
    name         text   not null,
    phone        text   not null,              -- E.164 with +
    language     text   not null,
    unit         text   not null,              -- MgDl | MmolL
    zone         text   not null,              -- IANA
    verified_at  bigint,
    opted_out_at bigint,
    declared_by  text   not null,              -- environment | demo | owner
    created_at   bigint not null
);

create table sources (                         -- one per site and credential, however many watches read it
    id            text   not null primary key,
    kind          text   not null,             -- nightscout
    address       text   not null,
    credential    text,                        -- encrypted
    identity      text   not null unique,      -- hash of kind, address and credential
    failure       text   not null default 'None',
    failing_since bigint,
    contact_at    bigint,                      -- last good answer known to be kept; exact while failing
    facts         text   not null default '{}',-- version, clock skew, future rows … for people
    created_at    bigint not null
);

create table watches (
    id           text   not null primary key,
    kind         text   not null,              -- nightscout | self
    name         text   not null,              -- who or what it is about, as messages say it
    source_id    text   references sources (id),
    person_id    text   references contacts (id),
    settings     text   not null,              -- rules, plan, times
    paused_until bigint,
    declared_by  text   not null,
    created_at   bigint not null,
    removed_at   bigint
);

create index watches_source on watches (source_id);

create table watch_contacts (
    watch_id   text   not null references watches (id),
    contact_id text   not null references contacts (id),
    role       text   not null,                -- Person | Emergency | Extra
    position   bigint not null,
    primary key (watch_id, contact_id)
);

create table series (
    id         {ID},
    watch_id   text   not null references watches (id),
    field      text   not null,                -- glucose
    unit       text   not null,                -- mg/dL
    last_at    bigint,                         -- latest measured, never latest received
    last_value double precision,
    unique (watch_id, field)
);

create table readings (
    series_id   bigint           not null,
    ts          bigint           not null,
    value       double precision not null,
    trend       bigint           not null,
    received_at bigint           not null,
    primary key (series_id, ts)
){CLUSTERED};

create table rollups (
    series_id bigint           not null,
    step      bigint           not null,       -- ms: 3600000
    ts        bigint           not null,
    n         bigint           not null,
    vmin      double precision not null,
    vmax      double precision not null,
    vsum      double precision not null,
    vfirst    double precision not null,
    vlast     double precision not null,
    primary key (series_id, step, ts)
){CLUSTERED};

create table alerts (
    id         text   not null primary key,
    watch_id   text   not null references watches (id),
    kind       text   not null,
    topic      text   not null default '',
    severity   text   not null,
    state      text   not null,                -- the core's alert as JSON, read by nothing but the core
    generation bigint not null,                -- goes up with every change
    opened_at  bigint not null,
    closed_at  bigint
);

create unique index alerts_one_open on alerts (watch_id, kind, topic) where closed_at is null;
create index alerts_of_watch on alerts (watch_id, opened_at);

create table ledger (
    alert_id text   not null references alerts (id),
    position bigint not null,
    at       bigint not null,
    line     text   not null,                  -- the core's ledger line as JSON
    primary key (alert_id, position)
){CLUSTERED};

create table deliveries (                      -- one call or text to one contact for one step: the outbox
    id          text   not null primary key,
    alert_id    text,                          -- null: a test call
    watch_id    text,
    contact_id  text   not null,
    phone       text   not null,
    channel     text   not null,               -- Call | Text
    purpose     text   not null,               -- Alert | AllClear | TakenBy | Notice | Test
    round       bigint not null,
    step        bigint not null,
    severity    text   not null,
    facts       text   not null,               -- what the message is made from, JSON
    state       text   not null,               -- the core's delivery state
    said        text   not null default '',    -- the last word of the carrier
    keys        bigint not null default 0,     -- how often the call asked for a key
    not_before  bigint not null,
    expires_at  bigint not null,
    created_at  bigint not null,
    finished_at bigint,
    unique (alert_id, purpose, round, step, contact_id, channel)
);

create index deliveries_of_watch on deliveries (watch_id, created_at);
create index deliveries_open on deliveries (state) where finished_at is null;

create table attempts (                        -- one try at one carrier, written before the request leaves
    id          text   not null primary key,
    delivery_id text   not null references deliveries (id),
    number      bigint not null,               -- 1, 2, 3 … of the delivery
    carrier     text   not null,
    token       text   not null unique,        -- unguessable, stands in every callback address
    reference   text,                          -- the carrier's id, normalised
    state       text   not null,               -- Sending | Doubt | Accepted | Failed | Over
    refusal     text,                          -- why it failed
    retry_after_ms   bigint,
    previous_call_at bigint,                   -- last call to the number before this one
    text        text   not null default '',    -- what was said or written
    sent_at     bigint not null
);

create index attempts_of_delivery on attempts (delivery_id);
create index attempts_by_reference on attempts (carrier, reference);

create table reports (                         -- every word of a carrier about an attempt, once
    attempt_id text   not null references attempts (id),
    key        text   not null,
    at         bigint not null,
    status     text   not null,
    said       text   not null,
    primary key (attempt_id, key)
);

create table inbound_texts (                   -- what people wrote to Scout's number, once
    carrier text   not null,
    id      text   not null,                   -- the carrier's
    number  text   not null,
    body    text   not null,
    word    text   not null,                   -- OptOut | OptIn | Help | Act | Other
    at      bigint not null,
    primary key (carrier, id)
);

create index inbound_texts_number on inbound_texts (number, at);

create table phones (                          -- what a number may be disturbed by next
    number       text   not null primary key,
    last_call_at bigint,
    live_attempt text,                         -- the call that is ringing or talking now
    live_until   bigint
);

create table inputs (                          -- identities of inputs already applied
    id text   not null primary key,
    at bigint not null
);

create index inputs_at on inputs (at);

create table due (                             -- everything that happens later
    kind        text   not null,
    key         text   not null,
    due_at      bigint not null,
    rank        bigint not null default 0,     -- smaller is more urgent
    period_ms   bigint not null default 0,     -- > 0: the claim itself sets the next slot, keeping the phase
    lease_until bigint not null default 0,
    fence       bigint not null default 0,     -- goes up with every claim
    attempt     bigint not null default 0,
    slot        bigint not null default 0,     -- what due_at was when it was claimed
    owner       text   not null default '',
    primary key (kind, key)
);

create index due_next on due (kind, due_at);

create table settings (
    key   text not null primary key,
    value text not null
);

create table protection_keys (
    name       text   not null primary key,
    xml        text   not null,
    created_at bigint not null
);

create table nodes (
    name       text   not null primary key,
    started_at bigint not null,
    seen_at    bigint not null,
    facts      text   not null default '{}'
);

create table sandbox_calls (                   -- telephones that live in Scout
    id          text   not null primary key,
    number      text   not null,
    token       text   not null,
    script      text   not null,               -- what it says, plain
    language    text   not null,
    asks        bigint not null,               -- 1: it waits for a key
    state       text   not null,               -- ringing | talking | over
    ended_by    text   not null default '',    -- unanswered | declined | voicemail | busy | cancelled | phone | scout
    told        bigint not null default 0,     -- what Scout was told: 1 it rings, 2 answered, 3 over
    placed_at   bigint not null,
    answered_at bigint,
    next_at     bigint not null,               -- when ringing, or waiting for a key, is over
    over_at     bigint
);

create index sandbox_calls_number on sandbox_calls (number, placed_at);

create table sandbox_texts (
    id         text   not null primary key,
    number     text   not null,
    token      text   not null default '',
    body       text   not null,
    from_phone bigint not null default 0,      -- 1: written on the telephone, to Scout
    at         bigint not null
);

create index sandbox_texts_number on sandbox_texts (number, at);
