create table effect (
  id      bigint generated always as identity primary key,
  command uuid   not null
);
