package io.sluice.shipping.order;

import java.time.Instant;
import java.util.UUID;

/** An order as clients see it. */
record Order(
    UUID orderId,
    String customerId,
    String productId,
    int quantity,
    Stop pickup,
    Stop destination,
    String status,
    Instant placedAt) {}
