-- Of pumps: whose Nightscout's profile is, the alarms they have had, and what old sites need.

alter table pumps add column profile_hash text not null default '';        -- of the profile as Scout uploaded it last
alter table pumps add column profile_author text not null default '';      -- who has written it since; empty: nobody says
alter table pumps add column profile_conflict_at bigint;                   -- since when; null: nobody has
alter table pumps add column alarm_texts bigint not null default 0;        -- 1: a text tells that there was an alarm
alter table pumps add column other_region text not null default '';        -- what the other region said: Works | Refused

alter table pump_runs add column overwrite bigint not null default 0;      -- 1: somebody else's profile too
alter table pump_runs add column warnings text not null default '';        -- a line each

alter table pump_documents add column shift bigint not null default 0;     -- ms later at the site, beside one of its second

create table pump_alarms (
    watch_id  text   not null references watches (id),
    device    text   not null,                   -- assignment id
    seq_group bigint not null,
    seq       bigint not null,
    at        bigint not null,
    kind      text   not null,
    told_at   bigint,                            -- a text was ordered
    primary key (watch_id, device, seq_group, seq)
);

create index pump_alarms_by_time on pump_alarms (watch_id, at);
