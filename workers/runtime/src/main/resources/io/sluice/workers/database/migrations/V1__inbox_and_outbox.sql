-- The first reply to each command; written once, in the transaction of what it tells.
create table inbox (
  service      text        not null,
  command_id   uuid        not null,
  status       integer,
  content_type text        not null,
  headers      text        not null,
  data         bytea       not null,
  replied_at   timestamptz not null default now(),
  primary key (service, command_id)
);

-- Rows come in the order of time, and only the purge asks for it.
create index inbox_by_time on inbox using brin (replied_at);

-- How far each key of a stream has counted; its row's lock is what puts a key's events in order.
create table outbox_key (
  stream      text   not null,
  message_key text   not null,
  last        bigint not null,
  primary key (stream, message_key)
) with (fillfactor = 70, autovacuum_vacuum_scale_factor = 0.05);

-- Events that no broker has acknowledged yet. position grows with sequence inside a key, because both
-- are taken under the key's lock.
create table outbox (
  position     bigint generated always as identity primary key,
  stream       text        not null,
  message_key  text        not null,
  sequence     bigint      not null,
  event_id     uuid        not null,
  name         text        not null,
  source       text        not null,
  happened_at  timestamptz not null,
  invocation   uuid        not null,
  causation    uuid        not null,
  traceparent  text        not null,
  tracestate   text,
  content_type text        not null,
  data         bytea       not null,
  created_at   timestamptz not null default clock_timestamp(),
  unique (stream, message_key, sequence)
) with (autovacuum_vacuum_scale_factor = 0.01, autovacuum_vacuum_cost_delay = 0);

create index outbox_by_time on outbox (created_at);

-- Which node publishes what others have left.
create table relay (
  name   text        primary key,
  holder uuid        not null,
  until  timestamptz not null
) with (fillfactor = 50);
