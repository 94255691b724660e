package dev.cirrus.promote;

import dev.cirrus.classifier.EvaluationSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The sets on which the gate measures, pinned by their hashes in the function's code or
 * configuration. The training job, which delivers the sets, can write neither, so it can't choose
 * digits on which its candidate looks good.
 */
public record HeldOutSets(Set<String> hashes) {
  public HeldOutSets {
    hashes = Set.copyOf(hashes);
  }

  /**
   * Reads a list of SHA-256 separated by commas.
   *
   * @param configured null or empty for the sets of the published training data
   */
  public static HeldOutSets of(@Nullable String configured) {
    return new HeldOutSets(
        configured == null || configured.isEmpty()
            ? EvaluationSet.PUBLISHED_SHA256
            : Set.copyOf(List.of(configured.split(",", -1))));
  }

  /** Returns why a candidate can't be measured on these sets; empty if all are pinned. */
  Optional<String> refusal(List<EvaluationSet> sets) {
    return sets.stream()
        .filter(set -> !hashes.contains(set.sha256()))
        .findFirst()
        .map(set ->
            String.format(
                Locale.ROOT,
                "The held-out set %s is not a pinned one: its SHA-256 is %s.",
                set.name(),
                set.sha256()));
  }
}
