/**
 * Request and reply over Kafka as Spring's users write it: {@code RequestReply} is the asking side,
 * which each web stack imports, {@code SpringWorker} the program that answers.
 */
package io.sluice.peers.spring;
