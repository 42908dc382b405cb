-- Which consumer parks the records of a partition: the last one that took it. A row's lock is what keeps
-- others from parking while it changes hands.
create table partition_holder (
  service   text    not null,
  topic     text    not null,
  partition integer not null,
  holder    uuid    not null,
  primary key (service, topic, partition)
) with (fillfactor = 50);

-- Records that wait for another attempt, and those behind them; whole, because their topic may forget them.
-- begun: 0 waits; 1 an attempt began among others; 2 it began alone.
create table parked (
  service       text        not null,
  topic         text        not null,
  partition     integer     not null,
  record_offset bigint      not null,
  message_key   bytea,
  attempts      integer     not null,
  begun         smallint    not null default 0,
  due_at        timestamptz not null,
  reason        text        not null,
  record_time   bigint      not null,
  record_key    bytea,
  record_value  bytea,
  headers       text        not null,
  parked_at     timestamptz not null default now(),
  primary key (service, topic, partition, record_offset)
) with (autovacuum_vacuum_scale_factor = 0.05);

-- Attempts at records that may have been run by another consumer before, and have not ended yet.
create table attempt (
  service       text        not null,
  topic         text        not null,
  partition     integer     not null,
  record_offset bigint      not null,
  attempts      integer     not null,
  alone         boolean     not null,
  begun_at      timestamptz not null default now(),
  primary key (service, topic, partition, record_offset)
) with (autovacuum_vacuum_scale_factor = 0.05);

-- Commands that may run once: run tells a repetition of the statement from one of the command.
create table started (
  service    text        not null,
  command_id uuid        not null,
  run        uuid        not null,
  started_at timestamptz not null default now(),
  primary key (service, command_id)
);

-- Rows come in the order of time, and only the purge asks for it.
create index started_by_time on started using brin (started_at);
