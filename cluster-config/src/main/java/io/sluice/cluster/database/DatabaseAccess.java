package io.sluice.cluster.database;

/** Where a database is, and the role that uses it. */
public record DatabaseAccess(String host, int port, String database, String user, String password) {

  @Override
  public String toString() {
    return user + "@" + host + ":" + port + "/" + database;
  }
}
