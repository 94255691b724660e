package dev.cirrus.simulation.aws;

import dev.cirrus.simulation.world.World;
import java.time.Duration;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.function.Consumer;
import software.amazon.awssdk.services.emrserverless.EmrServerlessClient;
import software.amazon.awssdk.services.emrserverless.model.CancelJobRunRequest;
import software.amazon.awssdk.services.emrserverless.model.CancelJobRunResponse;
import software.amazon.awssdk.services.emrserverless.model.EmrServerlessException;
import software.amazon.awssdk.services.emrserverless.model.GetJobRunRequest;
import software.amazon.awssdk.services.emrserverless.model.GetJobRunResponse;
import software.amazon.awssdk.services.emrserverless.model.JobRunState;
import software.amazon.awssdk.services.emrserverless.model.StartJobRunRequest;
import software.amazon.awssdk.services.emrserverless.model.StartJobRunResponse;
import software.amazon.awssdk.services.emrserverless.model.ValidationException;

/** EMR Serverless. A job is started once for each client token; one in five fails. */
public final class SimulatedEmrServerless implements EmrServerlessClient {
  private static final Duration TIMEOUT = Duration.ofSeconds(25);
  private static final int MAX_JOB_SECONDS = 3_600;

  private static final Set<JobRunState> OPEN =
      EnumSet.of(JobRunState.SUBMITTED, JobRunState.RUNNING);

  private final World world;
  private final Network network;
  private final Consumer<String> work;
  private final Consumer<String> ended;
  private final Map<String, JobRunState> jobs = new HashMap<>();

  /**
   * @param work what a job with this client token does
   * @param ended called with the client token of a job that has ended
   */
  public SimulatedEmrServerless(World world, Consumer<String> work, Consumer<String> ended) {
    this.world = world;
    this.work = work;
    this.ended = ended;
    this.network = new Network(world, "EMR", TIMEOUT);
  }

  @Override
  public String serviceName() {
    return SERVICE_NAME;
  }

  @Override
  public void close() {
    // There is nothing to close.
  }

  @Override
  public StartJobRunResponse startJobRun(StartJobRunRequest request) {
    return network.call(
        "StartJobRun",
        () -> {
          if (jobs.putIfAbsent(request.clientToken(), JobRunState.SUBMITTED) == null) {
            run(request.clientToken());
          }
          return StartJobRunResponse.builder().jobRunId(request.clientToken()).build();
        },
        SimulatedEmrServerless::unavailable);
  }

  private void run(String job) {
    SplittableRandom random = world.random("job " + job);
    Duration time = Duration.ofSeconds(random.nextInt(60, MAX_JOB_SECONDS));
    world.schedule(
        time.dividedBy(4), () -> jobs.replace(job, JobRunState.SUBMITTED, JobRunState.RUNNING));
    world.schedule(
        time,
        () -> {
          if (jobs.get(job) == JobRunState.CANCELLED) {
            return;
          }
          if (random.nextInt(5) == 0) {
            jobs.put(job, JobRunState.FAILED);
          } else {
            work.accept(job);
            jobs.put(job, JobRunState.SUCCESS);
          }
          end(job);
        });
  }

  private void end(String job) {
    world.trace("job " + job + ": " + jobs.get(job));
    ended.accept(job);
  }

  @Override
  public CancelJobRunResponse cancelJobRun(CancelJobRunRequest request) {
    return network.call(
        "CancelJobRun",
        () -> {
          String job = request.jobRunId();
          if (!OPEN.contains(jobs.get(job))) {
            throw ValidationException.builder().message("the job has ended").build();
          }
          jobs.put(job, JobRunState.CANCELLED);
          end(job);
          return CancelJobRunResponse.builder().jobRunId(job).build();
        },
        SimulatedEmrServerless::unavailable);
  }

  @Override
  public GetJobRunResponse getJobRun(GetJobRunRequest request) {
    return network.call(
        "GetJobRun",
        () ->
            GetJobRunResponse.builder()
                .jobRun(run -> run.state(jobs.get(request.jobRunId())).stateDetails("details"))
                .build(),
        SimulatedEmrServerless::unavailable);
  }

  private static RuntimeException unavailable() {
    return EmrServerlessException.builder().message("unavailable").statusCode(503).build();
  }
}
