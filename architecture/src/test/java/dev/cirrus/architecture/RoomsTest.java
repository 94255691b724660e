package dev.cirrus.architecture;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Which room may know which: the table of rooms in docs/architecture.md, as a test. */
final class RoomsTest {
  private static final List<String> ROOMS =
      List.of(
          "vision",
          "vision/js",
          "classifier",
          "functions/json",
          "functions/lambda",
          "functions/http",
          "functions/prediction",
          "functions/ledger",
          "functions/models",
          "functions/runs",
          "functions/predict",
          "functions/record",
          "functions/history",
          "functions/train-trigger",
          "functions/promote",
          "training",
          "local/aws",
          "local");
  private static final String OURS = "dev.cirrus..";
  private static final JavaClasses CODE =
      new ClassFileImporter().importPaths(ROOMS.stream().map(RoomsTest::compiled).toList());

  private static Path compiled(String room) {
    return Path.of("..", room, "target", "classes");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "vision",
        "classifier",
        "json",
        "lambda",
        "http",
        "prediction",
        "models",
        "ledger",
        "runs",
        "predict",
        "record",
        "history",
        "traintrigger",
        "promote",
        "training",
        "localaws",
        "local"
      })
  void everyRoomIsBuiltBeforeItIsChecked(String room) {
    assertTrue(CODE.containPackage("dev.cirrus." + room), room + " has no classes: build it first");
  }

  @Test
  void visionKnowsNothingButJava() {
    classes()
        .that()
        .resideInAPackage("dev.cirrus.vision..")
        .and()
        .resideOutsideOfPackage("dev.cirrus.vision.js..")
        .should()
        .onlyDependOnClassesThat()
        .resideInAnyPackage(
            "dev.cirrus.vision",
            "dev.cirrus.vision.binarization..",
            "dev.cirrus.vision.normalization..",
            "dev.cirrus.vision.segmentation..",
            "java..",
            "org.jspecify..")
        .check(CODE);
  }

  @Test
  void theClassifierKnowsOnlyVisionAndOnnxRuntime() {
    classes()
        .that()
        .resideInAPackage("dev.cirrus.classifier..")
        .should()
        .onlyDependOnClassesThat()
        .resideInAnyPackage(
            "dev.cirrus.classifier..",
            "dev.cirrus.vision",
            "ai.onnxruntime..",
            "java..",
            "org.jspecify..")
        .check(CODE);
  }

  @ParameterizedTest
  @CsvSource({
    "json, ''",
    "lambda, json",
    "http, json lambda",
    "prediction, json",
    "models, json",
    "ledger, json prediction",
    "predict, vision classifier json lambda http prediction models",
    "record, json lambda prediction models ledger",
    "history, json lambda http prediction ledger",
    "runs, json models",
    "traintrigger, json lambda http prediction models ledger runs",
    "promote, classifier json lambda prediction models ledger runs",
    "training, vision classifier",
    "localaws, ''"
  })
  void aRoomKnowsOnlyTheRoomsItMay(String room, String known) {
    String[] allowed =
        Stream.concat(Stream.of(room), Stream.of(known.split(" ")))
            .filter(name -> !name.isEmpty())
            .map(name -> "dev.cirrus." + name + "..")
            .toArray(String[]::new);
    noClasses()
        .that()
        .resideInAPackage("dev.cirrus." + room + "..")
        .should()
        .dependOnClassesThat(
            JavaClass.Predicates.resideInAPackage(OURS)
                .and(DescribedPredicate.not(JavaClass.Predicates.resideInAnyPackage(allowed))))
        .check(CODE);
  }

  @Test
  void awsStaysInTheFunctionsAndOnTheOneMachine() {
    noClasses()
        .that()
        .resideInAnyPackage(
            "dev.cirrus.vision..", "dev.cirrus.classifier..", "dev.cirrus.training..")
        .should()
        .dependOnClassesThat()
        .resideInAnyPackage("software.amazon..", "com.amazonaws..")
        .check(CODE);
  }

  @Test
  void namesSayWhatAThingDoes() {
    noClasses()
        .that()
        .resideInAPackage(OURS)
        .should()
        .resideInAnyPackage("..util..", "..utils..", "..common..", "..helpers..", "..impl..")
        .orShould()
        .haveNameMatching(".*(Utils?|Helper|Manager|Impl)")
        .check(CODE);
  }

  @Test
  void everyRoomIsNamedHere() throws Exception {
    try (Stream<Path> poms = Files.walk(Path.of(".."), 3)) {
      List<String> unnamed =
          poms.filter(pom -> pom.endsWith("pom.xml") && !pom.toString().contains("target"))
              .map(pom -> Path.of("..").relativize(pom.getParent()).toString())
              .filter(room -> Files.isDirectory(Path.of("..", room, "src", "main", "java")))
              .filter(room -> !ROOMS.contains(room))
              .filter(room -> !room.equals("bench"))
              // On the class path of tests alone.
              .filter(room -> !room.equals("test-support"))
              .toList();
      assertTrue(unnamed.isEmpty(), "rooms without a rule: " + unnamed);
    }
  }
}
