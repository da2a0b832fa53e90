-- Who is on duty when; who changed what about that; and who was asked to take over.

create table rosters (
    id         text   not null primary key,
    account_id text   not null references accounts (id),
    name       text   not null,
    roster     text   not null,              -- zone, layers, changes, fallback: JSON that only the core's types read
    version    bigint not null,              -- goes up with every change
    feed_hash  text,                         -- of the secret in the calendar's address
    told_until bigint not null,              -- reminders up to here have left
    gap_from   bigint,                       -- the first stretch of the next 30 days in which nobody is on duty
    gap_until  bigint,
    gap_told_at bigint,
    created_at bigint not null,
    removed_at bigint
);

create index rosters_of_account on rosters (account_id);
create unique index rosters_feed on rosters (feed_hash) where feed_hash is not null;

create table roster_people (                 -- everybody who may be on duty, the fallback too
    roster_id  text   not null references rosters (id),
    contact_id text   not null references contacts (id),
    remind     text   not null default 'Hour',  -- Never | Start | Hour | Day
    primary key (roster_id, contact_id)
);

create index roster_people_contact on roster_people (contact_id);

create table covers (                        -- "please take over": it counts when the other says TAKE
    id         text   not null primary key,
    roster_id  text   not null references rosters (id),
    role       text   not null,
    asked_by   text   not null references contacts (id),
    asked      text   not null references contacts (id),
    until_at   bigint not null,
    made_at    bigint not null,
    ended_at   bigint
);

create index covers_asked on covers (asked) where ended_at is null;

create table changes (                       -- of configuration: who, when, what
    id         text   not null primary key,
    account_id text   not null references accounts (id),
    subject    text   not null,              -- roster | plan
    about      text   not null,              -- id of the roster or the watch
    at         bigint not null,
    changed_by text   not null,              -- account or contact
    what       text   not null,
    state      text                          -- as it is from then on, JSON
);

create index changes_about on changes (about, at);

alter table watches add column plan text;    -- saved for this watch, JSON; null: the usual one
alter table watches add column upkeep text;  -- planned quiet times, JSON
