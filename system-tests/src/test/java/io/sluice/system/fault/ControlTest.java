package io.sluice.system.fault;

import java.io.IOException;
import java.nio.file.Path;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The runs of the controls take long; that what they switch off is still there takes a second. */
final class ControlTest {

  @ParameterizedTest
  @MethodSource("io.sluice.system.fault.Control#all")
  void whatAControlSwitchesOffIsThereOnceAndCompiles(Control control, @TempDir Path folder)
      throws IOException {
    control.sabotage().compile(folder);
  }
}
