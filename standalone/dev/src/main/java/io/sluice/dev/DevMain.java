package io.sluice.dev;

/** What {@code ./sluice dev} runs. */
public final class DevMain {

  private DevMain() {}

  public static void main(String[] args) {
    System.exit(DevCommand.run(DevPlatform::start, args));
  }
}
