package dev.cirrus.lambda;

/** A CloudWatch metric's value. The name is a constant of the function, never a caller's text. */
public record Metric(String name, double value, Unit unit) {
  /** CloudWatch's units. */
  public enum Unit {
    COUNT("Count"),
    NONE("None");

    private final String cloudWatchName;

    Unit(String cloudWatchName) {
      this.cloudWatchName = cloudWatchName;
    }
  }

  public static Metric count(String name, long value) {
    return new Metric(name, value, Unit.COUNT);
  }

  /** A value without a unit. */
  public static Metric number(String name, double value) {
    return new Metric(name, value, Unit.NONE);
  }

  String unitName() {
    return unit.cloudWatchName;
  }
}
