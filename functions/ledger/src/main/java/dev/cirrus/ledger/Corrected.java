package dev.cirrus.ledger;

/** What became of a correction. */
public sealed interface Corrected {
  /** The entry says so now; it may have said so before. */
  record Done(Entry entry) implements Corrected {}

  /** The owner has no such entry. */
  record Unknown() implements Corrected {}

  /** The entry has another number of digits than there were labels. */
  record Misfit(int digits) implements Corrected {}
}
