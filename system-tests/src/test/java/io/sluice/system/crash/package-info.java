/**
 * A worker's process that is killed or stopped at a marked point of a transaction, and who reads
 * its events: {@code Payments} is the service, {@code Journal} the reader, {@code Payers} all
 * around them. Where a point lies is told by a lock that the test holds and by what its links let
 * through.
 */
@NullMarked
package io.sluice.system.crash;

import org.jspecify.annotations.NullMarked;
