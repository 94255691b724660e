package dev.cirrus.ledger;

import dev.cirrus.prediction.Prediction;
import java.time.Instant;
import java.time.InstantSource;
import java.time.LocalDate;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** A ledger in memory, for tests. */
public final class InMemoryLedger implements Ledger {
  private final InstantSource clock;
  private final NavigableMap<String, LedgerEntry> entries =
      new TreeMap<>(Comparator.reverseOrder());
  private final Set<String> everRecorded = new HashSet<>();
  private final Map<LocalDate, DayCounts> days = new HashMap<>();

  public InMemoryLedger(InstantSource clock) {
    this.clock = clock;
  }

  @Override
  public synchronized Recording record(Prediction prediction, Instant expires) {
    if (!expires.isAfter(clock.instant())) {
      return Recording.EXPIRED;
    }
    if (!everRecorded.add(prediction.id())) {
      return Recording.DUPLICATE;
    }
    entries.put(prediction.id(), new LedgerEntry(prediction, expires));
    count(DayCounts.of(prediction));
    return Recording.NEW;
  }

  @Override
  public synchronized boolean recordAll(List<LedgerEntry> written) {
    Set<String> ids = new HashSet<>();
    for (LedgerEntry entry : written) {
      String id = entry.prediction().id();
      if (!ids.add(id) || everRecorded.contains(id) || !isAlive(entry)) {
        return false;
      }
    }
    written.forEach(entry -> record(entry.prediction(), entry.expires()));
    return true;
  }

  @Override
  public synchronized Optional<LedgerEntry> find(String owner, String id) {
    return Optional.ofNullable(entries.get(id))
        .filter(entry -> entry.belongsTo(owner) && isAlive(entry));
  }

  @Override
  public synchronized LedgerPage page(
      String owner, Selection selection, @Nullable String after, int limit) {
    Predicate<LedgerEntry> selected =
        switch (selection) {
          case ALL -> entry -> true;
          case CORRECTED -> entry -> entry.correction() != null;
        };
    return page(after, limit, selected.and(entry -> entry.belongsTo(owner)));
  }

  @Override
  public synchronized CorrectionResult correct(String owner, String id, Labels labels) {
    LedgerEntry entry = find(owner, id).orElse(null);
    if (entry == null) {
      return new CorrectionResult.NotFound();
    }
    CorrectionResult result = entry.correct(labels, clock.instant());
    if (result instanceof CorrectionResult.Corrected(LedgerEntry corrected)) {
      entries.put(id, corrected);
      count(entry.countsAddedBy(corrected));
    }
    return result;
  }

  @Override
  public synchronized boolean delete(String owner, String id) {
    boolean known = find(owner, id).isPresent();
    if (known) {
      entries.remove(id);
    }
    return known;
  }

  @Override
  public synchronized LedgerPage correctedOn(LocalDate day, @Nullable String after, int limit) {
    return page(
        after, limit, entry -> entry.correction() != null && entry.correction().on().equals(day));
  }

  @Override
  public synchronized List<LedgerEntry> sample(int limit) {
    return alive(entries.values()).limit(limit).toList();
  }

  @Override
  public synchronized List<DayCounts> days(LocalDate first, LocalDate last) {
    return first
        .datesUntil(last.plusDays(1))
        .map(day -> days.getOrDefault(day, DayCounts.none(day)))
        .toList();
  }

  private LedgerPage page(@Nullable String after, int limit, Predicate<LedgerEntry> selected) {
    Collection<LedgerEntry> rest =
        after == null ? entries.values() : entries.tailMap(after, false).values();
    List<LedgerEntry> found = alive(rest).filter(selected).limit(limit + 1L).toList();
    if (found.size() <= limit) {
      return new LedgerPage(found, null);
    }
    List<LedgerEntry> page = found.subList(0, limit);
    return new LedgerPage(page, page.getLast().prediction().id());
  }

  private Stream<LedgerEntry> alive(Collection<LedgerEntry> some) {
    return some.stream().filter(this::isAlive);
  }

  private boolean isAlive(LedgerEntry entry) {
    return entry.expires().isAfter(clock.instant());
  }

  private void count(DayCounts more) {
    days.merge(more.day(), more, DayCounts::plus);
  }
}
