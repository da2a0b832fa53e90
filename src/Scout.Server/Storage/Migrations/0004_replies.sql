-- Short codes, so that a text can say which alert it means; and what was answered, so that a text that comes twice is
-- answered alike.

create table reply_codes (
    phone    text   not null,
    code     bigint not null,              -- 1 to 999: the smallest that was free
    alert_id text   not null,              -- keeps it for a day after its end
    primary key (phone, code)
);

create unique index reply_codes_alert on reply_codes (alert_id, phone);

alter table inbound_texts add column answer text;   -- null: none
