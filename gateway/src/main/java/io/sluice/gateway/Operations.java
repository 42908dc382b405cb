package io.sluice.gateway;

import io.sluice.gateway.call.CallDispatcher;
import io.sluice.gateway.contract.Contract;
import io.sluice.gateway.contract.Operation;
import io.sluice.gateway.contract.Retry;
import io.sluice.gateway.contract.Transport;
import io.sluice.gateway.dispatch.Destination;
import io.sluice.gateway.dispatch.Dispatchers;
import io.sluice.gateway.dispatch.KafkaLine;
import io.sluice.gateway.http.ServedContract;
import io.vertx.core.Future;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Opens the way of each operation of a contract, so that the contract can be served. */
final class Operations {

  private final KafkaConnection kafka;
  private final Dispatchers dispatchers;
  private final CallTimes times;

  Operations(KafkaConnection kafka, Dispatchers dispatchers, CallTimes times) {
    this.kafka = kafka;
    this.dispatchers = dispatchers;
    this.times = times;
  }

  /**
   * A contract without Kafka operations needs no Kafka; fails for missing topics and too long
   * calls.
   */
  Future<ServedContract> prepare(Contract contract) {
    Optional<String> fault = times.fault(contract);
    if (fault.isPresent()) {
      return Future.failedFuture(new IllegalArgumentException(fault.get()));
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
              Map<String, CallDispatcher> all = new HashMap<>(overEventBus(contract));
              all.putAll(overKafka(contract, line));
              return new ServedContract(contract, all);
            });
  }

  private Map<String, CallDispatcher> overEventBus(Contract contract) {
    Map<String, CallDispatcher> byOperation = new HashMap<>();
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

  private Map<String, CallDispatcher> overKafka(Contract contract, KafkaLine line) {
    Map<String, CallDispatcher> byOperation = new HashMap<>();
    for (Operation one : contract.operations()) {
      one.topic()
          .map(topic -> new Destination.OverKafka(one.id(), one.service(), one.timeout(), topic))
          .ifPresent(way -> byOperation.put(one.id(), dispatchers.over(way, line)));
    }
    return byOperation;
  }
}
