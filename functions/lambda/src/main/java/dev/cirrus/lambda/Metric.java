package dev.cirrus.lambda;

/** A number that CloudWatch keeps; the name is one of ours, never a caller's. */
public record Metric(String name, double value, Unit unit) {
  /** What the number counts, as CloudWatch calls it. */
  public enum Unit {
    COUNT("Count"),
    MILLISECONDS("Milliseconds"),
    NONE("None");

    private final String wire;

    Unit(String wire) {
      this.wire = wire;
    }
  }

  public static Metric count(String name, long value) {
    return new Metric(name, value, Unit.COUNT);
  }

  public static Metric milliseconds(String name, double value) {
    return new Metric(name, value, Unit.MILLISECONDS);
  }

  /** A number without a unit. */
  public static Metric number(String name, double value) {
    return new Metric(name, value, Unit.NONE);
  }

  String unitOnTheWire() {
    return unit.wire;
  }
}
