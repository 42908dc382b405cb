package io.sluice.gateway.contract;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonFactoryBuilder;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.ObjectReader;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ValueNode;
import java.io.Serial;
import java.math.BigDecimal;

/** Jackson with everything that could be read in two ways switched off. */
final class StrictReader {
  private static final int MOST_LEVELS = 64;
  private static final int LONGEST = 1_000;

  private static final JsonFactory FACTORY =
      new JsonFactoryBuilder()
          .streamReadConstraints(
              StreamReadConstraints.builder()
                  .maxNestingDepth(MOST_LEVELS)
                  .maxNumberLength(LONGEST)
                  .maxNameLength(LONGEST)
                  .build())
          // Interning would let clients fill a table of the whole JVM.
          .disable(JsonFactory.Feature.INTERN_FIELD_NAMES)
          .build();

  static final ObjectReader READER =
      JsonMapper.builder(FACTORY)
          .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
          .enable(DeserializationFeature.FAIL_ON_READING_DUP_TREE_KEY)
          .enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
          .nodeFactory(new BoundedNumbers())
          .build()
          .reader();

  private StrictReader() {}

  /** Keeps out 1e999999999: exact arithmetic on it would take the event loop for minutes. */
  private static final class BoundedNumbers extends JsonNodeFactory {
    @Serial private static final long serialVersionUID = 1;

    @Override
    public ValueNode numberNode(BigDecimal value) {
      if (Math.abs((long) value.scale()) > LONGEST) {
        throw new NumberRange();
      }
      return super.numberNode(value);
    }
  }

  /** A number that nobody computes with. */
  static final class NumberRange extends RuntimeException {
    @Serial private static final long serialVersionUID = 1;

    NumberRange() {
      super("exponent out of range", null, false, false);
    }
  }
}
