package dev.cirrus.traintrigger;

import dev.cirrus.ledger.Correction;
import dev.cirrus.ledger.Ledger;
import dev.cirrus.ledger.LedgerEntry;
import dev.cirrus.models.Sha256;
import dev.cirrus.prediction.DatasetCsv;
import dev.cirrus.runs.ExportedCorrections;
import dev.cirrus.runs.RunFiles;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.InstantSource;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.Iterator;
import java.util.Objects;
import java.util.stream.Stream;

/** What owners said their digits really are. */
final class CorrectionExporter {
  /** No run trains on more: the newest count. */
  static final int MOST = 20_000;

  private final Ledger ledger;
  private final RunFiles files;
  private final InstantSource clock;
  private final int retentionDays;

  /**
   * @param retentionDays how long the ledger keeps a record, so how far back corrections may lie
   */
  CorrectionExporter(Ledger ledger, RunFiles files, InstantSource clock, int retentionDays) {
    this.ledger = ledger;
    this.files = files;
    this.clock = clock;
    this.retentionDays = retentionDays;
  }

  /** How many digits were corrected after that time; counting stops at enough. */
  int since(Instant time, int enough) {
    LocalDate first = day(time).isBefore(oldest()) ? oldest() : day(time);
    int count = 0;
    try (Stream<LedgerEntry> entries = ledger.corrections(first, today())) {
      for (Iterator<LedgerEntry> all = entries.iterator(); count < enough && all.hasNext(); ) {
        Correction correction = correction(all.next());
        count += correction.at().isAfter(time) ? correction.labels().size() : 0;
      }
    }
    return Math.min(count, enough);
  }

  /** Writes all corrected digits to where a run's job finds them. */
  ExportedCorrections export(String run) {
    ByteArrayOutputStream csv = new ByteArrayOutputStream();
    csv.writeBytes(DatasetCsv.HEADER.getBytes(StandardCharsets.UTF_8));
    int rows = 0;
    try (Stream<LedgerEntry> entries = ledger.corrections(oldest(), today())) {
      for (Iterator<LedgerEntry> all = entries.iterator(); rows < MOST && all.hasNext(); ) {
        LedgerEntry entry = all.next();
        Correction correction = correction(entry);
        for (int i = 0; i < correction.labels().size() && rows < MOST; i++) {
          String row =
              DatasetCsv.row(
                  correction.labels().get(i), entry.prediction().digits().get(i).pixels());
          csv.writeBytes(row.getBytes(StandardCharsets.UTF_8));
          rows++;
        }
      }
    }
    byte[] bytes = csv.toByteArray();
    String key = RunFiles.corrections(run);
    files.write(key, "text/csv", bytes);
    return new ExportedCorrections(rows, key, Sha256.hex(bytes));
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
    return Objects.requireNonNull(entry.correction(), "What was corrected has a correction");
  }
}
