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
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.FieldSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Tests that modules depend only on what the table in docs/architecture.md permits. */
final class ModuleDependenciesTest {
  private static final List<String> MODULES =
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
          "local",
          "test-support",
          "simulation",
          "bench");
  private static final String CIRRUS = "dev.cirrus..";
  private static final JavaClasses CODE =
      new ClassFileImporter()
          .importPaths(MODULES.stream().map(ModuleDependenciesTest::compiled).toList());

  /** Each module with the modules that it may depend on. */
  static final List<Arguments> PERMITTED =
      List.of(
          Arguments.of("json", ""),
          Arguments.of("lambda", "json"),
          Arguments.of("http", "json lambda"),
          Arguments.of("prediction", "json"),
          Arguments.of("models", "json"),
          Arguments.of("ledger", "json prediction"),
          Arguments.of("predict", "vision classifier json lambda http prediction models"),
          Arguments.of("record", "json lambda prediction models ledger"),
          Arguments.of("history", "json lambda http prediction ledger"),
          Arguments.of("runs", "json lambda models"),
          Arguments.of("traintrigger", "json lambda http prediction models ledger runs"),
          Arguments.of("promote", "vision classifier json lambda prediction models ledger runs"),
          Arguments.of("training", "vision classifier"),
          Arguments.of("localaws", ""),
          Arguments.of("testsupport", "localaws"),
          Arguments.of(
              "simulation",
              "classifier lambda http prediction models ledger runs predict record history"
                  + " traintrigger promote localaws"),
          Arguments.of(
              "bench",
              "vision classifier lambda http prediction models ledger runs predict record history"
                  + " traintrigger training localaws"));

  private static Path compiled(String module) {
    return Path.of("..", module, "target", "classes");
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
        "local",
        "testsupport",
        "simulation",
        "bench"
      })
  void everyModuleIsBuilt(String module) {
    assertTrue(
        CODE.containPackage("dev.cirrus." + module),
        module + " has no classes: run mvn test-compile first");
  }

  @Test
  void visionDependsOnlyOnJava() {
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
            "dev.cirrus.vision.sheet..",
            "java..",
            "org.jspecify..")
        .check(CODE);
  }

  @Test
  void theClassifierDependsOnlyOnVisionAndOnnxRuntime() {
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
  @FieldSource("PERMITTED")
  void aModuleDependsOnlyOnItsPermittedModules(String module, String permitted) {
    String[] allowed =
        Stream.concat(Stream.of(module), Stream.of(permitted.split(" ")))
            .filter(name -> !name.isEmpty())
            .map(name -> "dev.cirrus." + name + "..")
            .toArray(String[]::new);
    noClasses()
        .that()
        .resideInAPackage("dev.cirrus." + module + "..")
        .should()
        .dependOnClassesThat(
            JavaClass.Predicates.resideInAPackage(CIRRUS)
                .and(DescribedPredicate.not(JavaClass.Predicates.resideInAnyPackage(allowed))))
        .check(CODE);
  }

  @ParameterizedTest
  @FieldSource("PERMITTED")
  void everyPermittedDependencyIsUsed(String module, String permitted) {
    for (String dependency : permitted.split(" ", -1)) {
      boolean used =
          CODE.stream()
              .filter(JavaClass.Predicates.resideInAPackage("dev.cirrus." + module + ".."))
              .flatMap(type -> type.getDirectDependenciesFromSelf().stream())
              .map(found -> found.getTargetClass().getPackageName() + ".")
              .anyMatch(name -> name.startsWith("dev.cirrus." + dependency + "."));
      assertTrue(dependency.isEmpty() || used, module + " does not use " + dependency);
    }
  }

  @Test
  void theTrainingDoesNotUseAws() {
    noClasses()
        .that()
        .resideInAPackage("dev.cirrus.training..")
        .should()
        .dependOnClassesThat()
        .resideInAnyPackage("software.amazon..", "com.amazonaws..")
        .check(CODE);
  }

  @Test
  void noPackageOrClassHasACatchAllName() {
    noClasses()
        .that()
        .resideInAPackage(CIRRUS)
        .should()
        .resideInAnyPackage("..util..", "..utils..", "..common..", "..helpers..", "..impl..")
        .orShould()
        .haveNameMatching(".*(Utils?|Helper|Manager|Impl)")
        .check(CODE);
  }

  @Test
  void everyModuleHasARule() throws Exception {
    try (Stream<Path> poms = Files.walk(Path.of(".."), 3)) {
      List<String> unnamed =
          poms.filter(pom -> pom.endsWith("pom.xml") && !pom.toString().contains("target"))
              .map(pom -> Path.of("..").relativize(pom.getParent()).toString())
              .filter(module -> Files.isDirectory(Path.of("..", module, "src", "main", "java")))
              .filter(module -> !MODULES.contains(module))
              .toList();
      assertTrue(unnamed.isEmpty(), "modules without a rule: " + unnamed);
    }
  }
}
