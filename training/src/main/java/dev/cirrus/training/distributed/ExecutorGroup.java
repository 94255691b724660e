package dev.cirrus.training.distributed;

import dev.cirrus.training.data.TrainingSet;
import dev.cirrus.training.network.Network;
import java.io.Serializable;
import java.util.List;
import java.util.stream.IntStream;
import org.apache.spark.BarrierTaskContext;
import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.broadcast.Broadcast;
import scala.collection.Iterator;
import scala.jdk.javaapi.CollectionConverters;
import scala.reflect.ClassTag;
import scala.runtime.AbstractFunction1;

/**
 * The executors that train together. A round is one barrier stage: all executors start at the same
 * time from the same parameters, and each trains on its own batches. The mean of their results is
 * the start of the next round. If an executor is lost, the round fails and is run again.
 */
public final class ExecutorGroup {
  private final JavaSparkContext spark;
  private final Broadcast<TrainingSet> set;
  private final Recipe recipe;
  private final int threads;
  private final boolean folded;

  /**
   * @param folded whether the batch normalisation is already folded into the convolutions
   */
  public ExecutorGroup(JavaSparkContext spark, TrainingSet set, Recipe recipe, boolean folded) {
    this.spark = spark;
    this.set = spark.broadcast(set);
    this.recipe = recipe;
    this.threads = spark.getConf().getInt("spark.task.cpus", 1);
    this.folded = folded;
  }

  /** Trains for one round. */
  public RoundResult train(RoundResult start, int round) {
    List<Integer> indexes = IntStream.range(0, recipe.executors()).boxed().toList();
    Broadcast<RoundResult> shared = spark.broadcast(start);
    try {
      return RoundResult.mean(
          spark
              .parallelize(indexes, indexes.size())
              .rdd()
              .barrier()
              .mapPartitions(
                  new Task(set, shared, recipe, round, threads, folded),
                  false,
                  ClassTag.apply(RoundResult.class))
              .toJavaRDD()
              .collect());
    } finally {
      shared.destroy();
    }
  }

  /** The work of one executor in a round. */
  private static final class Task
      extends AbstractFunction1<Iterator<Integer>, Iterator<RoundResult>> implements Serializable {
    private static final long serialVersionUID = 1L;

    private final Broadcast<TrainingSet> set;
    private final Broadcast<RoundResult> start;
    private final Recipe recipe;
    private final int round;
    private final int threads;
    private final boolean folded;

    Task(
        Broadcast<TrainingSet> set,
        Broadcast<RoundResult> start,
        Recipe recipe,
        int round,
        int threads,
        boolean folded) {
      this.set = set;
      this.start = start;
      this.recipe = recipe;
      this.round = round;
      this.threads = threads;
      this.folded = folded;
    }

    @Override
    public Iterator<RoundResult> apply(Iterator<Integer> unused) {
      int index = BarrierTaskContext.get().partitionId();
      Schedule schedule = recipe.schedule();
      long count = schedule.stepsPerRound(recipe.executors());
      ExecutorTrainer.Steps steps =
          new ExecutorTrainer.Steps(round * count, count, schedule.rounds() * count);
      RoundResult result =
          ExecutorTrainer.of(Network.of(recipe.shape()), folded, threads)
              .train(
                  new BatchGenerator(set.value(), recipe, index, steps.total()),
                  schedule,
                  start.value(),
                  steps);
      return CollectionConverters.asScala(List.of(result).iterator());
    }
  }
}
