package dev.cirrus.simulation.audit;

/** A promise that was broken, and how. */
public record Violation(Promise promise, String how) {
  @Override
  public String toString() {
    return promise + " But " + how + ".";
  }
}
