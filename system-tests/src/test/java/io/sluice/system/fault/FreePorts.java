package io.sluice.system.fault;

import java.io.IOException;
import java.net.BindException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ThreadLocalRandom;

/**
 * Ports for processes that come back where they were. They lie below those that the system gives to
 * outgoing connections, so that nobody takes one while its process is away.
 */
public final class FreePorts {

  private static final int LOWEST = 15_000;
  private static final int HIGHEST = 32_000;

  private FreePorts() {}

  public static List<Integer> take(int count) throws IOException {
    Set<Integer> found = new LinkedHashSet<>();
    while (found.size() < count) {
      int port = ThreadLocalRandom.current().nextInt(LOWEST, HIGHEST);
      if (isFree(port)) {
        found.add(port);
      }
    }
    return new ArrayList<>(found);
  }

  private static boolean isFree(int port) throws IOException {
    try (var probe = new ServerSocket(port, 1, InetAddress.getLoopbackAddress())) {
      return probe.isBound();
    } catch (BindException taken) {
      return false;
    }
  }
}
