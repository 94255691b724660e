package dev.cirrus.ledger;

/** What became of a correction. */
public sealed interface CorrectionResult {
  /** The entry says so now; it may have said so before. */
  record Corrected(LedgerEntry entry) implements CorrectionResult {}

  /** The owner has no such entry. */
  record NotFound() implements CorrectionResult {}

  /** The entry has another number of digits than there were labels. */
  record LabelCountMismatch(int digits) implements CorrectionResult {}
}
