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
import java.util.concurrent.ExecutorService;
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
  private static final Duration TRAINING_CHECK = Duration.ofSeconds(30);

  /** As in the template. */
  static final Duration SCHEDULE_INTERVAL = Duration.ofHours(1);

  /** One thread for each of EventBridge's schedules, because a gate takes minutes. */
  private static final int SCHEDULES = 3;

  private final CloseableStack closer;
  private final LocalOptions options;
  private final HttpFrontend frontend;
  private final LocalAws aws;
  private final StackResources resources;
  private final Path log;
  private final boolean hasPage;

  /**
   * The environment of the system, besides the user's options. Tests replace parts of it.
   *
   * @param train the command that runs a training job, without the job's arguments
   * @param scheduleInterval how often dead letters are recorded, and the gate is tried again for a
   *     run that waits for it
   * @param network returns the services as the functions reach them
   * @param clock the clock of the functions
   */
  record Environment(
      List<String> train,
      Duration scheduleInterval,
      UnaryOperator<AwsEnvironment> network,
      Clock clock) {
    Environment(List<String> train, Duration scheduleInterval) {
      this(train, scheduleInterval, UnaryOperator.identity(), Clock.systemUTC());
    }
  }

  /**
   * Starts everything and returns when the system answers requests.
   *
   * @throws StartupException if it cannot start for a reason that the user can resolve
   */
  static LocalSystem start(LocalOptions options) throws IOException {
    List<String> train = List.of(options.home().resolve("cirrus").toString(), "train");
    return start(options, new Environment(train, SCHEDULE_INTERVAL));
  }

  static LocalSystem start(LocalOptions options, Environment environment) throws IOException {
    CloseableStack closer = new CloseableStack();
    try {
      return new LocalSystem(options, environment, closer);
    } catch (Throwable e) {
      closer.close();
      throw e;
    }
  }

  private LocalSystem(LocalOptions options, Environment environment, CloseableStack closer)
      throws IOException {
    this.options = options;
    this.closer = closer;
    // First, so that a port in use is reported immediately.
    frontend = closer.add(bind(options), HttpFrontend::close);
    DataFolder data = closer.add(DataFolder.open(options.data()), DataFolder::close);
    Template template = Template.read(options.home().resolve("template.yaml"));
    try {
      aws = closer.add(LocalAws.start(data.path(), LocalSystem::exit), LocalAws::close);
      resources = StackResources.create(aws, template, "");
    } catch (UnusableDataException e) {
      throw new StartupException(
          ("%s: move the data folder %s away to start without it, or choose another one with"
                  + " --data DIR")
              .formatted(e.getMessage(), options.data()),
          e);
    }
    data.writePrivately(AWS_CONFIG, awsConfig(aws));
    AwsEnvironment services = environment.network().apply(aws);
    log = data.path().resolve("functions.log");
    LocalFunctions functions =
        new LocalFunctions(
            services,
            resources,
            template,
            openLog(),
            environment.clock(),
            new TrainingConfig(
                environment.train(),
                data.path().resolve("training"),
                options.trainingData(),
                options.trainAfter(),
                HeldOutSets.of(options.heldOutSets())),
            data,
            closer);
    RequestHandler<SQSEvent, SQSBatchResponse> record = functions.record();
    Limits limits = Limits.read("RecordFunction", template.properties("RecordFunction"));
    recordPredictions(services, record, limits);
    ScheduledExecutorService schedules =
        closer.add(Executors.newScheduledThreadPool(SCHEDULES), ExecutorService::shutdownNow);
    if (options.trainAfter() > 0) {
      repeat(schedules, functions::startRunIfEnoughCorrections, TRAINING_CHECK, TRAINING_CHECK);
    }
    repeat(
        schedules,
        () -> functions.recordDeadLetters(record, limits.timeout()),
        environment.scheduleInterval(),
        environment.scheduleInterval());

    StaticSite page = StaticSite.read(options.home().resolve("frontend/dist"));
    hasPage = page.isBuilt();
    frontend.serve(
        new ApiGateway(
            ApiDescription.read(options.home().resolve("api/openapi.yaml")),
            functions.http(),
            options.rate() == 0
                ? TokenBucket.none()
                : TokenBucket.perSecond(options.rate(), System::nanoTime),
            Clock.systemUTC()),
        page,
        ResponseHeadersPolicy.read(template, "ApiHeaders"),
        ResponseHeadersPolicy.read(template, "SiteHeaders"));
    // Finishes runs whose gate failed or was interrupted.
    repeat(
        schedules,
        () -> functions.promote(Map.of()),
        Duration.ZERO,
        environment.scheduleInterval());
    // Added again, because requests must stop first and the last resource is closed first.
    closer.add(frontend, HttpFrontend::close);
  }

  private PrintStream openLog() throws IOException {
    return closer.add(
        new PrintStream(
            new RotatingLogFile(log, RotatingLogFile.DEFAULT_MAX_SIZE),
            true,
            StandardCharsets.UTF_8),
        PrintStream::close);
  }

  /** Invokes the function for the messages of the prediction queue, like its event source. */
  private void recordPredictions(
      AwsEnvironment services, RequestHandler<SQSEvent, SQSBatchResponse> record, Limits limits) {
    Queue queue =
        new Queue(
            resources.ref("PredictionQueue"),
            resources.ref("PredictionQueue.Arn"),
            aws.region().id());
    SqsClient client = closer.add(services.sqs(), SqsClient::close);
    closer.add(SqsPoller.start(client, queue, record, limits), SqsPoller::stop);
  }

  private static void repeat(
      ScheduledExecutorService schedules, Runnable task, Duration delay, Duration interval) {
    var _ =
        schedules.scheduleWithFixedDelay(
            task, delay.toMillis(), interval.toMillis(), TimeUnit.MILLISECONDS);
  }

  private static String awsConfig(LocalAws aws) {
    AwsCredentials credentials = aws.credentials().resolveCredentials();
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
            aws.region().id(),
            AWS_SERVICES,
            aws.publicEndpoint(AwsService.S3),
            aws.publicEndpoint(AwsService.SQS),
            aws.publicEndpoint(AwsService.DYNAMODB));
  }

  /** Offers to redrive what is in the dead-letter queue, if there is something. */
  private String deadLetters() {
    try (SqsClient queues = aws.sqs()) {
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
              .formatted(count, options.data());
    }
  }

  URI address() {
    return URI.create("http://localhost:" + frontend.port());
  }

  LocalAws aws() {
    return aws;
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
            options.data(),
            log,
            options.data().resolve(AWS_CONFIG),
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

  private static HttpFrontend bind(LocalOptions options) throws IOException {
    try {
      return HttpFrontend.bind(new InetSocketAddress(options.host(), options.port()));
    } catch (SocketException e) {
      String reason = String.valueOf(e.getMessage());
      throw new StartupException(
          reason.contains("in use")
              ? "port %d is in use: stop the other program, or choose another port with --port N"
                  .formatted(options.port())
              : "failed to listen on %s, port %d (%s): choose others with --host ADDR and --port N"
                  .formatted(options.host(), options.port(), reason),
          e);
    }
  }
}
