/**
 * A transactional handler whose database is reached over a {@code FaultProxy}: {@code Effects} is
 * the service and counts, {@code TransactionFaultsTest} does the harm.
 */
@NullMarked
package io.sluice.system.transaction;

import org.jspecify.annotations.NullMarked;
