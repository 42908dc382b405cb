package io.sluice.workers.handler;

import io.sluice.backbone.message.Caller;
import io.sluice.backbone.message.Command;
import io.sluice.backbone.message.Deadline;
import io.sluice.backbone.message.InvocationId;
import java.util.Map;
import java.util.UUID;

/** The call that a handler works on: everything but the input itself. Immutable. */
public final class Call {

  private final Command command;

  public Call(Command command) {
    this.command = command;
  }

  /** The run of the operation; the same over every repetition. */
  public InvocationId invocation() {
    return command.invocation();
  }

  /** The command's id; the same over every repetition. */
  public UUID commandId() {
    return command.id();
  }

  public String operation() {
    return command.operation();
  }

  /** Who calls, as the gateway authenticated it. */
  public Caller caller() {
    return command.caller();
  }

  /** After it nobody wants the result; long work may look at it. */
  public Deadline deadline() {
    return command.expiry();
  }

  /** 1 for the first try. */
  public int attempt() {
    return command.attempt();
  }

  /** The client's headers that the contract lets travel; lower-case names. */
  public Map<String, String> headers() {
    return command.payload().headers();
  }
}
