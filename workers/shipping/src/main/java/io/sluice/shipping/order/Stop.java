package io.sluice.shipping.order;

import java.time.LocalDate;

/** Where goods are picked up or wanted, and when. */
record Stop(String city, LocalDate date) {}
