-- The last event of each stream and key that the service is done with.
create table event_position (
  service     text   not null,
  stream      text   not null,
  message_key text   not null,
  last        bigint not null,
  primary key (service, stream, message_key)
) with (fillfactor = 70, autovacuum_vacuum_scale_factor = 0.05);

-- Events that were given up, although later ones of their key have gone on: they may come again.
create table event_aside (
  service     text        not null,
  stream      text        not null,
  message_key text        not null,
  sequence    bigint      not null,
  given_up_at timestamptz not null default now(),
  primary key (service, stream, message_key, sequence)
);

-- When the service first wanted to read a stream from then on.
create table event_start (
  service    text        not null,
  stream     text        not null,
  started_at timestamptz not null default clock_timestamp(),
  primary key (service, stream)
);

-- What an event leads to may have no invocation.
alter table outbox alter column invocation drop not null;
