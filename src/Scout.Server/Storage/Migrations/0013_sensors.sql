-- Devices that send values through a network or by themselves, what they sent, and how it is read.

create table networks (                          -- what sends for many devices: a Sigfox device type, a LoRaWAN application, scripts
    id         text   not null primary key,
    account_id text   not null,
    kind       text   not null,                  -- sigfox | tts | chirpstack | generic | data
    name       text   not null,
    key        text   not null unique,           -- stands in its address
    admits     text   not null,                  -- Quarantine | Active: what happens with new devices
    addresses  text   not null default '',       -- only from these, divided by blanks; empty: from everywhere
    created_at bigint not null,
    removed_at bigint,
    last_at    bigint,                           -- when something last came
    refused_at bigint                            -- when somebody last came with a wrong secret
);

create index networks_of_account on networks (account_id);

create table network_secrets (                   -- what opens a network; the old and the new one, while they change
    hash       text   not null primary key,
    network_id text   not null references networks (id),
    created_at bigint not null,
    ends_at    bigint                            -- null: until it is changed
);

create index network_secrets_network on network_secrets (network_id);

create table decoders (                          -- how the bytes of a network's messages are cut
    id         text   not null primary key,
    network_id text   not null references networks (id),
    position   bigint not null,                  -- the first whose condition holds is taken
    name       text   not null,
    condition  text   not null default '',       -- empty: always; else "bytes = 8", "port = 2", "type = 3"
    config     text   not null,                  -- the grammar
    fields     text   not null default '{}',     -- by name: label, unit, scale, offset, decimals; JSON
    version    bigint not null default 1         -- goes up with every change
);

create index decoders_of_network on decoders (network_id, position);

create table devices (
    id              {ID},
    network_id      text   not null references networks (id),
    external_id     text   not null,             -- as received
    match_id        text   not null,             -- as compared: upper case, no leading zeros
    sensor          text   not null default '',  -- of /data/{sensor}
    name            text   not null,
    state           text   not null,             -- Quarantine | Active | Muted | Retired
    watch_id        text   references watches (id),
    fields          text   not null default '{}',-- as of a decoder; what stands here wins
    first_seen      bigint not null,
    last_seen       bigint not null,             -- received, of whatever kind
    expected_ms     bigint,                      -- distance of its messages, set by a person
    learned_ms      bigint,                      -- the same, learned from the data
    battery_v       double precision,
    battery_percent double precision,
    battery_at      bigint,
    rssi            double precision,
    snr             double precision,
    link_quality    bigint,                      -- 0 limit, 1 average, 2 good, 3 excellent
    lat             double precision,
    lng             double precision,
    radius_m        double precision,
    located_at      bigint,
    last_seq        bigint,
    last_seq_at     bigint,                      -- when the message with it was measured
    trouble         text   not null default '',  -- Device | Network
    trouble_at      bigint,
    trouble_words   text   not null default '',
    overuse_at      bigint,                      -- when the network last said that too many downlinks were asked for
    unique (network_id, match_id)
);

create unique index devices_watch on devices (watch_id) where watch_id is not null;

create table arrivals (                          -- every request as it came, until it is read
    id           {ID},                           -- counts up: the order they came in
    network_id   text   not null references networks (id),
    received_at  bigint not null,
    kind_hint    text   not null default '',     -- of the address: what kind of callback it is
    sensor       text   not null default '',
    content_type text   not null default '',
    query        text   not null default '',     -- without what is secret
    body         text   not null,
    problem      text   not null default ''      -- why it could not be read; it stays then
);

create index arrivals_of_network on arrivals (network_id, problem, id);

create table messages (                          -- what devices sent, once each
    id              {ID},
    device_id       bigint not null references devices (id),
    event_ts        bigint not null,             -- when the device or its network says it was
    received_at     bigint not null,
    kind            text   not null,             -- Uplink | Status | Acknowledge | Advanced | Location | Error | Event | Join | Log
    seq             bigint,
    dedup_key       text   not null,
    payload         text   not null default '',  -- hex
    port            bigint,
    values_json     text   not null default '{}',-- what came decoded, by name
    meta            text   not null default '{}',-- the rest that is shown: link, location, words
    decode_state    text   not null,             -- Waiting | Ok | Partial | Failed | Skipped
    decoder_version text   not null default '',  -- of the decoder that cut it: its id and version
    problem         text   not null default '',  -- why it could not be decoded
    mark            text   not null default '',  -- future | old | simulated
    copies          bigint not null default 0,   -- how often it came again
    unique (device_id, dedup_key)
);

create index messages_of_device on messages (device_id, event_ts);
create index messages_received on messages (received_at);
create index messages_waiting on messages (device_id, event_ts) where decode_state = 'Waiting';

create table downlinks (
    id         text   not null primary key,
    device_id  bigint not null references devices (id),
    data       text   not null,                  -- 16 hex digits
    state      text   not null,                  -- Queued | Sent | Acked | Failed | Expired
    info_code  bigint,                           -- the network's
    info       text   not null default '',       -- its words
    sent_for   text   not null default '',       -- the message that asked; asked again, it gets the same
    created_at bigint not null,
    created_by text   not null default '',
    sent_at    bigint,
    ended_at   bigint,
    expires_at bigint not null
);

create index downlinks_of_device on downlinks (device_id, created_at);
