package dev.cirrus.lambda;

import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The environment variables that configure a function. */
public record Environment(Map<String, String> variables) {
  public Environment {
    variables = Map.copyOf(variables);
  }

  /** The variables of this process. */
  public static Environment ofProcess() {
    return new Environment(System.getenv());
  }

  /**
   * Returns a variable's value.
   *
   * @throws IllegalStateException if it is missing or empty, so that a function that is configured
   *     wrongly fails when it is deployed
   */
  public String required(String name) {
    String value = variables.get(name);
    if (value == null || value.isEmpty()) {
      throw new IllegalStateException(
          "the environment variable " + name + " is missing: set it in the function's template");
    }
    return value;
  }

  /** Returns a variable's value, or null if it is not set. */
  public @Nullable String optional(String name) {
    return variables.get(name);
  }
}
