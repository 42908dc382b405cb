package io.sluice.gateway.contract;

import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** How a parameter's value is written: OpenAPI's style, explode and content as one choice. */
sealed interface ValueForm {
  /** One text. */
  record One(SimpleType type) implements ValueForm {}

  /** An array, the name once for each value: {@code status=a&status=b}. */
  record Repeated(SimpleType type) implements ValueForm {}

  /** An array in one text: {@code a,b}. */
  record Listed(SimpleType type, String separator) implements ValueForm {}

  /**
   * An object in one text.
   *
   * @param assigned {@code a=1,b=2}, else {@code a,1,b,2}
   */
  record Pairs(Members members, boolean assigned) implements ValueForm {}

  /** An object whose members are query parameters: {@code a=1&b=2}. */
  record Spread(Members members) implements ValueForm {}

  /** An object as {@code filter[a]=1&filter[b]=2}. */
  record Deep(Members members) implements ValueForm {}

  /** Any value as JSON. */
  record Json() implements ValueForm {}

  /**
   * The members of an object.
   *
   * @param others of all members without a type of their own; null: there are none
   */
  record Members(Map<String, SimpleType> types, @Nullable SimpleType others) {
    @Nullable SimpleType type(String member) {
      return types.getOrDefault(member, others);
    }
  }

  /** The names that a query may have for a parameter of this name. */
  default List<String> queryNames(String name) {
    return switch (this) {
      case Spread(Members members) -> List.copyOf(members.types().keySet());
      case Deep(Members members) ->
          members.types().keySet().stream().map(member -> name + "[" + member + "]").toList();
      case One one -> List.of(name);
      case Repeated repeated -> List.of(name);
      case Listed listed -> List.of(name);
      case Pairs pairs -> List.of(name);
      case Json json -> List.of(name);
    };
  }
}
