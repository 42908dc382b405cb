-- Null in a command's row until its deferred reply is there.
alter table inbox alter column replied_at drop not null;

-- Commands whose first reply was deferred, and where it goes, until it has been sent. replied_at: since when
-- it is there, to be sent.
create table deferred (
  service     text        not null,
  command_id  uuid        not null,
  invocation  uuid        not null,
  operation   text        not null,
  message_key text,
  reply_to    text        not null,
  expires_at  timestamptz not null,
  attempt     integer     not null,
  traceparent text        not null,
  tracestate  text,
  deferred_at timestamptz not null default now(),
  replied_at  timestamptz,
  primary key (service, command_id)
) with (autovacuum_vacuum_scale_factor = 0.05);

-- Those that wait for their reply, and those whose reply waits to be sent.
create index deferred_waiting on deferred (service, deferred_at) where replied_at is null;
create index deferred_unsent on deferred (service, replied_at) where replied_at is not null;
