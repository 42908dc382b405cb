package io.sluice.shipping.order;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.TimeoutException;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ExtensionContext.Namespace;
import org.junit.jupiter.api.extension.ParameterContext;
import org.junit.jupiter.api.extension.ParameterResolver;

/** Gives tests the one order service of the module; it is started once and closed at the end. */
final class OrderServiceExtension implements ParameterResolver {

  @Override
  public boolean supportsParameter(ParameterContext parameter, ExtensionContext context) {
    return parameter.getParameter().getType() == OrderService.class;
  }

  @Override
  public Object resolveParameter(ParameterContext parameter, ExtensionContext context) {
    return context
        .getRoot()
        .getStore(Namespace.create(OrderServiceExtension.class))
        .getOrComputeIfAbsent(Running.class, type -> Running.start(), Running.class)
        .service;
  }

  private record Running(OrderService service, Path dir) implements AutoCloseable {

    static Running start() {
      try {
        Path dir = Files.createTempDirectory("sluice-shipping");
        return new Running(OrderService.start(dir), dir);
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      } catch (TimeoutException e) {
        throw new IllegalStateException("the order service does not start", e);
      }
    }

    @Override
    public void close() throws IOException, TimeoutException {
      service.close();
      List<Path> left;
      try (var paths = Files.walk(dir)) {
        left = paths.sorted(Comparator.reverseOrder()).toList();
      }
      for (Path path : left) {
        Files.delete(path);
      }
    }
  }
}
