/** A gateway on Spring WebFlux: no thread waits for a reply. */
package io.sluice.peers.webflux;
