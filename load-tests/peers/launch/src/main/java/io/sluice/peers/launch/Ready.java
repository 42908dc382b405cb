package io.sluice.peers.launch;

/** The one line that a program prints on stdout, once it answers; logs go to stderr. */
public final class Ready {

  private Ready() {}

  public static void gateway(int port) {
    System.out.println("ready http=http://127.0.0.1:" + port);
  }

  public static void worker() {
    System.out.println("ready");
  }
}
