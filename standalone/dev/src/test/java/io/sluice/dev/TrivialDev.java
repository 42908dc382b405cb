package io.sluice.dev;

import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;

/** {@code dev} with a platform that answers 200 to everything. */
final class TrivialDev {

  private TrivialDev() {}

  public static void main(String[] args) {
    System.exit(DevCommand.run(TrivialDev::start, args));
  }

  private static Platform start(StandaloneParts parts, DevOptions options) throws IOException {
    HttpServer http = listen(options.httpPort());
    HttpServer management = listen(options.managementPort());
    return new Platform() {
      @Override
      public int httpPort() {
        return http.getAddress().getPort();
      }

      @Override
      public int managementPort() {
        return management.getAddress().getPort();
      }

      @Override
      public void close() {
        http.stop(0);
        management.stop(0);
      }
    };
  }

  private static HttpServer listen(int port) throws IOException {
    var address = new InetSocketAddress(InetAddress.getLoopbackAddress(), port);
    HttpServer server = HttpServer.create(address, 0);
    server.createContext(
        "/",
        exchange -> {
          exchange.sendResponseHeaders(200, -1);
          exchange.close();
        });
    server.start();
    return server;
  }
}
