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
 * Which writers teach and which examine. In each organisation the writers stand in the order of
 * their names' SHA-256: the first fifth (rounded, at least one) is the test's, the next tenth
 * (rounded) is there to choose recipes by, the rest teaches.
 */
public final class WriterSplit {
  /** What a writer's digits are used for. */
  public enum Part {
    TRAINING,
    VALIDATION,
    TEST
  }

  private final Map<String, Part> parts = new HashMap<>();

  private WriterSplit() {}

  /** Splits all writers named, each "organisation/name"; the same names give the same split. */
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
      throw new IllegalArgumentException("no such writer was split: " + writer);
    }
    return part;
  }
}
