-- What carriers take for calls and texts, and lists of deliveries by time.

alter table attempts add column cost text;          -- decimal, as 0.0333; null: the carrier has not said
alter table attempts add column currency text;      -- ISO 4217

create index deliveries_loose on deliveries (contact_id, created_at) where watch_id is null;
