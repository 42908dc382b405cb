package io.sluice.gateway.entrance;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.io.BufferedInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.net.SocketException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.locks.LockSupport;

/** A client that sends what it is told, sound or not. A read waits for 10 s at most. */
public final class RawConnection implements AutoCloseable {

  private static final int WAIT_MILLIS = 10_000;
  private static final Duration DRIP = Duration.ofMillis(20);

  private final Socket socket;
  private final InputStream in;

  public RawConnection(int port) throws IOException {
    socket = new Socket(InetAddress.getLoopbackAddress(), port);
    socket.setSoTimeout(WAIT_MILLIS);
    socket.setTcpNoDelay(true);
    in = new BufferedInputStream(socket.getInputStream());
  }

  /** Sends text as it is, a byte a character. */
  public void send(String text) throws IOException {
    socket.getOutputStream().write(text.getBytes(ISO_8859_1));
  }

  /** Sends a request and reads its answer. */
  public RawAnswer ask(String request) throws IOException {
    send(request);
    return read();
  }

  /** Reads one answer whose body, if any, has a Content-Length. */
  public RawAnswer read() throws IOException {
    RawAnswer head = readHead();
    int length = Integer.parseInt(head.header("content-length").orElse("0"));
    return new RawAnswer(
        head.status(), head.headers(), new String(in.readNBytes(length), ISO_8859_1));
  }

  /** Reads the status line and the headers: all of an answer to HEAD. */
  public RawAnswer readHead() throws IOException {
    int status = Integer.parseInt(line().split(" ", 3)[1]);
    Map<String, List<String>> headers = new TreeMap<>();
    for (String line = line(); !line.isEmpty(); line = line()) {
      int colon = line.indexOf(':');
      headers
          .computeIfAbsent(
              line.substring(0, colon).toLowerCase(Locale.ROOT), absent -> new ArrayList<>())
          .add(line.substring(colon + 1).strip());
    }
    return new RawAnswer(status, headers, "");
  }

  /** Waits for the end: true when the server closed and nothing more came before. */
  public boolean isEnded() throws IOException {
    try {
      return in.read() == -1;
    } catch (SocketException reset) {
      return true;
    }
  }

  /** Sends the text every 20 ms, until this is closed or the other side has had enough. */
  public void drip(String text) {
    Thread.startVirtualThread(
        () -> {
          try {
            while (!socket.isClosed()) {
              send(text);
              LockSupport.parkNanos(DRIP.toNanos());
            }
          } catch (IOException closed) {
            // That is what ends it.
          }
        });
  }

  /** Ends the connection without a word, as a client that is killed. */
  public void reset() throws IOException {
    socket.setSoLinger(true, 0);
    socket.close();
  }

  @Override
  public void close() throws IOException {
    socket.close();
  }

  private String line() throws IOException {
    StringBuilder line = new StringBuilder();
    int next = in.read();
    while (next != '\n') {
      if (next == -1) {
        throw new EOFException("ended after '" + line + "'");
      }
      line.append((char) next);
      next = in.read();
    }
    return line.toString().stripTrailing();
  }
}
