/**
 * What the service's database keeps for commands that are tried again: {@link ParkedRecords}, those
 * that wait beside their topic, and the attempts at records that may have been begun before; {@link
 * StartedCommands}, those that may run only once.
 */
@NullMarked
package io.sluice.workers.retry;

import org.jspecify.annotations.NullMarked;
