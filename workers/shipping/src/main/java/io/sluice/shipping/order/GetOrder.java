package io.sluice.shipping.order;

import java.util.UUID;

/** The data of the command getOrder. */
record GetOrder(UUID orderId) {}
