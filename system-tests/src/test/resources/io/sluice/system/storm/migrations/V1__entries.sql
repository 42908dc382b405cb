-- One row for each effect, in the order of the commits; twice where a command took effect twice.
create table entry (
  position bigint generated always as identity primary key,
  account  text   not null,
  number   bigint not null
);
