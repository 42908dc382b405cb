package io.sluice.system;

import java.util.concurrent.Callable;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ExtensionContext.Namespace;
import org.junit.jupiter.api.extension.ParameterContext;
import org.junit.jupiter.api.extension.ParameterResolver;

/** Gives tests the one set of parts of a type; it is started once and closed at the end. */
public abstract class SharedParts<P extends AutoCloseable> implements ParameterResolver {

  private final Class<P> type;
  private final Callable<P> start;

  protected SharedParts(Class<P> type, Callable<P> start) {
    this.type = type;
    this.start = start;
  }

  @Override
  public boolean supportsParameter(ParameterContext parameter, ExtensionContext context) {
    return parameter.getParameter().getType() == type;
  }

  @Override
  public Object resolveParameter(ParameterContext parameter, ExtensionContext context) {
    return context
        .getRoot()
        .getStore(Namespace.create(SharedParts.class))
        .getOrComputeIfAbsent(type, absent -> started(), type);
  }

  private P started() {
    try {
      return start.call();
    } catch (Exception e) {
      throw new IllegalStateException("the parts do not start", e);
    }
  }
}
