package io.sluice.shipping.order;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/** The address of the next page, with all that was asked for the first (RFC 8288). */
final class PageLink {

  private PageLink() {}

  static String to(ListOrders query, String cursor) {
    return "/orders?limit="
        + query.limit()
        + parameter("customer", query.customer())
        + parameter("status", query.status())
        + parameter("cursor", cursor);
  }

  private static String parameter(String name, @Nullable String value) {
    return value == null ? "" : "&" + name + "=" + URLEncoder.encode(value, StandardCharsets.UTF_8);
  }
}
