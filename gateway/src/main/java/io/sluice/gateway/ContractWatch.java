package io.sluice.gateway;

import io.sluice.gateway.contract.Contract;
import io.sluice.gateway.contract.ContractException;
import io.sluice.gateway.http.ServedContract;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Serves the contract that its files have: looks once a second, takes a changed one when it is
 * sound and its way is prepared, and else goes on with the one before. Calls under way keep the
 * contract that they began with.
 */
final class ContractWatch {

  private static final Logger log = LoggerFactory.getLogger(ContractWatch.class);
  private static final Duration PERIOD = Duration.ofSeconds(1);

  private final Vertx vertx;
  private final Path file;
  private final Function<Contract, Future<ServedContract>> prepare;
  private volatile @Nullable ServedContract served;
  private volatile Future<Void> looking = Future.succeededFuture();
  private volatile boolean stopped;
  private volatile Map<Path, String> seen = Map.of();
  private volatile String refusal = "";
  private volatile long timer;

  /**
   * A watch that has not looked yet.
   *
   * @param prepare opens the way of each operation
   */
  ContractWatch(Vertx vertx, Path file, Function<Contract, Future<ServedContract>> prepare) {
    this.vertx = vertx;
    this.file = file;
    this.prepare = prepare;
  }

  /** Takes the contract and goes on watching; fails when there is none that can be served. */
  Future<Void> start() {
    return vertx
        .executeBlocking(this::load)
        .compose(prepare)
        .onSuccess(this::take)
        .onSuccess(first -> lookAgainLater())
        .mapEmpty();
  }

  /** The contract that is served; empty before the first was taken. */
  Optional<Contract> taken() {
    return Optional.ofNullable(served).map(ServedContract::contract);
  }

  ServedContract served() {
    return Objects.requireNonNull(served, "the watch has not been started");
  }

  /** Completes when a look under way has ended. */
  Future<Void> stop() {
    stopped = true;
    vertx.cancelTimer(timer);
    return looking.otherwiseEmpty();
  }

  private void lookAgainLater() {
    if (!stopped) {
      timer =
          vertx.setTimer(
              PERIOD.toMillis(),
              id -> {
                looking = look();
                looking.onComplete(done -> lookAgainLater());
              });
    }
  }

  private Future<Void> look() {
    return vertx
        .executeBlocking(this::isChanged)
        .compose(changed -> changed ? reload() : Future.succeededFuture());
  }

  private Future<Void> reload() {
    return vertx
        .executeBlocking(this::load)
        .compose(prepare)
        .onSuccess(this::take)
        .onFailure(this::refuse)
        .mapEmpty();
  }

  private void take(ServedContract next) {
    served = next;
    refusal = "";
    log.atInfo()
        .addKeyValue("contract", file)
        .addKeyValue("version", next.contract().version())
        .addKeyValue("operations", next.contract().operations().size())
        .log("contract taken");
  }

  /** What is refused once is told once, however often it is tried. */
  private void refuse(Throwable failure) {
    String reason = String.valueOf(failure.getMessage());
    if (!(failure instanceof ContractException)) {
      // The files may be sound and their topics missing: try again.
      seen = Map.of();
    }
    if (!reason.equals(refusal)) {
      refusal = reason;
      log.atError()
          .addKeyValue("contract", file)
          .addKeyValue("reason", reason)
          .log("contract refused; the one before goes on");
    }
  }

  private Contract load() throws ContractException {
    Map<Path, String> before = stamps(seen.keySet());
    try {
      Contract contract = Contract.load(file);
      remember(contract.files(), before);
      return contract;
    } catch (ContractException e) {
      // The mend may come in a file that the contract before never had.
      remember(e.files(), before);
      throw e;
    } catch (IOException e) {
      remember(List.of(), before);
      throw new IllegalStateException(
          "gateway.contract is " + file + ", which cannot be read: " + e, e);
    }
  }

  /** What changed while it was read counts as changed: the stamps are those of before. */
  private void remember(List<Path> files, Map<Path, String> before) {
    Map<Path, String> stamps = stamps(files);
    stamps.replaceAll((path, stamp) -> before.getOrDefault(path, stamp));
    seen = Map.copyOf(stamps);
  }

  private boolean isChanged() {
    return !stamps(seen.keySet()).equals(seen);
  }

  private Map<Path, String> stamps(Collection<Path> files) {
    Map<Path, String> stamps = new HashMap<>();
    stamps.put(file, stamp(file));
    files.forEach(path -> stamps.put(path, stamp(path)));
    return stamps;
  }

  /** Tells files apart by time and size; a change of neither is no change. */
  private static String stamp(Path file) {
    try {
      return Files.getLastModifiedTime(file) + " " + Files.size(file);
    } catch (IOException e) {
      return "not there";
    }
  }
}
