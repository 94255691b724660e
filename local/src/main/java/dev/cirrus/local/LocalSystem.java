package dev.cirrus.local;

import com.amazonaws.services.lambda.runtime.RequestHandler;
import com.amazonaws.services.lambda.runtime.events.SQSBatchResponse;
import com.amazonaws.services.lambda.runtime.events.SQSEvent;
import dev.cirrus.local.http.ApiDescription;
import dev.cirrus.local.http.ApiGateway;
import dev.cirrus.local.http.HttpFrontend;
import dev.cirrus.local.http.ResponseHeadersPolicy;
import dev.cirrus.local.http.StaticSite;
import dev.cirrus.local.http.TokenBucket;
import dev.cirrus.local.queue.SqsPoller;
import dev.cirrus.local.queue.SqsPoller.Limits;
import dev.cirrus.local.queue.SqsPoller.Queue;
import dev.cirrus.local.training.TrainingConfig;
import dev.cirrus.localaws.AwsEnvironment;
import dev.cirrus.localaws.AwsService;
import dev.cirrus.localaws.LocalAws;
import dev.cirrus.localaws.StackResources;
import dev.cirrus.localaws.Template;
import dev.cirrus.localaws.UnusableDataException;
import dev.cirrus.promote.HeldOutSets;
import java.io.IOException;
import java.io.PrintStream;
import java.net.InetSocketAddress;
import java.net.SocketException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.UnaryOperator;
import software.amazon.awssdk.auth.credentials.AwsCredentials;
import software.amazon.awssdk.services.sqs.SqsClient;
import software.amazon.awssdk.services.sqs.model.QueueAttributeName;

/** The whole system on this machine: starts and connects everything that the template deploys. */
final class LocalSystem implements AutoCloseable {
  /** The file with the addresses and credentials of the services, for the AWS CLI and SDKs. */
  static final String AWS_CONFIG = "aws-config";

  /** The section of the file that has the addresses. */
  static final String AWS_SERVICES = "cirrus";

  /** How often the number of new corrections is checked. */
  private static final int TRAINING_CHECK_SECONDS = 30;

  /** As in the template. */
  static final Duration SCHEDULE_INTERVAL = Duration.ofHours(1);

  private final CloseableStack closer;
  private final LocalOptions settings;
  private final HttpFrontend front;
  private final LocalAws cloud;
  private final StackResources resources;
  private final Path log;
  private final boolean hasPage;

  private LocalSystem(
      CloseableStack closer,
      LocalOptions settings,
      HttpFrontend front,
      LocalAws cloud,
      StackResources resources,
      Path log,
      boolean hasPage) {
    this.closer = closer;
    this.settings = settings;
    this.front = front;
    this.cloud = cloud;
    this.resources = resources;
    this.log = log;
    this.hasPage = hasPage;
  }

  /**
   * Starts everything and returns when the system answers requests.
   *
   * @throws StartupException if it cannot start for a reason that the user can resolve
   */
  static LocalSystem start(LocalOptions settings) throws IOException {
    return start(
        settings,
        List.of(settings.home().resolve("cirrus").toString(), "train"),
        SCHEDULE_INTERVAL);
  }

  /**
   * Starts everything with another training job.
   *
   * @param train the command that runs a job, without the job's arguments
   * @param scheduleInterval how often dead letters are recorded, and the gate is tried again for a
   *     run that waits for it
   */
  static LocalSystem start(LocalOptions settings, List<String> train, Duration scheduleInterval)
      throws IOException {
    return start(settings, train, scheduleInterval, services -> services, Clock.systemUTC());
  }

  /**
   * Starts everything with another training job, network and clock.
   *
   * @param network returns the services as the functions reach them
   * @param clock the clock of the functions
   */
  static LocalSystem start(
      LocalOptions settings,
      List<String> train,
      Duration scheduleInterval,
      UnaryOperator<AwsEnvironment> network,
      Clock clock)
      throws IOException {
    CloseableStack closer = new CloseableStack();
    try {
      return start(settings, train, scheduleInterval, network, clock, closer);
    } catch (Throwable e) {
      closer.close();
      throw e;
    }
  }

  private static LocalSystem start(
      LocalOptions settings,
      List<String> train,
      Duration scheduleInterval,
      UnaryOperator<AwsEnvironment> network,
      Clock clock,
      CloseableStack closer)
      throws IOException {
    // First, so that a port in use is reported immediately.
    HttpFrontend front = bind(settings);
    closer.add(front, front::close);
    DataFolder data = DataFolder.open(settings.data());
    closer.add(data, data::close);
    Template template = Template.read(settings.home().resolve("template.yaml"));
    LocalAws cloud;
    StackResources resources;
    try {
      cloud = LocalAws.start(data.path(), LocalSystem::exit);
      closer.add(cloud, cloud::close);
      resources = StackResources.create(cloud, template, "");
    } catch (UnusableDataException e) {
      throw new StartupException(
          ("%s: move the data folder %s away to start without it, or choose another one with"
                  + " --data DIR")
              .formatted(e.getMessage(), settings.data()),
          e);
    }
    data.writePrivately(AWS_CONFIG, awsConfig(cloud));
    AwsEnvironment reached = network.apply(cloud);

    Path log = data.path().resolve("functions.log");
    PrintStream lines =
        new PrintStream(
            new RotatingLogFile(log, RotatingLogFile.DEFAULT_MAX_SIZE),
            true,
            StandardCharsets.UTF_8);
    closer.add(lines, lines::close);
    LocalFunctions functions =
        new LocalFunctions(
            reached,
            resources,
            template,
            lines,
            clock,
            new TrainingConfig(
                train,
                data.path().resolve("training"),
                settings.trainingData(),
                settings.trainAfter(),
                HeldOutSets.of(settings.heldOutSets())),
            data,
            closer);
    if (settings.trainAfter() > 0) {
      ScheduledExecutorService schedule = Executors.newSingleThreadScheduledExecutor();
      closer.add(schedule, schedule::shutdownNow);
      var _ =
          schedule.scheduleWithFixedDelay(
              functions::startRunIfEnoughCorrections,
              TRAINING_CHECK_SECONDS,
              TRAINING_CHECK_SECONDS,
              TimeUnit.SECONDS);
    }

    SqsClient queues = reached.sqs();
    closer.add(queues, queues::close);
    RequestHandler<SQSEvent, SQSBatchResponse> record = functions.record();
    Limits limits = Limits.read("RecordFunction", template.properties("RecordFunction"));
    SqsPoller predictions =
        SqsPoller.start(
            queues,
            new Queue(
                resources.ref("PredictionQueue"),
                resources.ref("PredictionQueue.Arn"),
                cloud.region().id()),
            record,
            limits);
    closer.add(predictions, predictions::stop);
    // Another of EventBridge's hourly schedules.
    ScheduledExecutorService deadLetters = Executors.newSingleThreadScheduledExecutor();
    closer.add(deadLetters, deadLetters::shutdownNow);
    var _ =
        deadLetters.scheduleWithFixedDelay(
            () -> functions.recordDeadLetters(record, limits.timeout()),
            scheduleInterval.toMillis(),
            scheduleInterval.toMillis(),
            TimeUnit.MILLISECONDS);

    ApiGateway gateway =
        new ApiGateway(
            ApiDescription.read(settings.home().resolve("api/openapi.yaml")),
            functions.http(),
            settings.rate() == 0
                ? TokenBucket.none()
                : TokenBucket.perSecond(settings.rate(), System::nanoTime),
            Clock.systemUTC());
    StaticSite site = StaticSite.read(settings.home().resolve("frontend/dist"));
    front.serve(
        gateway,
        site,
        ResponseHeadersPolicy.read(template, "ApiHeaders"),
        ResponseHeadersPolicy.read(template, "SiteHeaders"));
    // Like EventBridge's hourly schedule: finishes runs whose gate failed or was interrupted.
    ScheduledExecutorService gate = Executors.newSingleThreadScheduledExecutor();
    closer.add(gate, gate::shutdownNow);
    var _ =
        gate.scheduleWithFixedDelay(
            () -> functions.promote(Map.of()),
            0,
            scheduleInterval.toMillis(),
            TimeUnit.MILLISECONDS);
    // Added again, because requests must stop first and the last resource is closed first.
    closer.add(front, front::close);
    return new LocalSystem(closer, settings, front, cloud, resources, log, site.isBuilt());
  }

  private static String awsConfig(LocalAws cloud) {
    AwsCredentials credentials = cloud.credentials().resolveCredentials();
    return """
    [default]
    aws_access_key_id = %s
    aws_secret_access_key = %s
    region = %s
    services = %s

    [services %4$s]
    s3 =
      endpoint_url = %s
    sqs =
      endpoint_url = %s
    dynamodb =
      endpoint_url = %s
    """
        .formatted(
            credentials.accessKeyId(),
            credentials.secretAccessKey(),
            cloud.region().id(),
            AWS_SERVICES,
            cloud.publicEndpoint(AwsService.S3),
            cloud.publicEndpoint(AwsService.SQS),
            cloud.publicEndpoint(AwsService.DYNAMODB));
  }

  /** Offers to redrive what is in the dead-letter queue, if there is something. */
  private String deadLetters() {
    try (SqsClient queues = cloud.sqs()) {
      int count =
          Integer.parseInt(
              queues
                  .getQueueAttributes(get ->
                      get.queueUrl(resources.ref("DeadLetterQueue"))
                          .attributeNames(QueueAttributeName.APPROXIMATE_NUMBER_OF_MESSAGES))
                  .attributes()
                  .get(QueueAttributeName.APPROXIMATE_NUMBER_OF_MESSAGES));
      return count == 0
          ? ""
          : "Not recorded: %d in the dead-letter queue; try again with ./cirrus redrive --data %s%n"
              .formatted(count, settings.data());
    }
  }

  URI address() {
    return URI.create("http://localhost:" + front.port());
  }

  LocalAws cloud() {
    return cloud;
  }

  StackResources resources() {
    return resources;
  }

  String greeting() {
    return """
    Cirrus is ready: %s%s
    Data: %s, log of the functions: %s
    For the AWS CLI: export AWS_CONFIG_FILE=%s
    %sPress Ctrl-C to stop.\
    """
        .formatted(
            address(),
            hasPage ? "" : " (only the API: the page is not built, run ./cirrus build)",
            settings.data(),
            log,
            settings.data().resolve(AWS_CONFIG),
            deadLetters());
  }

  /** Ends the process when a service has failed. The shutdown hook closes everything else. */
  private static void exit(String reason) {
    System.err.println("cirrus: " + reason + ". Stopping; start Cirrus again with ./cirrus up");
    Runtime.getRuntime().exit(1);
  }

  @Override
  public void close() {
    closer.close();
  }

  private static HttpFrontend bind(LocalOptions settings) throws IOException {
    try {
      return HttpFrontend.bind(new InetSocketAddress(settings.host(), settings.port()));
    } catch (SocketException e) {
      String reason = String.valueOf(e.getMessage());
      throw new StartupException(
          reason.contains("in use")
              ? "port %d is in use: stop the other program, or choose another port with --port N"
                  .formatted(settings.port())
              : "failed to listen on %s, port %d (%s): choose others with --host ADDR and --port N"
                  .formatted(settings.host(), settings.port(), reason),
          e);
    }
  }
}
