package io.sluice.gateway.contract;

import com.fasterxml.jackson.databind.JsonNode;
import com.networknt.schema.ExecutionContext;
import com.networknt.schema.Format;
import com.networknt.schema.ValidationContext;
import java.util.regex.Pattern;

/** OpenAPI's own formats that bound a value; {@code binary} and {@code password} do not. */
enum OpenApiFormat implements Format {
  INT32("int32"),
  INT64("int64"),
  FLOAT("float"),
  DOUBLE("double"),
  BYTE("byte");

  private static final Pattern BASE64 =
      Pattern.compile("(?:[A-Za-z0-9+/]{4})*+(?:[A-Za-z0-9+/]{2}==|[A-Za-z0-9+/]{3}=)?");

  private final String word;

  OpenApiFormat(String word) {
    this.word = word;
  }

  @Override
  public String getName() {
    return word;
  }

  /** Says nothing of values of another type: that is for {@code type}. */
  @Override
  public boolean matches(ExecutionContext run, ValidationContext context, JsonNode value) {
    return switch (this) {
      case INT32 -> !value.isNumber() || value.canConvertToInt();
      case INT64 -> !value.isNumber() || value.canConvertToLong();
      case FLOAT -> !value.isNumber() || Float.isFinite(value.floatValue());
      case DOUBLE -> !value.isNumber() || Double.isFinite(value.doubleValue());
      case BYTE -> !value.isTextual() || BASE64.matcher(value.textValue()).matches();
    };
  }
}
