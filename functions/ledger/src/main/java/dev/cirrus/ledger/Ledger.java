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
 * Every prediction that was acknowledged as recorded, exactly once.
 *
 * <p>An owner is the SHA-256 of an owner key, in hex. What has expired is gone for every question,
 * whether or not it has been swept out yet.
 */
public interface Ledger {
  /** How many corrections are read at once. */
  int PAGE = 100;

  /** What became of a prediction that was to be recorded. */
  enum Recording {
    /** It stands in the ledger, and is counted in its day. */
    NEW,
    /** It had been recorded before, and may have been corrected or forgotten since. */
    DUPLICATE,
    /** Its time had run out before it came. */
    EXPIRED
  }

  /** Which of an owner's entries a page shows. */
  enum Selection {
    ALL,
    CORRECTED
  }

  /** Keeps a prediction until it expires, unless its id was ever recorded before. */
  Recording record(Prediction prediction, Instant expires);

  /** One of the owner's own entries. */
  Optional<LedgerEntry> find(String owner, String id);

  /**
   * The owner's entries whose ids come before {@code after}, newest first. A page may hold fewer
   * than {@code limit} and yet have a next one.
   */
  LedgerPage page(String owner, Selection selection, @Nullable String after, int limit);

  /** Says what the digits of one of the owner's entries really are; the last word counts. */
  CorrectionResult correct(String owner, String id, List<Integer> labels);

  /** Forgets one of the owner's entries for good; false if there was none. */
  boolean delete(String owner, String id);

  /** Everybody's entries that were last corrected on a day (UTC), newest first. */
  LedgerPage correctedOn(LocalDate day, @Nullable String after, int limit);

  /** At most so many of everybody's entries, corrected or not, in no order. */
  List<LedgerEntry> sample(int limit);

  /** What was counted on each of these days (UTC), first and last included, oldest first. */
  List<DayCounts> days(LocalDate first, LocalDate last);

  /**
   * Everybody's corrected entries, the last day first, read as the stream is. An entry that is
   * corrected again meanwhile moves to the current day, so it may be missed, but never comes twice.
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
