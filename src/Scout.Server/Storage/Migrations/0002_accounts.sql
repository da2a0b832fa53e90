-- Accounts, what they sign in with, and what they share.

create table accounts (
    id            text   not null primary key,   -- 'owner': whom the setup link lets in
    role          text   not null,               -- Owner | Member
    name          text   not null,
    email         text,                          -- as typed
    email_key     text   unique,                 -- as compared
    password_hash text,
    failures      bigint not null default 0,     -- wrong passwords since the last right one
    locked_until  bigint,
    contact_id    text   references contacts (id),  -- the account as somebody who can be reached
    language      text   not null,               -- empty, as the next two: the instance's
    unit          text   not null,               -- MgDl | MmolL
    zone          text   not null,               -- IANA
    created_at    bigint not null
);

-- Whoever set the server up, from the first start; the setup link gives it a way to sign in.
insert into accounts (id, role, name, language, unit, zone, created_at)
values ('owner', 'Owner', 'Owner', '', '', '', 0);

create table logins (                            -- accounts at an OpenID issuer
    issuer     text   not null,
    subject    text   not null,
    account_id text   not null references accounts (id),
    email      text   not null default '',
    created_at bigint not null,
    primary key (issuer, subject)
);

create table passkeys (
    id         text   not null primary key,      -- credential id, base64url
    account_id text   not null references accounts (id),
    name       text   not null,
    data       text   not null,                  -- public key, counters and flags, JSON
    created_at bigint not null,
    used_at    bigint
);

create index passkeys_of_account on passkeys (account_id);

create table sessions (                          -- signed-in devices
    id         text   not null primary key,      -- hash of what the cookie holds
    account_id text   not null references accounts (id),
    device     text   not null,                  -- "Firefox on Android"
    created_at bigint not null,
    seen_at    bigint not null,
    expires_at bigint not null
);

create index sessions_of_account on sessions (account_id);

create table invitations (                       -- links that let somebody in, once
    id         text   not null primary key,      -- hash of what the link holds
    kind       text   not null,                  -- Join | Care | Recover
    account_id text   references accounts (id),  -- Recover: whose
    watch_id   text   references watches (id),   -- Care: of what
    may        text,                             -- Care: See | Acknowledge | Change
    email      text,                             -- only for this address; null: whoever has the link
    made_by    text   not null references accounts (id),
    created_at bigint not null,
    expires_at bigint not null,
    used_at    bigint,
    used_by    text
);

create table api_tokens (
    id         text   not null primary key,
    account_id text   not null references accounts (id),
    name       text   not null,
    hash       text   not null unique,
    created_at bigint not null,
    expires_at bigint,
    used_at    bigint
);

create index api_tokens_of_account on api_tokens (account_id);

create table carers (                            -- whom a watch is shared with
    watch_id   text   not null references watches (id),
    account_id text   not null references accounts (id),
    may        text   not null,                  -- See | Acknowledge | Change
    created_at bigint not null,
    primary key (watch_id, account_id)
);

create index carers_of_account on carers (account_id);

alter table watches add column account_id text not null default 'owner';   -- whose it is; what settings declare is the owner's

alter table watches add column edits text not null default '';             -- settings that a page added to declared ones

create index watches_of_account on watches (account_id);

alter table contacts add column account_id text not null default 'owner';  -- in whose address book
alter table contacts add column quiet text not null default '';            -- quiet hours, "22:00-07:00"; empty: none
alter table contacts add column tested_at bigint;                          -- last test call that was answered with a key
alter table contacts add column removed_at bigint;                         -- out of the address book; its number stays opted out

create index contacts_of_account on contacts (account_id);

create table codes (                             -- asked for to verify a number
    contact_id text   not null primary key references contacts (id),
    phone      text   not null,                  -- that was asked; a changed number needs a new code
    hash       text   not null,
    tries      bigint not null default 0,
    sent_at    bigint not null,
    expires_at bigint not null
);
