package io.sluice.gateway.contract;

import com.google.re2j.Pattern;
import com.networknt.schema.JsonSchemaException;
import com.networknt.schema.regex.RegularExpression;

/**
 * A schema's {@code pattern}. Its time grows with the text times the pattern's own size, never
 * faster, and both are bounded: no text that a client sends holds an event loop for long.
 */
final class LinearPattern implements RegularExpression {

  /** How contract authors are told what is taken. */
  static final String ALLOWED =
      "a regular expression as RE2 has it: no look-around, no back-reference, no \\u escape, not"
          + " too many repetitions";

  static final String TOO_LONG = "a text is too long for its pattern";

  private static final int LARGEST = 1_000;

  /** About 30 ms: a step is one state for one character. */
  private static final int MOST_STEPS = 2_500_000;

  private final Pattern pattern;
  private final int longest;

  private LinearPattern(Pattern pattern, int size) {
    this.pattern = pattern;
    this.longest = MOST_STEPS / size;
  }

  /**
   * A pattern to find in texts.
   *
   * @throws IllegalArgumentException what it is not allowed to be
   */
  static LinearPattern compile(String regex) {
    Pattern pattern = Pattern.compile(regex);
    int size = pattern.programSize();
    if (size > LARGEST) {
      throw new IllegalArgumentException("a regular expression of " + size + " states");
    }
    return new LinearPattern(pattern, size);
  }

  @Override
  public boolean matches(String text) {
    // Not "does not match": below a schema's not, that would let it in.
    if (text.length() > longest) {
      throw new TextTooLongException();
    }
    return pattern.matcher(text).find();
  }

  /** The text was not looked at. */
  static final class TextTooLongException extends JsonSchemaException {
    private static final long serialVersionUID = 1L;

    TextTooLongException() {
      super(TOO_LONG);
    }
  }
}
