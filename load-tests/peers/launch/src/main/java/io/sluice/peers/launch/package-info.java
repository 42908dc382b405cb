/** What every measured program has to do with who starts it: its arguments and its ready line. */
package io.sluice.peers.launch;
