package dev.cirrus.training;

import dev.cirrus.training.distributed.Recipe;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What the job is asked to do.
 *
 * @param data folder with {@code mnist/} and {@code pen-strokes/}; null to fetch MNIST
 * @param corrections files of labelled rows
 * @param output folder for the model, its card and the checkpoint
 * @param report folder for the card for people and its pictures; null for the output's
 * @param quick whether MNIST alone, for two minutes
 * @param executors how many learn together
 * @param from folder or file of a model to go on from
 * @param version the model's name; empty for one made of the run
 * @param images how many images to learn from; 0 for the recipe's own number
 */
public record TrainingOptions(
    @Nullable String data,
    List<String> corrections,
    String output,
    @Nullable String report,
    boolean quick,
    int executors,
    @Nullable String from,
    long seed,
    String version,
    long images) {
  public static final String HELP =
      """
      Trains a model. Interrupted, it goes on where it was when it is started again.
        --data DIR           folder with mnist/ and pen-strokes/ (without it, MNIST is fetched)
        --corrections FILE…  labelled rows, as GET /dataset gives them (CSV)
        --output DIR         where model.onnx and card.json go (default: target/model)
        --report DIR         where model-card.md and its pictures go (default: the output folder)
        --quick              MNIST alone, in two minutes
        --continue MODEL     goes on from a model (folder or file): a short run
        --executors N        how many processes learn together (default: 2)
        --images N           how many images to learn from (default: the recipe's number)
        --seed N             of all that is random (default: 1)
        --version NAME       the model's name (default: made from its content)
      """;

  public TrainingOptions {
    corrections = List.copyOf(corrections);
  }

  /** Reads a command line; what is wrong with it is an {@link IllegalArgumentException}. */
  public static TrainingOptions parse(List<String> words) {
    String data = null;
    String output = "target/model";
    String report = null;
    String from = null;
    String version = "";
    List<String> corrections = new ArrayList<>();
    boolean quick = false;
    int executors = 2;
    long seed = 1;
    long images = 0;
    for (int i = 0; i < words.size(); i++) {
      String word = words.get(i);
      switch (word) {
        case "--data" -> data = value(words, ++i);
        case "--output", "--out" -> output = value(words, ++i);
        case "--report" -> report = value(words, ++i);
        case "--continue" -> from = value(words, ++i);
        case "--version" -> version = value(words, ++i);
        case "--executors" -> executors = (int) number(words, ++i, 64);
        case "--seed" -> seed = number(words, ++i, Integer.MAX_VALUE);
        case "--images" -> images = number(words, ++i, 1_000_000_000);
        case "--quick" -> quick = true;
        case "--corrections" -> {
          corrections.add(value(words, ++i));
          while (i + 1 < words.size() && !words.get(i + 1).startsWith("--")) {
            corrections.add(words.get(++i));
          }
        }
        default -> throw new IllegalArgumentException("No argument is named " + word + ".");
      }
    }
    if (quick && from != null) {
      throw new IllegalArgumentException("--quick begins anew: it cannot --continue a model.");
    }
    return new TrainingOptions(
        data, corrections, output, report, quick, executors, from, seed, version, images);
  }

  /** The recipe that was asked for. */
  public Recipe recipe() {
    Recipe recipe = quick ? Recipe.quick() : from != null ? Recipe.further() : Recipe.full();
    return sized(recipe);
  }

  /** The same, of the length that was asked for. */
  public Recipe sized(Recipe recipe) {
    return images > 0 ? recipe.ofImages(images) : recipe;
  }

  private static String value(List<String> words, int at) {
    if (at >= words.size() || words.get(at).startsWith("--")) {
      throw new IllegalArgumentException(words.get(at - 1) + " needs a value.");
    }
    return words.get(at);
  }

  private static long number(List<String> words, int at, long most) {
    String word = value(words, at);
    try {
      long number = Long.parseLong(word);
      if (number >= 1 && number <= most) {
        return number;
      }
    } catch (NumberFormatException e) {
      // The same complaint as for a number out of its range.
    }
    throw new IllegalArgumentException(
        words.get(at - 1) + " needs a number from 1 to " + most + ", not " + word + ".");
  }
}
