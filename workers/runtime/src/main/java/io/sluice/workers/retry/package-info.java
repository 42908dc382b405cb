/**
 * What the service's database keeps for commands that are tried again: {@link ParkedRecords}, those
 * that wait beside their topic.
 */
@NullMarked
package io.sluice.workers.retry;

import org.jspecify.annotations.NullMarked;
