package io.sluice.shipping.order;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonInclude.Include;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A page of orders, the youngest first.
 *
 * @param next the cursor of the next page; null on the last
 */
@JsonInclude(Include.NON_NULL)
record OrderPage(List<Order> orders, @Nullable String next) {}
