package io.sluice.system.invocation;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.Socket;
import java.net.URI;

/** A GET whose answer is read line by line, and which its client may leave. */
final class RawGet implements AutoCloseable {

  private static final int LIMIT_MILLIS = 5_000;

  private final Socket socket;
  private final BufferedReader lines;

  private RawGet(Socket socket) throws IOException {
    this.socket = socket;
    this.lines = new BufferedReader(new InputStreamReader(socket.getInputStream(), US_ASCII));
  }

  static RawGet send(String url, String token, String header) throws IOException {
    URI uri = URI.create(url);
    var socket = new Socket(uri.getHost(), uri.getPort());
    socket.setSoTimeout(LIMIT_MILLIS);
    String head =
        "GET %s HTTP/1.1\r\nHost: %s\r\nAuthorization: Bearer %s\r\n%s\r\n\r\n"
            .formatted(uri.getPath(), uri.getAuthority(), token, header);
    socket.getOutputStream().write(head.getBytes(US_ASCII));
    return new RawGet(socket);
  }

  /** Fails where it does not come within 5 s. */
  String line() throws IOException {
    return String.valueOf(lines.readLine());
  }

  void leave() throws IOException {
    socket.close();
  }

  @Override
  public void close() throws IOException {
    leave();
  }
}
