package dev.cirrus.local;

import dev.cirrus.localaws.Template;
import java.nio.file.Path;
import java.util.List;

/** The entry point of {@code ./cirrus up}: starts the local system and stops it on Ctrl-C. */
final class Main {
  private Main() {}

  public static void main(String[] arguments) {
    try {
      Path home = Template.find(Path.of("")).resolveSibling("");
      LocalSystem system = LocalSystem.start(LocalOptions.read(home, List.of(arguments)));
      Runtime.getRuntime().addShutdownHook(new Thread(system::close, "close"));
      System.out.println(system.greeting());
    } catch (StartupException e) {
      System.err.println("cirrus: " + e.getMessage());
      System.exit(1);
    } catch (Exception e) {
      System.err.println("cirrus: failed to start:");
      e.printStackTrace();
      System.exit(1);
    }
  }
}
