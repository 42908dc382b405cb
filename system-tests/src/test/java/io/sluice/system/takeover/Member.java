package io.sluice.system.takeover;

import io.sluice.system.process.JavaCommand;
import java.io.BufferedReader;
import java.io.IOException;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** A {@link MemberMain} and what it has told. */
final class Member {

  /** Others are the Kafka client's log. */
  private static final Pattern LINE = Pattern.compile("(\\d+) (\\d+) (\\d+)");

  /** When the latest record of each partition was sent. */
  private final Map<Integer, Long> latest = new ConcurrentHashMap<>();

  private final AtomicLong longestWait = new AtomicLong();
  private final Process process;

  private Member(Process process) {
    this.process = process;
  }

  static Member start(String servers, String topic, GroupProtocol protocol) throws IOException {
    var command = JavaCommand.ofTests(MemberMain.class, servers, topic, protocol.name());
    var member =
        new Member(
            new ProcessBuilder(command).redirectError(ProcessBuilder.Redirect.INHERIT).start());
    Thread.ofPlatform().daemon().start(member::listen);
    return member;
  }

  long partitionsSentAfter(long millis) {
    return latest.values().stream().filter(sent -> sent > millis).count();
  }

  void forgetWaits() {
    longestWait.set(0);
  }

  long longestWait() {
    return longestWait.get();
  }

  /** Kills it, or lets it leave its group. */
  void end(boolean kill) throws IOException, InterruptedException {
    if (kill) {
      process.destroyForcibly();
    } else {
      process.getOutputStream().close();
    }
    if (!process.waitFor(1, TimeUnit.MINUTES)) {
      throw new IllegalStateException("a member does not end");
    }
  }

  private void hear(Matcher line) {
    if (line.matches()) {
      latest.put(Integer.valueOf(line.group(1)), Long.valueOf(line.group(2)));
      longestWait.accumulateAndGet(Long.parseLong(line.group(3)), Math::max);
    }
  }

  private void listen() {
    try (BufferedReader lines = process.inputReader()) {
      for (String line = lines.readLine(); line != null; line = lines.readLine()) {
        hear(LINE.matcher(line));
      }
    } catch (IOException e) {
      // So ends the output of a process that is killed; what it told counts.
    }
  }
}
