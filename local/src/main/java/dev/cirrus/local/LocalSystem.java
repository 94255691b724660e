package dev.cirrus.local;

import dev.cirrus.local.SqsPoller.Limits;
import dev.cirrus.local.SqsPoller.Queue;
import dev.cirrus.localaws.AwsService;
import dev.cirrus.localaws.LocalAws;
import dev.cirrus.localaws.StackResources;
import dev.cirrus.localaws.Template;
import java.io.IOException;
import java.io.PrintStream;
import java.net.InetSocketAddress;
import java.net.SocketException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import software.amazon.awssdk.auth.credentials.AwsCredentials;
import software.amazon.awssdk.services.sqs.SqsClient;

/** Cirrus, whole, on one machine: what the template makes on AWS, wired together here. */
final class LocalSystem implements AutoCloseable {
  private static final String CREDENTIALS_FILE = "aws-credentials";

  /** How often it is looked whether enough was corrected to train. */
  private static final int LOOK_SECONDS = 30;

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
   * Starts everything; returns when requests are answered.
   *
   * @throws StartupException for a reason that the person who starts it can do away with
   */
  static LocalSystem start(LocalOptions settings) throws IOException {
    return start(settings, List.of(settings.home().resolve("cirrus").toString(), "train"));
  }

  /** The same, with what runs a training job, its arguments to follow. */
  static LocalSystem start(LocalOptions settings, List<String> train) throws IOException {
    CloseableStack closer = new CloseableStack();
    try {
      return start(settings, train, closer);
    } catch (Throwable e) {
      closer.close();
      throw e;
    }
  }

  private static LocalSystem start(LocalOptions settings, List<String> train, CloseableStack closer)
      throws IOException {
    // Taken first, so that a taken port is told at once.
    HttpFrontend front = bind(settings);
    closer.add(front, front::close);
    DataFolder data = DataFolder.open(settings.data());
    closer.add(data, data::close);
    LocalAws cloud = LocalAws.start(data.path(), LocalSystem::exit);
    closer.add(cloud, cloud::close);
    data.writePrivately(CREDENTIALS_FILE, credentialsFile(cloud));
    Template template = Template.read(settings.home().resolve("template.yaml"));
    StackResources resources = StackResources.create(cloud, template, "");

    Path log = data.path().resolve("functions.log");
    PrintStream lines =
        new PrintStream(
            new RotatingLogFile(log, RotatingLogFile.LARGE), true, StandardCharsets.UTF_8);
    closer.add(lines, lines::close);
    LocalFunctions functions =
        new LocalFunctions(
            cloud,
            resources,
            template,
            lines,
            Clock.systemUTC(),
            new TrainingConfig(
                train,
                data.path().resolve("training"),
                settings.trainingData(),
                settings.trainAfter()),
            closer);
    if (settings.trainAfter() > 0) {
      ScheduledExecutorService schedule = Executors.newSingleThreadScheduledExecutor();
      closer.add(schedule, schedule::shutdownNow);
      var _ =
          schedule.scheduleWithFixedDelay(
              functions::trainIfEnoughWasCorrected, LOOK_SECONDS, LOOK_SECONDS, TimeUnit.SECONDS);
    }

    SqsClient queues = cloud.sqs();
    closer.add(queues, queues::close);
    SqsPoller predictions =
        SqsPoller.start(
            queues,
            new Queue(
                resources.ref("PredictionQueue"),
                resources.ref("PredictionQueue.Arn"),
                cloud.region().id()),
            functions.record(),
            Limits.read("RecordFunction", template.properties("RecordFunction")));
    closer.add(predictions, predictions::stop);

    ApiGateway gateway =
        new ApiGateway(
            ApiDescription.read(settings.home().resolve("api/openapi.yaml")),
            functions.http(),
            settings.rate() == 0
                ? TokenBucket.none()
                : new TokenBucket(settings.rate(), 2.0 * settings.rate(), System::nanoTime),
            Clock.systemUTC());
    StaticSite site = StaticSite.read(settings.home().resolve("frontend/dist"));
    front.serve(
        gateway,
        site,
        ResponseHeadersPolicy.read(template, "ApiHeaders"),
        ResponseHeadersPolicy.read(template, "SiteHeaders"));
    // As EventBridge does by the hour: a run whose promotion failed, or was interrupted when Cirrus
    // stopped, is promoted or refused now.
    ScheduledExecutorService gate = Executors.newSingleThreadScheduledExecutor();
    closer.add(gate, gate::shutdownNow);
    var _ = gate.scheduleWithFixedDelay(() -> functions.promote(Map.of()), 0, 1, TimeUnit.HOURS);
    // Requests first: what was opened last is closed first.
    closer.add(front, front::close);
    return new LocalSystem(closer, settings, front, cloud, resources, log, site.isBuilt());
  }

  private static String credentialsFile(LocalAws cloud) {
    AwsCredentials credentials = cloud.credentials().resolveCredentials();
    return """
    [default]
    aws_access_key_id = %s
    aws_secret_access_key = %s
    region = %s
    """
        .formatted(credentials.accessKeyId(), credentials.secretAccessKey(), cloud.region().id());
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
    State is kept in %s, what the functions say in %s.
    For the AWS CLI, with AWS_SHARED_CREDENTIALS_FILE=%s: S3 %s, SQS %s, DynamoDB %s
    Ctrl-C stops it.\
    """
        .formatted(
            address(),
            hasPage ? "" : " (the API alone: the page is not built)",
            settings.data(),
            log,
            settings.data().resolve(CREDENTIALS_FILE),
            cloud.publicEndpoint(AwsService.S3),
            cloud.publicEndpoint(AwsService.SQS),
            cloud.publicEndpoint(AwsService.DYNAMODB));
  }

  /** Ends the process, as nothing works without the service. The shutdown hook closes the rest. */
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
              ? "port %d is taken by another program: stop that one, or choose another port with --port N"
                  .formatted(settings.port())
              : "%s, port %d can't be listened on (%s): choose others with --host ADDR and --port N"
                  .formatted(settings.host(), settings.port(), reason),
          e);
    }
  }
}
