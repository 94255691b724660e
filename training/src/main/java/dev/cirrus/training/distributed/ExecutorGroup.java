package dev.cirrus.training.distributed;

import dev.cirrus.training.TrainingOptions;
import dev.cirrus.training.data.TrainingSet;
import dev.cirrus.training.network.Network;
import java.io.Serializable;
import java.util.ArrayList;
import java.util.List;
import org.apache.spark.BarrierTaskContext;
import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.broadcast.Broadcast;
import scala.collection.Iterator;
import scala.jdk.javaapi.CollectionConverters;
import scala.reflect.ClassTag;
import scala.runtime.AbstractFunction1;

/**
 * The executors that learn together. A round is one barrier stage: all start at once from the same
 * weights, each learns from its own slice, and the mean of what they bring back is where the next
 * round starts. An executor that dies takes its round with it, which the job begins again.
 */
public final class ExecutorGroup {
  private final JavaSparkContext spark;
  private final Broadcast<TrainingSet> lessons;
  private final Recipe recipe;
  private final TrainingOptions arguments;
  private final int threads;
  private final boolean folded;

  public ExecutorGroup(
      JavaSparkContext spark,
      TrainingSet lessons,
      Recipe recipe,
      TrainingOptions arguments,
      boolean folded) {
    this.spark = spark;
    this.lessons = spark.broadcast(lessons);
    this.recipe = recipe;
    this.arguments = arguments;
    this.threads = spark.getConf().getInt("spark.task.cpus", 1);
    this.folded = folded;
  }

  /** How many images a round takes, of all executors together. */
  public long imagesOfRound() {
    return stepsOfRound() * recipe.batch() * arguments.executors();
  }

  private long stepsOfRound() {
    long inRound = (long) recipe.rounds() * recipe.batch() * arguments.executors();
    return Math.max(1, recipe.images() / inRound);
  }

  /** Learns one round further. */
  public RoundResult round(RoundResult start, int number) {
    List<Integer> places = new ArrayList<>();
    for (int i = 0; i < arguments.executors(); i++) {
      places.add(i);
    }
    Broadcast<RoundResult> shared = spark.broadcast(start);
    long steps = stepsOfRound();
    Lesson lesson =
        new Lesson(
            lessons,
            shared,
            recipe,
            arguments.seed(),
            arguments.executors(),
            number * steps,
            steps,
            threads,
            folded);
    try {
      return RoundResult.mean(
          spark
              .parallelize(places, places.size())
              .rdd()
              .barrier()
              .mapPartitions(lesson, false, ClassTag.apply(RoundResult.class))
              .toJavaRDD()
              .collect());
    } finally {
      shared.destroy();
    }
  }

  /** What one executor does in a round. */
  private static final class Lesson
      extends AbstractFunction1<Iterator<Integer>, Iterator<RoundResult>> implements Serializable {
    private static final long serialVersionUID = 1L;

    private final Broadcast<TrainingSet> lessons;
    private final Broadcast<RoundResult> start;
    private final Recipe recipe;
    private final long seed;
    private final int executors;
    private final long firstStep;
    private final long steps;
    private final int threads;
    private final boolean folded;

    Lesson(
        Broadcast<TrainingSet> lessons,
        Broadcast<RoundResult> start,
        Recipe recipe,
        long seed,
        int executors,
        long firstStep,
        long steps,
        int threads,
        boolean folded) {
      this.lessons = lessons;
      this.start = start;
      this.recipe = recipe;
      this.seed = seed;
      this.executors = executors;
      this.firstStep = firstStep;
      this.steps = steps;
      this.threads = threads;
      this.folded = folded;
    }

    @Override
    public Iterator<RoundResult> apply(Iterator<Integer> none) {
      int place = BarrierTaskContext.get().partitionId();
      ExecutorTrainer apprentice =
          ExecutorTrainer.resident(Network.of(recipe.shape()), recipe.decay(), folded, threads);
      BatchGenerator batches =
          new BatchGenerator(
              lessons.value(), recipe, seed, place, executors, recipe.rounds() * steps);
      RoundResult learned =
          apprentice.learn(
              batches, recipe, start.value(), firstStep, steps, recipe.rounds() * steps);
      return CollectionConverters.asScala(List.of(learned).iterator());
    }
  }
}
