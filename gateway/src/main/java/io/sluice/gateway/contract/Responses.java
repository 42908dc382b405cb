package io.sluice.gateway.contract;

import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * The answers that the contract declares for an operation.
 *
 * @param success the status of a result that names none
 * @param accepted whether 202 is listed
 * @param headers the names of headers in lower case, by {@code 201}, {@code 2XX} or {@code default}
 * @param types media types in lower case, without parameters
 */
record Responses(
    int success, boolean accepted, Map<String, Set<String>> headers, List<String> types) {
  Set<String> headersOf(int status) {
    Set<String> exact = headers.get(Integer.toString(status));
    if (exact != null) {
      return exact;
    }
    Set<String> range = headers.get(status / 100 + "XX");
    return range != null ? range : headers.getOrDefault("default", Set.of());
  }
}
