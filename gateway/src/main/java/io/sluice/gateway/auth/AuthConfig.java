package io.sluice.gateway.auth;

import io.sluice.cluster.settings.Key;
import io.sluice.cluster.settings.Settings;
import io.sluice.cluster.settings.ValueType;
import io.sluice.gateway.contract.ScopeText;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Who may call.
 *
 * @param tokens by the principal's name; without any everybody may, as one and the same caller
 */
public record AuthConfig(Map<String, Token> tokens) {

  private static final Pattern NAME = Pattern.compile("[A-Za-z0-9._-]{1,64}");
  private static final String NAMES = "1 to 64 letters, digits, '.', '_' and '-'";

  /** What calls without a token are recorded under, so that no token may look the same. */
  private static final String RESERVED = "anonymous";

  /** SHA-256 of no bytes: what a script makes of a variable that is not set. */
  private static final String OF_NOTHING =
      "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855";

  private static final Key<String> HASH =
      Key.optional(
              "auth.tokens.*.hash",
              ValueType.sha256(),
              "SHA-256 of the token that this caller brings; without any token everybody may call")
          .asSecret();
  private static final Key<String> TENANT =
      Key.optional(
          "auth.tokens.*.tenant",
          matching(NAME, NAMES),
          "whose data the caller's calls are about; unset: none is named");
  private static final Key<List<String>> SCOPES =
      Key.optional(
          "auth.tokens.*.scopes",
          ValueType.listOf(new ValueType<>(ScopeText.ALLOWED, AuthConfig::scope)),
          "what the caller may do, by the contract's scopes; unset: what needs none");

  /** What an operator can set. */
  public static final List<Key<?>> KEYS = List.of(HASH, TENANT, SCOPES);

  /**
   * A caller's token.
   *
   * @param hash SHA-256 of the token, in lower-case hex
   * @param tenant null where none is named
   */
  public record Token(String hash, @Nullable String tenant, Set<String> scopes) {

    public Token {
      if (!hash.matches("[0-9a-f]{64}")) {
        throw new IllegalArgumentException("a token's hash is 64 hex digits in lower case");
      }
      scopes = Set.copyOf(scopes);
    }

    @Override
    public String toString() {
      return "Token[hash=(hidden), tenant=" + tenant + ", scopes=" + scopes + "]";
    }
  }

  public AuthConfig {
    tokens = Map.copyOf(tokens);
    refuse(faults(tokens));
  }

  /**
   * As the operator has set it.
   *
   * @throws IllegalArgumentException with every fault, one a line
   */
  public static AuthConfig from(Settings settings) {
    Map<String, String> hashes = settings.all(HASH);
    Map<String, String> tenants = settings.all(TENANT);
    Map<String, List<String>> scopes = settings.all(SCOPES);
    Map<String, Token> tokens = new HashMap<>();
    hashes.forEach(
        (name, hash) ->
            tokens.put(
                name,
                new Token(
                    hash.toLowerCase(Locale.ROOT),
                    tenants.get(name),
                    Set.copyOf(scopes.getOrDefault(name, List.of())))));
    List<String> faults = faults(tokens);
    Stream.concat(tenants.keySet().stream(), scopes.keySet().stream())
        .filter(name -> !hashes.containsKey(name))
        .distinct()
        .map(name -> key(name) + " is not set; allowed: " + HASH.type().allowed())
        .forEach(faults::add);
    refuse(faults);
    return new AuthConfig(tokens);
  }

  /** What asks callers so. */
  public Authenticator authenticator() {
    return tokens.isEmpty() ? new Anonymous() : new BearerTokens(tokens);
  }

  private static List<String> faults(Map<String, Token> tokens) {
    List<String> faults = new ArrayList<>();
    Map<String, String> byHash = new HashMap<>();
    new TreeMap<>(tokens)
        .forEach(
            (name, token) -> {
              nameFault(name).ifPresent(faults::add);
              String first = byHash.putIfAbsent(token.hash(), name);
              if (first != null) {
                faults.add(key(name) + " is that of " + key(first) + "; allowed: one of its own");
              }
              if (token.hash().equals(OF_NOTHING)) {
                faults.add(key(name) + " is that of an empty token; allowed: that of a random one");
              }
            });
    return faults;
  }

  private static Optional<String> nameFault(String name) {
    String found = "auth.tokens has the name \"" + name + "\"";
    if (!NAME.matcher(name).matches()) {
      return Optional.of(found + "; allowed: " + NAMES);
    }
    return name.equalsIgnoreCase(RESERVED)
        ? Optional.of(found + ", which is who calls without a token; allowed: another")
        : Optional.empty();
  }

  private static void refuse(List<String> faults) {
    if (!faults.isEmpty()) {
      throw new IllegalArgumentException(String.join("\n", faults));
    }
  }

  private static String key(String name) {
    return "auth.tokens." + name + ".hash";
  }

  private static ValueType<String> matching(Pattern form, String allowed) {
    return new ValueType<>(
        allowed,
        text -> {
          if (!form.matcher(text).matches()) {
            throw new IllegalArgumentException(text);
          }
          return text;
        });
  }

  private static String scope(String text) {
    if (!ScopeText.isScope(text)) {
      throw new IllegalArgumentException(text);
    }
    return text;
  }
}
