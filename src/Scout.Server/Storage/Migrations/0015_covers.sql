-- Whoever is asked to take over and says nothing: the next one is asked.
alter table covers add column asked_at bigint not null default 0;      -- the one who is asked now
alter table covers add column tried    text   not null default '';     -- those who were asked before, divided by blanks
