package io.sluice.gateway.invocation;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.sluice.backbone.message.Caller;
import io.sluice.backbone.message.InvocationId;
import io.vertx.core.Future;
import io.vertx.core.buffer.Buffer;
import io.vertx.sqlclient.SqlConnection;
import io.vertx.sqlclient.Tuple;
import java.nio.ByteBuffer;
import java.security.GeneralSecurityException;
import java.security.SecureRandom;
import java.util.UUID;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.jspecify.annotations.Nullable;

/**
 * The ids of invocations with a client's key: the same key of the same caller gives the same id on
 * every node, and nobody without the secret finds the id of another's. Thread-safe.
 */
final class KeyedIds {

  private static final String ALGORITHM = "HmacSHA256";
  private static final int SECRET_BYTES = 32;

  private static final String MAKE =
      "insert into sluice_ledger.secret (value) values ($1) on conflict (one) do nothing";

  /** A statement of its own, which sees what the first waited for. */
  private static final String READ = "select value from sluice_ledger.secret";

  private final ThreadLocal<Mac> macs;

  KeyedIds(byte[] secret) {
    var key = new SecretKeySpec(secret, ALGORITHM);
    this.macs = ThreadLocal.withInitial(() -> mac(key));
  }

  /** With the ledger's secret, which the first node of all makes. */
  static Future<KeyedIds> open(SqlConnection connection) {
    byte[] mine = new byte[SECRET_BYTES];
    new SecureRandom().nextBytes(mine);
    return connection
        .preparedQuery(MAKE)
        .execute(Tuple.of(Buffer.buffer(mine)))
        .compose(made -> connection.preparedQuery(READ).execute())
        .map(rows -> new KeyedIds(rows.iterator().next().getBuffer("value").getBytes()));
  }

  /** A UUIDv8 (RFC 9562 section 5.8): of the HMAC the first 122 bits that are free in it. */
  InvocationId of(Caller caller, String operation, String key) {
    Mac mac = macs.get();
    update(mac, caller.tenant());
    update(mac, caller.principal());
    update(mac, operation);
    update(mac, key);
    ByteBuffer digest = ByteBuffer.wrap(mac.doFinal());
    long high = (digest.getLong() & ~0xf000L) | 0x8000L;
    long low = (digest.getLong() & 0x3fff_ffff_ffff_ffffL) | 0x8000_0000_0000_0000L;
    return new InvocationId(new UUID(high, low));
  }

  /** Each with its length before it, so that no two lists of texts look the same. */
  private static void update(Mac mac, @Nullable String text) {
    byte[] bytes = text == null ? new byte[0] : text.getBytes(UTF_8);
    mac.update(ByteBuffer.allocate(Integer.BYTES).putInt(text == null ? -1 : bytes.length).flip());
    mac.update(bytes);
  }

  private static Mac mac(SecretKeySpec key) {
    try {
      Mac mac = Mac.getInstance(ALGORITHM);
      mac.init(key);
      return mac;
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("every JVM has " + ALGORITHM, e);
    }
  }
}
