package io.sluice.gateway.contract;

import java.util.Optional;

/** Reads {@code durable}, {@code idempotency} and {@code onDuplicate}, which need each other. */
final class DurabilityReader {
  private final Faults faults;

  DurabilityReader(Faults faults) {
    this.faults = faults;
  }

  /** Empty if a fault was added. */
  Optional<Durability> read(Place block) {
    Optional<Boolean> durable = durable(block.member("durable"));
    Optional<Idempotency> idempotency = idempotency(block.member("idempotency"));
    Optional<Boolean> attach = attach(block.member("onDuplicate"));
    if (durable.isEmpty() || idempotency.isEmpty() || attach.isEmpty()) {
      return Optional.empty();
    }
    Durability read = new Durability(durable.get(), idempotency.get(), attach.get());
    return holdsTogether(block, read) ? Optional.of(read) : Optional.empty();
  }

  private boolean holdsTogether(Place block, Durability read) {
    boolean hasKeys = read.idempotency() != Idempotency.NONE;
    boolean onBus = block.node().path("transport").asText().equals("event-bus");
    if (read.durable() && onBus) {
      faults.add(
          block.member("durable"),
          "true, and the transport event-bus, which keeps nothing",
          "true with transport: kafka; else false");
    }
    if (hasKeys && !read.durable()) {
      Place place = block.member("idempotency");
      faults.add(
          place,
          Shown.of(place.node()) + " without durable: true",
          "none; with durable: true also required and optional");
    }
    Place onDuplicate = block.member("onDuplicate");
    if (onDuplicate.present() && !hasKeys) {
      faults.add(
          onDuplicate,
          Shown.of(onDuplicate.node()) + " without idempotency",
          "no onDuplicate; with idempotency: required or optional also conflict and attach");
    }
    return !(read.durable() && onBus)
        && (read.durable() || !hasKeys)
        && (hasKeys || !onDuplicate.present());
  }

  private Optional<Boolean> durable(Place durable) {
    if (!durable.present()) {
      return Optional.of(false);
    }
    if (durable.node().isBoolean()) {
      return Optional.of(durable.node().booleanValue());
    }
    faults.add(durable, "true or false: may calls be recorded");
    return Optional.empty();
  }

  private Optional<Idempotency> idempotency(Place idempotency) {
    if (!idempotency.present()) {
      return Optional.of(Idempotency.NONE);
    }
    return switch (idempotency.node().asText()) {
      case "required" -> Optional.of(Idempotency.REQUIRED);
      case "optional" -> Optional.of(Idempotency.OPTIONAL);
      case "none" -> Optional.of(Idempotency.NONE);
      default -> {
        faults.add(idempotency, "required, optional or none");
        yield Optional.empty();
      }
    };
  }

  private Optional<Boolean> attach(Place onDuplicate) {
    if (!onDuplicate.present()) {
      return Optional.of(false);
    }
    return switch (onDuplicate.node().asText()) {
      case "conflict" -> Optional.of(false);
      case "attach" -> Optional.of(true);
      default -> {
        faults.add(onDuplicate, "conflict or attach");
        yield Optional.empty();
      }
    };
  }
}
