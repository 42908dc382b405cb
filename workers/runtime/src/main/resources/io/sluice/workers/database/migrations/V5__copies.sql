-- Of several records of one command only the first is parked. Null in rows of a version before.
alter table parked add column command_id uuid;
create unique index parked_by_command on parked (service, topic, command_id);

-- Commands that are dead letters: a copy of one is not run. Whoever redrives it gives it a new deadline.
create table given_up (
  service     text        not null,
  topic       text        not null,
  partition   integer     not null,
  command_id  uuid        not null,
  expires_at  timestamptz not null,
  given_up_at timestamptz not null default now(),
  primary key (service, topic, partition, command_id, expires_at)
);

create index given_up_by_expiry on given_up (expires_at);
