package io.sluice.shipping.order;

import java.util.UUID;

/** The data of the command quoteOrder. */
record QuoteOrder(UUID orderId, int carriers) {}
