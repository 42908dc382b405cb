package io.sluice.shipping.order;

import java.util.UUID;

/**
 * What an order would cost.
 *
 * @param price in whole units of the currency
 */
record Quote(UUID orderId, String carrier, long price, String currency) {}
