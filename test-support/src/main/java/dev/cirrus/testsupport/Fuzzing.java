package dev.cirrus.testsupport;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/** Runs fuzz targets with Jazzer. */
public final class Fuzzing {
  /** The system property that says for how many seconds a target runs. */
  public static final String SECONDS = "cirrus.fuzz.seconds";

  private Fuzzing() {}

  /**
   * Runs a target in a process of its own for the seconds of the system property.
   *
   * @param inputs folders of inputs from which the search starts
   * @return 0 if it found nothing; otherwise the input that it found is {@code target/crash-*}
   */
  public static int run(Class<?> target, Path... inputs) throws IOException, InterruptedException {
    Path found = Files.createDirectories(Path.of("target/fuzz").resolve(target.getSimpleName()));
    List<String> command =
        new ArrayList<>(
            List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:+EnableDynamicAgentLoading",
                "--enable-native-access=ALL-UNNAMED",
                "--sun-misc-unsafe-memory-access=allow",
                "-cp",
                System.getProperty("java.class.path"),
                "com.code_intelligence.jazzer.Jazzer",
                "--target_class=" + target.getName(),
                "--instrumentation_includes=dev.cirrus.**",
                // They look for other vulnerabilities and slow the search down.
                "--disabled_hooks=com.code_intelligence.jazzer.sanitizers.**",
                "--reproducer_path=target",
                "-artifact_prefix=target/",
                "-max_len=4096",
                "-max_total_time=" + System.getProperty(SECONDS),
                found.toString()));
    Stream.of(inputs).map(Path::toString).forEach(command::add);
    return new ProcessBuilder(command).inheritIO().start().waitFor();
  }
}
