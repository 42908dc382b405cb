package io.sluice.peers.floors;

import io.sluice.peers.launch.Arguments;
import io.vertx.core.Future;
import io.vertx.core.Vertx;

/** Floor A: HTTP alone, the server answers itself. */
public final class BareHttp {

  private BareHttp() {}

  public static void main(String[] args) {
    Floor.orExit(EchoServer.open(Vertx.vertx(), Arguments.of(args), Future::succeededFuture));
  }
}
