package io.sluice.gateway;

import io.sluice.backbone.dispatch.Dispatcher;
import io.sluice.gateway.contract.Contract;
import io.sluice.gateway.contract.Operation;
import io.sluice.gateway.contract.Retry;
import io.sluice.gateway.contract.Transport;
import io.sluice.gateway.dispatch.Destination;
import io.sluice.gateway.dispatch.Dispatchers;
import io.sluice.gateway.dispatch.KafkaLine;
import io.sluice.gateway.http.ServedContract;
import io.vertx.core.Future;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Opens the way of each operation of a contract, so that the contract can be served. */
final class Operations {

  private final KafkaConnection kafka;
  private final Dispatchers dispatchers;
  private final Duration longestCall;

  /**
   * The ways of one gateway.
   *
   * @param longestCall a connection that is silent for so long is closed, with the call on it
   */
  Operations(KafkaConnection kafka, Dispatchers dispatchers, Duration longestCall) {
    this.longestCall = longestCall;
    this.kafka = kafka;
    this.dispatchers = dispatchers;
  }

  /** A contract without Kafka operations needs no Kafka; fails, naming them, for missing topics. */
  Future<ServedContract> prepare(Contract contract) {
    Optional<Operation> tooLong =
        contract.operations().stream()
            .filter(one -> one.timeout().compareTo(longestCall) >= 0)
            .findFirst();
    if (tooLong.isPresent()) {
      return Future.failedFuture(new IllegalArgumentException(tooLong(tooLong.get())));
    }
    List<String> topics =
        contract.operations().stream().flatMap(one -> one.topic().stream()).distinct().toList();
    if (topics.isEmpty()) {
      return Future.succeededFuture(new ServedContract(contract, overEventBus(contract)));
    }
    return kafka
        .open(topics)
        .map(
            line -> {
              Map<String, Dispatcher> all = new HashMap<>(overEventBus(contract));
              all.putAll(overKafka(contract, line));
              return new ServedContract(contract, all);
            });
  }

  private String tooLong(Operation operation) {
    return "operation "
        + operation.id()
        + " has the timeout "
        + operation.timeout().toSeconds()
        + "s, and http.idle-timeout is "
        + longestCall.toSeconds()
        + "s; it must be longer";
  }

  private Map<String, Dispatcher> overEventBus(Contract contract) {
    Map<String, Dispatcher> byOperation = new HashMap<>();
    for (Operation one : contract.operations()) {
      if (one.transport() == Transport.EVENT_BUS) {
        byOperation.put(
            one.id(),
            dispatchers.over(
                new Destination.OverEventBus(
                    one.id(), one.service(), one.timeout(), one.retry() == Retry.SAFE)));
      }
    }
    return byOperation;
  }

  private Map<String, Dispatcher> overKafka(Contract contract, KafkaLine line) {
    Map<String, Dispatcher> byOperation = new HashMap<>();
    for (Operation one : contract.operations()) {
      one.topic()
          .map(topic -> new Destination.OverKafka(one.id(), one.service(), one.timeout(), topic))
          .ifPresent(way -> byOperation.put(one.id(), dispatchers.over(way, line)));
    }
    return byOperation;
  }
}
