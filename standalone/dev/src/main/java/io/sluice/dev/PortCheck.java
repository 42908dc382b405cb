package io.sluice.dev;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;

/** Tells early, before anything slow is started, that a port is taken. */
final class PortCheck {

  private PortCheck() {}

  static void requireFree(String option, int port) throws StartRefused {
    try (var socket = new ServerSocket()) {
      // As the gateway does: connections of the last run that still linger are no obstacle.
      socket.setReuseAddress(true);
      socket.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), port));
    } catch (IOException e) {
      throw new StartRefused(
          "port " + port + " is in use or not allowed; choose another with " + option, e);
    }
  }
}
