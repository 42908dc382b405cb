/**
 * A Kafka broker and a PostgreSQL server that live and end with this JVM, while their data stay.
 *
 * <p>{@code start} of {@link io.sluice.embedded.EmbeddedKafka} and {@link
 * io.sluice.embedded.EmbeddedDatabase} each take a directory of their own: the first start makes
 * what is missing ({@code BrokerSettings}, {@code Passwords}), a later one clears what a killed JVM
 * left ({@code Postmaster}), then both wait until the part answers.
 */
@NullMarked
package io.sluice.embedded;

import org.jspecify.annotations.NullMarked;
