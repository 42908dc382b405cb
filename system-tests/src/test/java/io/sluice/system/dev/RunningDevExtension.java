package io.sluice.system.dev;

import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ExtensionContext.Namespace;
import org.junit.jupiter.api.extension.ParameterContext;
import org.junit.jupiter.api.extension.ParameterResolver;

/** Gives tests the one shared run; it is started once and ended when all tests are done. */
final class RunningDevExtension implements ParameterResolver {

  @Override
  public boolean supportsParameter(ParameterContext parameter, ExtensionContext context) {
    return parameter.getParameter().getType() == RunningDev.class;
  }

  @Override
  public Object resolveParameter(ParameterContext parameter, ExtensionContext context) {
    return context
        .getRoot()
        .getStore(Namespace.create(RunningDevExtension.class))
        .getOrComputeIfAbsent(RunningDev.class, type -> start(), RunningDev.class);
  }

  private static RunningDev start() {
    try {
      return RunningDev.start();
    } catch (Exception e) {
      throw new IllegalStateException("./sluice dev does not start", e);
    }
  }
}
