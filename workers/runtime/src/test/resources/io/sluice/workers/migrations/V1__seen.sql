-- One row for each effect of an event, in the order of the commits; twice where it took effect twice.
create table seen (
  position    bigint generated always as identity primary key,
  message_key text   not null,
  number      bigint not null,
  node        text   not null
);
