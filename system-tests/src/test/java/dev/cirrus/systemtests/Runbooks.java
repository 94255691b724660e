package dev.cirrus.systemtests;

import java.io.IOException;
import java.nio.file.Files;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;

/** The runbooks of the alarms: their titles and commands. */
record Runbooks(String text) {
  private static final Pattern SECTION = Pattern.compile("(?m)^### (\\w+)$");
  private static final Pattern COMMANDS = Pattern.compile("(?m)^```sh\\n((?:.*\\n)*?)```$");

  static Runbooks read() throws IOException {
    return new Runbooks(Files.readString(Repository.ROOT.resolve("docs/runbooks.md")));
  }

  /** The alarms that have a section. */
  List<String> sections() {
    return SECTION.matcher(text).results().map(match -> match.group(1)).toList();
  }

  /** The shell functions that the commands of every section use. */
  String definitions() {
    return blocks().getFirst();
  }

  /** The different commands, each on a line of its own. */
  List<String> commands() {
    return blocks().stream().skip(1).flatMap(String::lines).distinct().toList();
  }

  private List<String> blocks() {
    return COMMANDS.matcher(text).results().map((MatchResult match) -> match.group(1)).toList();
  }
}
