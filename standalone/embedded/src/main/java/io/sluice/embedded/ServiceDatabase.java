package io.sluice.embedded;

/** Where a service finds the database that it alone may use, and the role it uses it with. */
public record ServiceDatabase(
    String host, int port, String database, String user, String password) {

  public String jdbcUrl() {
    return "jdbc:postgresql://" + host + ":" + port + "/" + database;
  }

  @Override
  public String toString() {
    return user + "@" + host + ":" + port + "/" + database;
  }
}
