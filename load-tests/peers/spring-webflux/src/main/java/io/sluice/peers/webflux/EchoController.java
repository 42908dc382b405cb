package io.sluice.peers.webflux;

import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.kafka.KafkaException;
import org.springframework.kafka.requestreply.ReplyingKafkaTemplate;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RestController;
import org.springframework.web.server.ResponseStatusException;
import reactor.core.publisher.Mono;

/** Asks, and answers when the reply is there; the template's own patience of 5 s decides. */
@RestController
class EchoController {

  private final ReplyingKafkaTemplate<String, byte[], byte[]> requests;

  EchoController(ReplyingKafkaTemplate<String, byte[], byte[]> requests) {
    this.requests = requests;
  }

  @PostMapping(path = "/echo", produces = MediaType.APPLICATION_JSON_VALUE)
  Mono<byte[]> echo(@RequestBody byte[] body) {
    var request = new ProducerRecord<String, byte[]>(requests.getDefaultTopic(), body);
    return Mono.fromFuture(() -> requests.sendAndReceive(request))
        .map(ConsumerRecord::value)
        .onErrorMap(KafkaException.class, EchoController::noReply);
  }

  private static ResponseStatusException noReply(KafkaException cause) {
    return new ResponseStatusException(HttpStatus.GATEWAY_TIMEOUT, "no reply in time", cause);
  }
}
