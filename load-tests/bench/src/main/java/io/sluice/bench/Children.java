package io.sluice.bench;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;

/** What a run has started, which ends with it, last first. A signal ends every child process. */
final class Children implements AutoCloseable {

  private static final long END_LIMIT_SECONDS = 15;

  private final Deque<Runnable> children = new ArrayDeque<>();

  Children() {
    Runtime.getRuntime().addShutdownHook(new Thread(Children::endProcesses, "end"));
  }

  <T> T add(T child, Consumer<T> end) {
    children.push(() -> end.accept(child));
    return child;
  }

  @Override
  public void close() {
    while (!children.isEmpty()) {
      children.pop().run();
    }
  }

  /** Also those that were just being started; after a run that ended by itself there are none. */
  private static void endProcesses() {
    List<ProcessHandle> processes = ProcessHandle.current().children().toList();
    processes.forEach(ProcessHandle::destroy);
    CompletableFuture.allOf(
            processes.stream().map(ProcessHandle::onExit).toArray(CompletableFuture[]::new))
        .completeOnTimeout(null, END_LIMIT_SECONDS, TimeUnit.SECONDS)
        .join();
    processes.forEach(ProcessHandle::destroyForcibly);
  }
}
