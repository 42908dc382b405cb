/**
 * A transactional handler whose database is reached over a {@code FaultProxy}: {@code Effects} is
 * the service and counts, {@code TransactionFaultsTest} does the harm. {@code FragileMain} is a
 * worker that a command kills, {@code KillingCommandTest} starts it anew.
 */
@NullMarked
package io.sluice.system.transaction;

import org.jspecify.annotations.NullMarked;
