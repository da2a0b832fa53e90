-- Who paused a watch, and when: a pause keeps a critical low quiet for a short while only.

alter table watches add column paused_since bigint;
alter table watches add column paused_by text;     -- account or contact
