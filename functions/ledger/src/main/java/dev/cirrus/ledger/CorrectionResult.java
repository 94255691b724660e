package dev.cirrus.ledger;

/** The result of a correction. */
public sealed interface CorrectionResult {
  /** The entry has these labels now, and perhaps had them before. */
  record Corrected(LedgerEntry entry) implements CorrectionResult {}

  /** The owner has no entry with this id. */
  record NotFound() implements CorrectionResult {}

  /** There must be as many labels as the entry has digits. */
  record LabelCountMismatch(int digits) implements CorrectionResult {}
}
