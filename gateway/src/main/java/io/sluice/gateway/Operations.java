package io.sluice.gateway;

import io.sluice.backbone.dispatch.PendingCalls;
import io.sluice.gateway.auth.Authenticator;
import io.sluice.gateway.call.CallDispatcher;
import io.sluice.gateway.contract.Contract;
import io.sluice.gateway.contract.Operation;
import io.sluice.gateway.contract.Retry;
import io.sluice.gateway.dispatch.Destination;
import io.sluice.gateway.dispatch.Dispatchers;
import io.sluice.gateway.dispatch.KafkaLine;
import io.sluice.gateway.http.ServedContract;
import io.vertx.core.Future;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Opens the way of each operation of a contract, so that the contract can be served. */
final class Operations {

  private final KafkaConnection kafka;
  private final Dispatchers dispatchers;
  private final CallTimes times;
  private final Authenticator authenticator;
  private final PendingCalls pending;
  private final @Nullable DurableCalls durable;

  /**
   * Of one node.
   *
   * @param durable null where the node has no ledger
   */
  Operations(
      KafkaConnection kafka,
      Dispatchers dispatchers,
      CallTimes times,
      Authenticator authenticator,
      PendingCalls pending,
      @Nullable DurableCalls durable) {
    this.kafka = kafka;
    this.dispatchers = dispatchers;
    this.times = times;
    this.authenticator = authenticator;
    this.pending = pending;
    this.durable = durable;
  }

  /**
   * A contract without Kafka operations needs no Kafka, one without durable operations no ledger;
   * fails for missing topics, too long calls, and scopes that nobody can have.
   */
  Future<ServedContract> prepare(Contract contract) {
    String faults =
        Stream.of(
                times.fault(contract),
                authenticator.fault(contract),
                missingKafka(contract),
                missingLedger(contract))
            .flatMap(Optional::stream)
            .collect(Collectors.joining("\n"));
    if (!faults.isEmpty()) {
      return Future.failedFuture(new IllegalArgumentException(faults));
    }
    List<String> topics = topics(contract);
    if (topics.isEmpty()) {
      return Future.succeededFuture(new ServedContract(contract, lines(contract, null)));
    }
    return kafka
        .open(topics)
        .map(
            line -> {
              if (durable != null) {
                durable.begin(line, pending);
              }
              return new ServedContract(contract, lines(contract, line));
            });
  }

  private static List<String> topics(Contract contract) {
    return Stream.concat(
            contract.operations().stream().flatMap(one -> one.topic().stream()),
            DurableCalls.controlTopics(contract).stream())
        .distinct()
        .toList();
  }

  private Optional<String> missingKafka(Contract contract) {
    return kafka.isConfigured() || topics(contract).isEmpty()
        ? Optional.empty()
        : Optional.of(
            "the contract has operations over kafka, and kafka.bootstrap-servers is not set");
  }

  private Optional<String> missingLedger(Contract contract) {
    String faults =
        contract.operations().stream()
            .filter(one -> one.isDurable() && durable == null)
            .map(one -> "operation " + one.id() + " is durable, and ledger.host is not set")
            .collect(Collectors.joining("\n"));
    return faults.isEmpty() ? Optional.empty() : Optional.of(faults);
  }

  private Map<String, CallDispatcher> lines(Contract contract, @Nullable KafkaLine line) {
    Map<String, CallDispatcher> byOperation = new HashMap<>();
    for (Operation one : contract.operations()) {
      byOperation.put(
          one.id(),
          switch (one.transport()) {
            case EVENT_BUS -> overEventBus(one);
            case KAFKA -> overKafka(one, Objects.requireNonNull(line));
          });
    }
    return byOperation;
  }

  private CallDispatcher overEventBus(Operation one) {
    return dispatchers.over(
        new Destination.OverEventBus(
            one.id(), one.service(), one.timeout(), one.retry() == Retry.SAFE));
  }

  private CallDispatcher overKafka(Operation one, KafkaLine line) {
    String topic = one.topic().orElseThrow();
    var way = new Destination.OverKafka(one.id(), one.service(), one.timeout(), topic);
    return one.isDurable()
        ? dispatchers.over(way, Objects.requireNonNull(durable).over(one), one.allowsAccepted())
        : dispatchers.over(way, line);
  }
}
