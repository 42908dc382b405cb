package io.sluice.gateway.dispatch;

import java.time.Duration;

/** Where an operation's commands go. */
public sealed interface Destination {

  String operation();

  String service();

  /** How long a call may take. */
  Duration timeout();

  /** The label that metrics and logs use. */
  String transport();

  /**
   * Commands go to a live node of the service.
   *
   * @param mayRunAgain whether a command whose node is lost goes to another one
   */
  record OverEventBus(String operation, String service, Duration timeout, boolean mayRunAgain)
      implements Destination {
    @Override
    public String transport() {
      return "event-bus";
    }
  }

  /** Commands go to the topic, and wait there for the service's group. */
  record OverKafka(String operation, String service, Duration timeout, String topic)
      implements Destination {
    @Override
    public String transport() {
      return "kafka";
    }
  }
}
