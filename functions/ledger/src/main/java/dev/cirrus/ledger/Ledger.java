package dev.cirrus.ledger;

import dev.cirrus.prediction.Prediction;
import java.time.Instant;
import java.time.LocalDate;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;
import java.util.Spliterators;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.jspecify.annotations.Nullable;

/**
 * Stores every recorded prediction exactly once.
 *
 * <p>An owner is the SHA-256 of an owner key, in hex. Expired entries are invisible, whether or not
 * they have been deleted yet.
 */
public interface Ledger {
  /** The page size with which {@link #corrections} reads. */
  int PAGE = 100;

  /** The result of recording a prediction. */
  enum Recording {
    /** It was stored and added to its day's counts. */
    NEW,
    /** Its id was recorded before, and may have been corrected or deleted since. */
    DUPLICATE,
    /** It had expired before it arrived. */
    EXPIRED
  }

  /** Selects an owner's entries. */
  enum Selection {
    ALL,
    CORRECTED
  }

  /** Stores a prediction until it expires, unless its id was recorded before. */
  Recording record(Prediction prediction, Instant expires);

  /**
   * Stores new entries in one write, which costs less than one for each. Returns false, with
   * nothing stored, if any of them was recorded before or has expired, or two have the same id:
   * then {@link #record} tells which. The default returns false.
   */
  default boolean recordAll(List<LedgerEntry> entries) {
    return false;
  }

  /** Returns an owner's entry. */
  Optional<LedgerEntry> find(String owner, String id);

  /**
   * Returns an owner's entries with ids lower than {@code after}, newest first. A page may hold
   * fewer than {@code limit} entries and still have a next one.
   */
  LedgerPage page(String owner, Selection selection, @Nullable String after, int limit);

  /**
   * Labels digits of an owner's entry; the last correction replaces earlier ones. No labels
   * withdraw the correction.
   */
  CorrectionResult correct(String owner, String id, Labels labels);

  /** Deletes an owner's entry permanently; false if there was none. */
  boolean delete(String owner, String id);

  /** Returns all owners' entries that were last corrected on a day (UTC), newest first. */
  LedgerPage correctedOn(LocalDate day, @Nullable String after, int limit);

  /** Returns at most this many entries of all owners, in no particular order. */
  List<LedgerEntry> sample(int limit);

  /** Returns the counts of each day (UTC) from first to last, both included, oldest first. */
  List<DayCounts> days(LocalDate first, LocalDate last);

  /**
   * Streams all owners' corrected entries, the last day first, reading lazily. An entry that is
   * corrected again meanwhile moves to the current day, so it may be missed but never occurs twice.
   */
  default Stream<LedgerEntry> corrections(LocalDate first, LocalDate last) {
    return Stream.iterate(last, day -> !day.isBefore(first), day -> day.minusDays(1))
        .flatMap(this::correctionsOn);
  }

  private Stream<LedgerEntry> correctionsOn(LocalDate day) {
    Iterator<LedgerPage> pages = new LedgerPages(after -> correctedOn(day, after, PAGE));
    return StreamSupport.stream(Spliterators.spliteratorUnknownSize(pages, 0), false)
        .flatMap(page -> page.entries().stream());
  }
}
