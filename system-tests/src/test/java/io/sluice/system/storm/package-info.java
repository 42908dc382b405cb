/**
 * Many commands through workers that are killed, on a database that crashes and links that are cut
 * while it commits: {@code Accounts} is the service, {@code Storm} lets all of it happen at once,
 * {@code Counts} is what must come out. {@code Parked} is quieter: one command waits for its second
 * attempt, and the others of its partition must not.
 */
@NullMarked
package io.sluice.system.storm;

import org.jspecify.annotations.NullMarked;
