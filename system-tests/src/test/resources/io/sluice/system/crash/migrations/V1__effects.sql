-- One row for each effect, in the order of the commits; twice where it took effect twice.
create table effect (
  position bigint generated always as identity primary key,
  account  text   not null,
  number   bigint not null
);
