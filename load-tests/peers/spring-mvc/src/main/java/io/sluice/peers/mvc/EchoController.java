package io.sluice.peers.mvc;

import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.kafka.requestreply.ReplyingKafkaTemplate;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RestController;
import org.springframework.web.server.ResponseStatusException;

/** Asks, and holds its thread until the reply is there. */
@RestController
class EchoController {

  /** Longer than the template's own patience of 5 s, which so decides. */
  private static final long PATIENCE_SECONDS = 6;

  private final ReplyingKafkaTemplate<String, byte[], byte[]> requests;

  EchoController(ReplyingKafkaTemplate<String, byte[], byte[]> requests) {
    this.requests = requests;
  }

  @PostMapping(path = "/echo", produces = MediaType.APPLICATION_JSON_VALUE)
  byte[] echo(@RequestBody byte[] body) throws InterruptedException {
    var request = new ProducerRecord<String, byte[]>(requests.getDefaultTopic(), body);
    try {
      return requests.sendAndReceive(request).get(PATIENCE_SECONDS, TimeUnit.SECONDS).value();
    } catch (ExecutionException | TimeoutException e) {
      throw new ResponseStatusException(HttpStatus.GATEWAY_TIMEOUT, "no reply in time", e);
    }
  }
}
