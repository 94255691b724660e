package dev.cirrus.bench.reading;

import dev.cirrus.bench.reading.SheetComposer.Surface;
import dev.cirrus.training.data.PenSample;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.SplittableRandom;
import java.util.function.IntUnaryOperator;
import org.jspecify.annotations.Nullable;

/** Creates the requests that send a photograph of a sheet. */
final class PhotographSets {
  private static final List<Surface> PAPERS =
      List.of(Surface.PLAIN, Surface.RULED, Surface.SQUARED);

  private static final List<Table> TABLES = List.of(Table.values());

  private final List<PenSample> pens;
  private final SplittableRandom random;
  private final IntUnaryOperator count;

  /**
   * Creates the sets.
   *
   * @param count returns how many requests of a full number to create
   */
  PhotographSets(List<PenSample> pens, SplittableRandom random, IntUnaryOperator count) {
    this.pens = pens;
    this.random = random;
    this.count = count;
  }

  /** Sheets with one to four lines of two to eleven digits by one writer. */
  List<ReadingSample> ordinary() {
    List<ReadingSample> samples = new ArrayList<>();
    for (Surface surface : PAPERS) {
      for (int i = count.applyAsInt(10); i > 0; i--) {
        samples.add(photograph("sheets that fill the photograph", surface, null));
      }
    }
    for (Table table : TABLES) {
      for (int i = count.applyAsInt(6); i > 0; i--) {
        Surface surface = PAPERS.get(i % 3);
        samples.add(photograph("sheets on a table", surface, table));
      }
    }
    for (Surface surface :
        List.of(Surface.WHITEBOARD, Surface.CHALKBOARD, Surface.GRAPH_PAPER, Surface.INDEX_CARD)) {
      for (int i = count.applyAsInt(5); i > 0; i--) {
        samples.add(photograph("other surfaces", surface, null));
      }
    }
    for (Surface surface : List.of(Surface.STICKY_NOTE, Surface.RECEIPT, Surface.INDEX_CARD)) {
      for (int i = count.applyAsInt(5); i > 0; i--) {
        Table table = TABLES.get(random.nextInt(TABLES.size()));
        samples.add(photograph("other surfaces on a table", surface, table));
      }
    }
    return samples;
  }

  /** Sheets under conditions that make reading difficult, one at a time. */
  List<ReadingSample> difficult() {
    List<ReadingSample> samples = new ArrayList<>();
    for (Condition condition : Condition.values()) {
      if (condition == Condition.NONE) {
        continue;
      }
      for (int i = count.applyAsInt(5); i > 0; i--) {
        Surface surface =
            condition == Condition.DARK_PAPER
                ? Surface.PLAIN
                : PAPERS.get(random.nextInt(PAPERS.size()));
        Table table =
            condition.needsTable() || i % 2 == 1 ? TABLES.get(random.nextInt(TABLES.size())) : null;
        samples.add(
            photograph(
                "sheets under difficult conditions",
                condition.name(),
                scene(surface, table, condition),
                condition));
      }
    }
    return samples;
  }

  /**
   * Composes and photographs a sheet.
   *
   * @param table null if the sheet fills the photograph
   */
  private ReadingSample photograph(String set, Surface surface, @Nullable Table table) {
    ComposedSheet seen = scene(surface, table, Condition.NONE);
    return photograph(set, name(surface, table), seen, Condition.NONE);
  }

  private static String name(Surface surface, @Nullable Table table) {
    boolean isCommonPaper = surface.compareTo(Surface.SQUARED) <= 0;
    if (!isCommonPaper) {
      return surface.name();
    }
    return table == null ? surface.name() + " paper" : table.name() + " table";
  }

  private ComposedSheet scene(Surface surface, @Nullable Table table, Condition condition) {
    ComposedSheet sheet =
        new SheetComposer(pens, random.split()).compose(surface, table == null, condition);
    TableScene scene = new TableScene(random.split());
    ComposedSheet seen =
        table == null ? scene.filling(sheet) : scene.onTable(sheet, table, condition, 1600, 1200);
    return condition == Condition.PAGE_ROTATED ? scene.rotated(seen) : seen;
  }

  private ReadingSample photograph(
      String set, String name, ComposedSheet scene, Condition condition) {
    return ReadingSample.jpeg(
        set,
        name.toLowerCase(Locale.ROOT).replace('_', ' '),
        new Camera(random.split(), condition).jpeg(scene.image()),
        String.join("\n", scene.lines()));
  }
}
