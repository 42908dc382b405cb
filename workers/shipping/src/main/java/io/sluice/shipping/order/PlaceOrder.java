package io.sluice.shipping.order;

/** The data of the command placeOrder; the contract has checked each value by itself. */
record PlaceOrder(
    String customerId, String productId, int quantity, Stop pickup, Stop destination) {}
