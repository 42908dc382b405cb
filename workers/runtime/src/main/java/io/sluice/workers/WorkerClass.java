package io.sluice.workers;

import io.sluice.workers.handler.WorkerVerticle;

/** Finds workers by their classes' names. */
public final class WorkerClass {

  private WorkerClass() {}

  /**
   * A worker that is not deployed.
   *
   * @throws IllegalArgumentException saying what is wrong with the class
   */
  public static WorkerVerticle instantiate(String name) {
    try {
      return Class.forName(name)
          .asSubclass(WorkerVerticle.class)
          .getDeclaredConstructor()
          .newInstance();
    } catch (ClassNotFoundException e) {
      throw new IllegalArgumentException(
          "verticles has " + name + ", which is not on the class path", e);
    } catch (ClassCastException e) {
      throw new IllegalArgumentException("verticles has " + name + ", no WorkerVerticle", e);
    } catch (ReflectiveOperationException e) {
      throw new IllegalArgumentException(
          "verticles has " + name + ", which has no public constructor without parameters", e);
    }
  }
}
