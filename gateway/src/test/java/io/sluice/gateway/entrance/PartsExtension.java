package io.sluice.gateway.entrance;

import java.util.concurrent.TimeoutException;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ExtensionContext.Namespace;
import org.junit.jupiter.api.extension.ParameterContext;
import org.junit.jupiter.api.extension.ParameterResolver;

/** Gives a test the module's {@link Parts}: started by the first that asks, closed at the end. */
public final class PartsExtension implements ParameterResolver {

  @Override
  public boolean supportsParameter(ParameterContext parameter, ExtensionContext context) {
    return parameter.getParameter().getType() == Parts.class;
  }

  @Override
  public Object resolveParameter(ParameterContext parameter, ExtensionContext context) {
    return context
        .getRoot()
        .getStore(Namespace.GLOBAL)
        .getOrComputeIfAbsent(Parts.class, key -> start(), Parts.class);
  }

  private static Parts start() {
    try {
      return Parts.start();
    } catch (TimeoutException e) {
      throw new IllegalStateException(e);
    }
  }
}
