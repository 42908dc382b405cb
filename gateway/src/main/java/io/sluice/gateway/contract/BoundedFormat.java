package io.sluice.gateway.contract;

import com.fasterxml.jackson.databind.JsonNode;
import com.networknt.schema.ExecutionContext;
import com.networknt.schema.Format;
import com.networknt.schema.FormatValidator;
import com.networknt.schema.JsonNodePath;
import com.networknt.schema.MessageSourceValidationMessage;
import com.networknt.schema.ValidationContext;
import com.networknt.schema.ValidationMessage;
import java.util.Set;
import java.util.function.Supplier;

/**
 * One of the library's formats, for texts of ordinary length: several overflow the stack or take
 * seconds for a text of 50 KB.
 */
record BoundedFormat(Format format) implements Format {

  private static final int LONGEST = 2_048;

  @Override
  public String getName() {
    return format.getName();
  }

  @Override
  public String getMessageKey() {
    return format.getMessageKey();
  }

  @Override
  public Set<ValidationMessage> validate(
      ExecutionContext run,
      ValidationContext context,
      JsonNode value,
      JsonNode root,
      JsonNodePath place,
      boolean asserted,
      Supplier<MessageSourceValidationMessage.Builder> message,
      FormatValidator validator) {
    if (value.isTextual() && value.textValue().length() > LONGEST) {
      return Set.of(message.get().arguments(getName(), "", "a text of more characters").build());
    }
    return format.validate(run, context, value, root, place, asserted, message, validator);
  }
}
