-- A delivery about many things is taken in portions, so that it keeps nobody else waiting.
alter table intake add column done bigint not null default 0;             -- how many of its events were taken
