package dev.cirrus.runs;

import dev.cirrus.classifier.ModelCard;
import dev.cirrus.classifier.ModelPointer;
import dev.cirrus.classifier.StoredModel;
import dev.cirrus.json.Json;
import dev.cirrus.runs.CurrentModel.Seen;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Optional;

/** The models: which one serves, its files, and how another takes its place. */
public final class Models {
  /** No model of ours is nearly as large. */
  public static final int LARGEST = 32 << 20;

  private static final String MODEL = "model.onnx";
  private static final String CARD = "card.json";

  private final CurrentModel current;
  private final RunFiles files;

  public Models(CurrentModel current, RunFiles files) {
    this.current = current;
    this.files = files;
  }

  /**
   * The model that serves.
   *
   * @param seen the pointer that names it; empty where it is the shipped one, for want of a pointer
   */
  public record Serving(StoredModel model, Optional<Seen> seen) {
    public ModelPointer pointer() {
      return model.card().pointer();
    }
  }

  /** Which model serves, with its files. */
  public Serving serving() {
    Optional<Seen> seen = current.read();
    return new Serving(seen.map(it -> stored(it.pointer())).orElseGet(Models::shipped), seen);
  }

  /** What the pointer says, if it was ever set. */
  public Optional<Seen> seen() {
    return current.read();
  }

  /** Keeps a model's files where its pointer leads to. */
  public void keep(StoredModel model) {
    put(RunFiles.model(model.card().pointer().version()), model);
  }

  /** Puts a model's files into a run's folder, for its job to continue from. */
  public void layOut(StoredModel model, String run) {
    put(RunFiles.base(run), model);
  }

  /**
   * Lets a model, whose files are kept, serve in the place of what was seen.
   *
   * @return false if another was faster
   */
  public boolean move(Optional<Seen> seen, ModelPointer next) {
    return current.move(seen, next);
  }

  private void put(String folder, StoredModel model) {
    files.write(folder + MODEL, "application/octet-stream", model.model());
    files.write(
        folder + CARD, "application/json", model.card().json().getBytes(StandardCharsets.UTF_8));
  }

  private StoredModel stored(ModelPointer pointer) {
    String folder = RunFiles.model(pointer.version());
    return new StoredModel(
        required(folder + MODEL),
        new ModelCard(pointer, new String(required(folder + CARD), StandardCharsets.UTF_8)));
  }

  private byte[] required(String key) {
    return files
        .read(key, LARGEST)
        .orElseThrow(() -> new IllegalStateException("The model that serves lacks " + key));
  }

  /** The model that this release came with. */
  private static StoredModel shipped() {
    String card = new String(resource("model/" + CARD), StandardCharsets.UTF_8);
    return new StoredModel(resource("model/" + MODEL), new ModelCard(pointer(card), card));
  }

  /** What a card says of its model's version and hash. */
  public static ModelPointer pointer(String card) {
    try {
      Map<String, String> texts = Json.stringProperties(card);
      return new ModelPointer(texts.getOrDefault("version", ""), texts.getOrDefault("sha256", ""));
    } catch (IOException e) {
      throw new IllegalArgumentException("A card is a JSON object.", e);
    }
  }

  private static byte[] resource(String name) {
    try (InputStream bytes = Models.class.getResourceAsStream(name)) {
      if (bytes == null) {
        throw new IllegalStateException("This release lacks " + name);
      }
      return bytes.readAllBytes();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
