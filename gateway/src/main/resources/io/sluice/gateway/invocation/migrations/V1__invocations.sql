-- What invocations' ids are derived with from clients' keys; made once, by the first gateway of all.
create table secret (
  one   boolean primary key default true check (one),
  value bytea   not null check (length(value) = 32)
);

-- Invocations with the whole command, so that it can be sent again. owner: which of the calls with the same
-- id made the row. taken_at, started_at, finished_at: by the clocks of gateway and worker, for people; what is
-- decided by time goes by the others, which are this database's, and by expires_at.
create table invocation (
  id               uuid        primary key,
  owner            uuid        not null,
  state            text        not null default 'accepted',
  version          bigint      not null default 1,
  attempts         integer     not null default 0,
  cancel_requested boolean     not null default false,
  removed          boolean     not null default false,
  recorded_at      timestamptz not null default clock_timestamp(),
  expires_at       timestamptz not null,
  taken_at         timestamptz not null,
  sent_at          timestamptz,
  started_at       timestamptz,
  finished_at      timestamptz,
  ended_at         timestamptz,
  partition        integer,
  record_offset    bigint,
  sends            integer     not null default 0,
  leased_until     timestamptz,
  command_id       uuid        not null,
  operation        text        not null,
  service          text        not null,
  topic            text        not null,
  principal        text        not null,
  tenant           text,
  fingerprint      bytea,
  source           text        not null,
  message_key      bytea,
  attempt          integer     not null,
  traceparent      text        not null,
  tracestate       text,
  content_type     text        not null,
  headers          text        not null,
  data             bytea       not null,
  percent          integer,
  message          text,
  status           integer,
  answer_type      text,
  answer_headers   text,
  answer           bytea
) with (
  fillfactor = 80,
  autovacuum_vacuum_scale_factor = 0.01,
  autovacuum_vacuum_cost_delay = 0,
  toast.autovacuum_vacuum_scale_factor = 0.05,
  toast.autovacuum_vacuum_cost_delay = 0
);

-- What may have to be sent again: never acknowledged, or committed past without an outcome.
create index invocation_unsent on invocation (recorded_at)
  where sent_at is null and state in ('accepted', 'running');
create index invocation_sent on invocation (topic, partition, record_offset)
  where record_offset is not null and state in ('accepted', 'running');

create index invocation_to_cancel on invocation (recorded_at)
  where cancel_requested and state in ('accepted', 'running');

create index invocation_to_expire on invocation (expires_at)
  where state in ('accepted', 'running', 'deadLettered');

create index invocation_ended on invocation (ended_at) where ended_at is not null and not removed;
create index invocation_removed on invocation (ended_at) where removed;
