/** The order service on a real PostgreSQL: a command goes in, a reply comes out. */
@NullMarked
package io.sluice.shipping.order;

import org.jspecify.annotations.NullMarked;
