package io.sluice.system.proxy;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.sluice.system.Caller;
import io.sluice.system.Eventually;
import io.vertx.core.Vertx;
import io.vertx.core.net.SocketAddress;
import java.io.IOException;
import java.net.ConnectException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.SocketException;
import java.net.SocketTimeoutException;
import java.time.Duration;
import java.util.concurrent.TimeoutException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Against an echo on plain sockets, so that nothing hides what TCP does. */
final class FaultProxyTest {

  private static final int READ_MILLIS = 10_000;
  private static final int SILENCE_MILLIS = 300;
  private static final Duration LIMIT = Duration.ofSeconds(10);

  private final Vertx vertx = Vertx.vertx();
  private final ServerSocket echo;
  private final FaultProxy proxy;

  FaultProxyTest() throws IOException, TimeoutException {
    echo = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
    Thread.ofVirtual().start(this::acceptAll);
    var target = SocketAddress.inetSocketAddress(echo.getLocalPort(), "127.0.0.1");
    proxy = Caller.await(FaultProxy.start(vertx, 0, target));
  }

  @AfterEach
  void end() throws IOException, TimeoutException {
    Caller.await(proxy.close());
    echo.close();
    Caller.await(vertx.close());
  }

  @Test
  void whatIsSentComesBack() throws IOException {
    try (Socket socket = connect()) {
      byte[] sent = new byte[300_000];
      sent[299_999] = 7;
      Thread.ofVirtual().start(() -> send(socket, sent));

      assertArrayEquals(sent, socket.getInputStream().readNBytes(sent.length));
    }
  }

  @Test
  void theEndOfAConnectionIsPassedOn() throws Exception {
    try (Socket socket = connect()) {
      send(socket, new byte[] {1});
      assertEquals(1, socket.getInputStream().read());
    }
    Eventually.holds("no connection is left", LIMIT, () -> proxy.connections() == 0);
  }

  @Test
  void aLinkThatSwallowsIsSilentAndStaysOpen() throws IOException {
    try (Socket socket = connect()) {
      assertEchoed(socket, 1);
      proxy.swallow(Direction.TO_CLIENT);
      send(socket, new byte[] {2});

      socket.setSoTimeout(SILENCE_MILLIS);
      assertThrows(SocketTimeoutException.class, () -> socket.getInputStream().read());

      proxy.pass();
      socket.setSoTimeout(READ_MILLIS);
      assertEchoed(socket, 3);
    }
  }

  @Test
  void halfOpenInOneDirectionStillPassesTheOther() throws Exception {
    try (var target = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      var address = SocketAddress.inetSocketAddress(target.getLocalPort(), "127.0.0.1");
      var link = Caller.await(FaultProxy.start(vertx, 0, address));
      try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), link.port());
          Socket accepted = target.accept()) {
        send(socket, new byte[] {1});
        assertEquals(1, accepted.getInputStream().read());
        link.swallow(Direction.TO_TARGET);
        send(socket, new byte[] {2});
        send(accepted, new byte[] {3});

        socket.setSoTimeout(READ_MILLIS);
        assertEquals(3, socket.getInputStream().read());
        accepted.setSoTimeout(SILENCE_MILLIS);
        assertThrows(SocketTimeoutException.class, () -> accepted.getInputStream().read());
      } finally {
        Caller.await(link.close());
      }
    }
  }

  @Test
  void aSwallowedEndIsNotTold() throws Exception {
    try (Socket socket = connect()) {
      assertEchoed(socket, 1);
      proxy.swallow(Direction.TO_TARGET);
    }
    assertEquals(1, proxy.connections());
  }

  @Test
  void aConnectionIsCutAfterExactlySoManyBytes() throws IOException {
    proxy.cutAfter(150);
    try (Socket socket = connect()) {
      send(socket, new byte[100]);

      assertEquals(50, socket.getInputStream().readAllBytes().length);
    }
  }

  @Test
  void aResetIsToldAtOnce() throws Exception {
    try (Socket socket = connect()) {
      assertEchoed(socket, 1);

      proxy.reset();

      assertThrows(SocketException.class, () -> socket.getInputStream().read());
    }
  }

  @Test
  void whatIsDownRefusesAndIsUpAgainAtTheSamePort() throws Exception {
    Caller.await(proxy.down());
    Eventually.holds("connections are refused", LIMIT, this::isRefused);

    Caller.await(proxy.up());

    try (Socket socket = connect()) {
      assertEchoed(socket, 1);
    }
  }

  @Test
  void latencyHoldsForBothWaysAndKeepsTheOrder() throws IOException {
    proxy.delay(Duration.ofMillis(100));
    try (Socket socket = connect()) {
      long start = System.nanoTime();
      send(socket, new byte[] {1});
      send(socket, new byte[] {2});

      assertEquals(1, socket.getInputStream().read());
      long millis = Duration.ofNanos(System.nanoTime() - start).toMillis();
      assertTrue(millis >= 195, () -> millis + " ms");
      assertEquals(2, socket.getInputStream().read());
    }
  }

  private boolean isRefused() throws IOException {
    try {
      connect().close();
      return false;
    } catch (ConnectException refused) {
      return true;
    }
  }

  private Socket connect() throws IOException {
    var socket = new Socket(InetAddress.getLoopbackAddress(), proxy.port());
    socket.setSoTimeout(READ_MILLIS);
    return socket;
  }

  private static void assertEchoed(Socket socket, int value) throws IOException {
    send(socket, new byte[] {(byte) value});
    assertEquals(value, socket.getInputStream().read());
  }

  private static void send(Socket socket, byte[] data) {
    try {
      socket.getOutputStream().write(data);
    } catch (IOException e) {
      throw new AssertionError(e);
    }
  }

  private void acceptAll() {
    try {
      while (true) {
        Socket accepted = echo.accept();
        Thread.ofVirtual().start(() -> echo(accepted));
      }
    } catch (IOException closed) {
      // The test is over.
    }
  }

  private static void echo(Socket accepted) {
    try (accepted) {
      accepted.getInputStream().transferTo(accepted.getOutputStream());
    } catch (IOException reset) {
      // That is what the test wants.
    }
  }
}
