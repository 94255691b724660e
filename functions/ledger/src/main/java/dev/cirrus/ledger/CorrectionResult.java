package dev.cirrus.ledger;

/** The result of a correction. */
public sealed interface CorrectionResult {
  /** The entry has these labels now, or none if they were withdrawn. */
  record Corrected(LedgerEntry entry) implements CorrectionResult {}

  /** The owner has no entry with this id. */
  record NotFound() implements CorrectionResult {}

  /** The entry has fewer or, without positions, more digits than there are labels. */
  record LabelCountMismatch(int digits) implements CorrectionResult {}
}
