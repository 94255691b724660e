package dev.cirrus.training.data;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * Assigns writers to training, validation and test. In each organisation the writers are sorted by
 * the SHA-256 of their names: the first fifth (rounded, at least one) is for the test, the next
 * tenth (rounded) for validation, the rest for training.
 */
public final class WriterSplit {
  /** The use of a writer's samples. */
  public enum Part {
    TRAINING,
    VALIDATION,
    TEST
  }

  private final Map<String, Part> parts = new HashMap<>();

  private WriterSplit() {}

  /** Splits writers named "organisation/name"; the same names always give the same split. */
  public static WriterSplit of(Collection<String> writers) {
    Map<String, List<String>> byOrganisation = new TreeMap<>();
    for (String writer : new TreeSet<>(writers)) {
      String organisation = writer.substring(0, writer.indexOf('/'));
      byOrganisation.computeIfAbsent(organisation, o -> new ArrayList<>()).add(writer);
    }
    WriterSplit split = new WriterSplit();
    for (List<String> names : byOrganisation.values()) {
      names.sort(
          Comparator.comparing(name -> FileStore.sha256(name.getBytes(StandardCharsets.UTF_8))));
      int test = Math.max(1, Math.round(names.size() / 5f));
      int validation = Math.round(names.size() / 10f);
      for (int i = 0; i < names.size(); i++) {
        Part part = i < test ? Part.TEST : i < test + validation ? Part.VALIDATION : Part.TRAINING;
        split.parts.put(names.get(i), part);
      }
    }
    return split;
  }

  public Part part(String writer) {
    Part part = parts.get(writer);
    if (part == null) {
      throw new IllegalArgumentException("unknown writer: " + writer);
    }
    return part;
  }
}
