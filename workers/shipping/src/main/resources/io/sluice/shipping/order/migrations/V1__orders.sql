-- The id is the invocation that placed the order: a repeated command finds its own row.
create table orders (
  order_id         uuid        primary key,
  customer_id      text        not null,
  product_id       text        not null,
  quantity         integer     not null check (quantity > 0),
  pickup_city      text        not null,
  pickup_date      date        not null,
  destination_city text        not null,
  destination_date date        not null,
  status           text        not null,
  placed_at        timestamptz not null default now()
);

create index orders_by_customer on orders (customer_id, order_id desc);
