package io.sluice.shipping.order;

import org.jspecify.annotations.Nullable;

/**
 * The data of the command listOrders.
 *
 * @param customer null lists every customer's
 * @param status null lists every status
 * @param limit how many at most
 * @param cursor where the page before ended, as it said; null is the beginning
 */
record ListOrders(
    @Nullable String customer, @Nullable String status, int limit, @Nullable String cursor) {}
