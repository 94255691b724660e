package dev.cirrus.bench.growth;

import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The part of docs/performance.md about growth.
 *
 * @param most the largest number of records
 */
record GrowthReport(Series ofDigits, List<Series> ofRecords, int most) {
  private static final Path DOCUMENT = Path.of("docs/performance.md");
  private static final Pattern SECTION =
      Pattern.compile("(<!-- growth -->\n).*(<!-- end of growth -->)", Pattern.DOTALL);

  String text() {
    StringBuilder text = new StringBuilder();
    text.append(
        "`./cirrus bench growth --most %d`, %s, %d processors, load average %.0f:%n%n"
            .formatted(
                most,
                LocalDate.now(ZoneOffset.UTC),
                Runtime.getRuntime().availableProcessors(),
                ManagementFactory.getOperatingSystemMXBean().getSystemLoadAverage()));
    text.append(
        "| operation | time for each size | exponent between the last two |\n|---|---|---|\n");
    text.append(ofDigits.row()).append('\n');
    ofRecords.forEach(series -> text.append(series.row()).append('\n'));
    text.append("\n![Time over digits in a request](images/growth-digits.svg)\n");
    text.append("\n![Time over records](images/growth-records.svg)\n");
    return text.toString();
  }

  /** Replaces the part and its two charts. */
  void write() throws IOException {
    Matcher section = SECTION.matcher(Files.readString(DOCUMENT));
    Files.writeString(
        DOCUMENT, section.replaceFirst("$1" + Matcher.quoteReplacement(text()) + "$2"));
    Path images = DOCUMENT.resolveSibling("images");
    Files.writeString(
        images.resolve("growth-digits.svg"),
        GrowthChart.of("Time over digits in a request", List.of(ofDigits)));
    Files.writeString(
        images.resolve("growth-records.svg"), GrowthChart.of("Time over records", ofRecords));
  }
}
