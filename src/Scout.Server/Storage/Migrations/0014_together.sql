-- Alerts that are told together: the code of one that another's page spoke of.
alter table reply_codes add column told_by text;             -- the alert whose page it was; null: its own
