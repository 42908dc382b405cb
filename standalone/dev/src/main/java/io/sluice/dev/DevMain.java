package io.sluice.dev;

/** What {@code ./sluice dev} runs. */
public final class DevMain {

  private DevMain() {}

  public static void main(String[] args) {
    System.exit(DevCommand.run(DevMain::startPlatform, args));
  }

  private static Platform startPlatform(StandaloneParts parts, DevOptions options)
      throws StartRefused {
    throw new StartRefused("the gateway and the workers are not part of this build yet");
  }
}
