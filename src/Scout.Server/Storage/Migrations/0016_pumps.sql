-- Pumps whose data Scout brings from Tandem Source to Nightscout: accounts, what was written, and every run.

create table pumps (
    watch_id         text   not null primary key references watches (id),
    region           text   not null,             -- Us | Eu
    credentials      text   not null,             -- e-mail and password, sealed
    serial           text   not null default '',  -- of the pump that is wanted; empty: the newest
    zone             text   not null,             -- of the pump's clock, IANA
    features         text   not null,             -- tconnectsync's names, between commas
    site             text   not null,             -- where documents go
    site_credential  text   not null,             -- sealed
    profile_mode     text   not null default 'add',
    every_ms         bigint not null,             -- between looks; 0: only when somebody asks
    calls            bigint not null default 0,   -- 1: a pump that is silent for long rings, 0: it is texted
    no_data_minutes  bigint not null default 180,
    zero_basal       bigint not null default 1,   -- 0: rates of nothing are left out
    pass             text,                        -- the last login's tokens, sealed
    logged_in_at     bigint,                      -- the last try
    renewed_at       bigint,                      -- the last try because a token was refused before its end
    refused          text,                        -- no login is tried until a person acts
    refused_at       bigint,
    failure          text   not null default 'None',
    detail           text   not null default '',
    failing_since    bigint,
    failures         bigint not null default 0,   -- in a row
    next_at          bigint not null default 0,   -- not before, after failures
    seen_at          bigint,                      -- when Tandem was last asked with success
    device           text   not null default '',  -- the pump that was chosen: its assignment id
    device_serial    text   not null default '',
    device_model     text   not null default '',
    uploaded_at      bigint,
    newest_at        bigint,                      -- the pump's newest event
    synced_newest    bigint,                      -- the newest event when the last sync was complete
    backfilled_at    bigint,
    last_event_at    bigint,                      -- the newest event that a sync has seen
    synced_at        bigint,                      -- when the last sync was complete
    site_failure     text   not null default '',
    site_failing_since bigint,
    run_token        text   not null default '',  -- whose turn it is; one run at a time
    run_until        bigint not null default 0,
    told             text   not null default '',  -- what people were told about, between blanks
    created_at       bigint not null
);

create table pump_documents (
    watch_id   text   not null references watches (id),
    device     text   not null,                   -- assignment id
    seq_group  bigint not null,
    seq        bigint not null,
    collection text   not null,
    kind       text   not null,                   -- the class of the event
    at         bigint not null,
    state      text   not null,                   -- Seen | Waiting | Sending | Written | Gone | Refused
    again      bigint not null default 0,         -- it was written before, with another content
    hash       text   not null default '',        -- of the content
    sent_hash  text   not null default '',        -- of what was about to be written last
    body       text,                              -- until it is written
    replaces   text,                              -- what goes before it is first written
    changed_at bigint not null,
    primary key (watch_id, device, seq_group, seq)
);

create index pump_documents_by_time on pump_documents (watch_id, device, at);
create index pump_documents_to_do on pump_documents (watch_id, state, at);

create table pump_marks (                         -- what the first run found at the site, one for each class
    watch_id text not null references watches (id),
    device   text not null,
    kind     text not null,
    mark_at  bigint,                              -- the newest document; null: there was none
    from_at  bigint not null,                     -- where the first run began
    adopted  text   not null default '',          -- a document without an end, JSON
    done_at  bigint,                              -- the first run was complete
    primary key (watch_id, device, kind)
);

create table pump_runs (
    id         text   not null primary key,
    watch_id   text   not null references watches (id),
    asked_by   text   not null,                   -- schedule | page | run | update | command
    asked_at   bigint not null,
    days       bigint not null,
    pretend    bigint not null default 0,
    features   text   not null default '',        -- empty: the account's
    state      text   not null,                   -- Asked | Running | Done | Failed | Broken
    started_at bigint,
    ended_at   bigint,
    events     bigint not null default 0,
    unknown    bigint not null default 0,
    written    bigint not null default 0,
    known      bigint not null default 0,
    deleted    bigint not null default 0,
    held       bigint not null default 0,
    last_seq   bigint,
    problem    text   not null default '',
    counts     text   not null default ''         -- "Temp Basal 12, Combo Bolus 3"
);

create index pump_runs_of_watch on pump_runs (watch_id, asked_at);
create index pump_runs_asked on pump_runs (state, watch_id);
