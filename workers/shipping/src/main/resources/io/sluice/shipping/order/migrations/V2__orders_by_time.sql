-- An order's id says nothing of its age where the call that placed it brought a key.
create index orders_by_time on orders (placed_at desc, order_id desc);
drop index orders_by_customer;
create index orders_by_customer on orders (customer_id, placed_at desc, order_id desc);
