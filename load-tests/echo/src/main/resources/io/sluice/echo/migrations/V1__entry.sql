create table entry (
  nonce    text    primary key,
  customer text    not null,
  product  text    not null,
  quantity integer not null
);
