package dev.cirrus.training;

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
final class Team {
  private final JavaSparkContext spark;
  private final Broadcast<Lessons> lessons;
  private final Recipe recipe;
  private final Arguments arguments;
  private final int threads;
  private final boolean folded;

  Team(
      JavaSparkContext spark, Lessons lessons, Recipe recipe, Arguments arguments, boolean folded) {
    this.spark = spark;
    this.lessons = spark.broadcast(lessons);
    this.recipe = recipe;
    this.arguments = arguments;
    this.threads = spark.getConf().getInt("spark.task.cpus", 1);
    this.folded = folded;
  }

  /** How many images a round takes, of all executors together. */
  long imagesOfRound() {
    return stepsOfRound() * recipe.batch() * arguments.executors();
  }

  private long stepsOfRound() {
    long inRound = (long) recipe.rounds() * recipe.batch() * arguments.executors();
    return Math.max(1, recipe.images() / inRound);
  }

  /** Learns one round further. */
  Round round(Round start, int number) {
    List<Integer> places = new ArrayList<>();
    for (int i = 0; i < arguments.executors(); i++) {
      places.add(i);
    }
    Broadcast<Round> shared = spark.broadcast(start);
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
      return Round.mean(
          spark
              .parallelize(places, places.size())
              .rdd()
              .barrier()
              .mapPartitions(lesson, false, ClassTag.apply(Round.class))
              .toJavaRDD()
              .collect());
    } finally {
      shared.destroy();
    }
  }

  /** What one executor does in a round. */
  private static final class Lesson extends AbstractFunction1<Iterator<Integer>, Iterator<Round>>
      implements Serializable {
    private static final long serialVersionUID = 1L;

    private final Broadcast<Lessons> lessons;
    private final Broadcast<Round> start;
    private final Recipe recipe;
    private final long seed;
    private final int executors;
    private final long firstStep;
    private final long steps;
    private final int threads;
    private final boolean folded;

    Lesson(
        Broadcast<Lessons> lessons,
        Broadcast<Round> start,
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
    public Iterator<Round> apply(Iterator<Integer> none) {
      int place = BarrierTaskContext.get().partitionId();
      Apprentice apprentice =
          Apprentice.resident(Network.of(recipe.shape()), recipe.decay(), folded, threads);
      Batches batches =
          new Batches(lessons.value(), recipe, seed, place, executors, recipe.rounds() * steps);
      Round learned =
          apprentice.learn(
              batches, recipe, start.value(), firstStep, steps, recipe.rounds() * steps);
      return CollectionConverters.asScala(List.of(learned).iterator());
    }
  }
}
