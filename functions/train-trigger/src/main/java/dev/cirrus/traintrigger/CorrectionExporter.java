package dev.cirrus.traintrigger;

import dev.cirrus.lambda.Sha256;
import dev.cirrus.ledger.Correction;
import dev.cirrus.ledger.Ledger;
import dev.cirrus.ledger.LedgerEntry;
import dev.cirrus.prediction.DatasetCsv;
import dev.cirrus.runs.ExportedCorrections;
import dev.cirrus.runs.RunFiles;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.InstantSource;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.PriorityQueue;
import java.util.stream.Stream;

/** Counts the digits that owners corrected and exports them as training data. */
final class CorrectionExporter {
  /** The largest number of digits that a run trains with; the last corrected ones are taken. */
  static final int MAX_DIGITS = 20_000;

  /** The largest number of digits of one owner, so that nobody can displace the others. */
  static final int MAX_DIGITS_OF_OWNER = MAX_DIGITS / 10;

  private static final Comparator<LedgerEntry> BY_TIME =
      Comparator.comparing(entry -> correction(entry).at());

  private final Ledger ledger;
  private final RunFiles files;
  private final InstantSource clock;
  private final int retentionDays;

  /**
   * @param retentionDays how long the ledger keeps a record, so how old a correction can be
   */
  CorrectionExporter(Ledger ledger, RunFiles files, InstantSource clock, int retentionDays) {
    this.ledger = ledger;
    this.files = files;
    this.clock = clock;
    this.retentionDays = retentionDays;
  }

  /**
   * Counts the digits of predictions that were first corrected after a time, up to a limit. Later
   * changes of their labels do not count, because anybody could start runs with them.
   */
  int countSince(Instant time, int limit) {
    LocalDate first = day(time).isBefore(oldest()) ? oldest() : day(time);
    int count = 0;
    try (Stream<LedgerEntry> entries = ledger.corrections(first, today())) {
      for (Iterator<LedgerEntry> all = entries.iterator(); count < limit && all.hasNext(); ) {
        LedgerEntry entry = all.next();
        Instant since = entry.firstCorrectedAt();
        count += since != null && since.isAfter(time) ? correction(entry).labels().size() : 0;
      }
    }
    return Math.min(count, limit);
  }

  /** Writes the corrected digits to the file that the run's job reads. */
  ExportedCorrections export(String run) {
    ByteArrayOutputStream csv = new ByteArrayOutputStream();
    csv.writeBytes(DatasetCsv.HEADER.getBytes(StandardCharsets.UTF_8));
    Map<String, Integer> digitsOfOwners = new HashMap<>();
    int rows = 0;
    for (LocalDate day = today();
        rows < MAX_DIGITS && !day.isBefore(oldest());
        day = day.minusDays(1)) {
      for (LedgerEntry entry : newestFirst(day)) {
        Correction correction = correction(entry);
        int digits = correction.labels().size();
        int ofOwner = digitsOfOwners.merge(entry.prediction().owner(), digits, Integer::sum);
        if (ofOwner <= MAX_DIGITS_OF_OWNER && rows + digits <= MAX_DIGITS) {
          writeRows(entry, correction, csv);
          rows += digits;
        }
      }
    }
    byte[] bytes = csv.toByteArray();
    String key = RunFiles.corrections(run);
    files.write(key, "text/csv", bytes);
    return new ExportedCorrections(rows, key, Sha256.hex(bytes));
  }

  /**
   * Returns the corrections of a day, the last one first. The ledger sorts them by their ids, which
   * callers can choose. For each owner, at most as many are kept in memory as can be exported.
   */
  private List<LedgerEntry> newestFirst(LocalDate day) {
    Map<String, PriorityQueue<LedgerEntry>> byOwner = new HashMap<>();
    try (Stream<LedgerEntry> entries = ledger.corrections(day, day)) {
      entries.forEach(entry -> {
        PriorityQueue<LedgerEntry> newest =
            byOwner.computeIfAbsent(
                entry.prediction().owner(), owner -> new PriorityQueue<>(BY_TIME));
        newest.add(entry);
        if (newest.size() > MAX_DIGITS_OF_OWNER) {
          newest.remove();
        }
      });
    }
    List<LedgerEntry> all = new ArrayList<>();
    byOwner.values().forEach(all::addAll);
    all.sort(BY_TIME.reversed());
    return all;
  }

  private static void writeRows(
      LedgerEntry entry, Correction correction, ByteArrayOutputStream csv) {
    correction
        .labels()
        .forEach((position, label) -> {
          String row = DatasetCsv.row(label, entry.prediction().digits().get(position).pixels());
          csv.writeBytes(row.getBytes(StandardCharsets.UTF_8));
        });
  }

  private LocalDate oldest() {
    return today().minusDays(retentionDays);
  }

  private LocalDate today() {
    return day(clock.instant());
  }

  private static LocalDate day(Instant time) {
    return LocalDate.ofInstant(time, ZoneOffset.UTC);
  }

  private static Correction correction(LedgerEntry entry) {
    return Objects.requireNonNull(
        entry.correction(), "expected a corrected entry from the ledger's corrections");
  }
}
