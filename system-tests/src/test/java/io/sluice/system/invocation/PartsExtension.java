package io.sluice.system.invocation;

import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ExtensionContext.Namespace;
import org.junit.jupiter.api.extension.ParameterContext;
import org.junit.jupiter.api.extension.ParameterResolver;

/** Gives tests the one set of parts; it is started once and closed at the end. */
final class PartsExtension implements ParameterResolver {

  @Override
  public boolean supportsParameter(ParameterContext parameter, ExtensionContext context) {
    return parameter.getParameter().getType() == Parts.class;
  }

  @Override
  public Object resolveParameter(ParameterContext parameter, ExtensionContext context) {
    return context
        .getRoot()
        .getStore(Namespace.create(PartsExtension.class))
        .getOrComputeIfAbsent(Parts.class, type -> start(), Parts.class);
  }

  private static Parts start() {
    try {
      return Parts.start();
    } catch (Exception e) {
      throw new IllegalStateException("the parts do not start", e);
    }
  }
}
