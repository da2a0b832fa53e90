-- More kinds of sources that send by themselves, and heartbeats: what is expected to come again and again.

alter table intake add column mark text not null default '';              -- the source's own name for the delivery
alter table intake_gates add column signing text not null default '';     -- encrypted; what comes must be signed with it
alter table intake_gates add column refused_at bigint;                    -- when the secret was right and the signature not

create table heartbeats (
    watch_id     text   not null primary key references watches (id),
    every_ms     bigint not null,
    grace_ms     bigint not null,
    last_at      bigint,                          -- null: none came yet, and none is expected before the first
    missing_at   bigint,                          -- since when its absence is told; null: it is not
    spared_until bigint                           -- Scout had not been there to hear it: one more chance until then
);
