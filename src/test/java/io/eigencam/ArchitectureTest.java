package io.eigencam;

import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideOutsideOfPackages;
import static com.tngtech.archunit.core.domain.JavaModifier.STATIC;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.fields;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.domain.JavaField;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.lang.ArchCondition;
import com.tngtech.archunit.lang.ConditionEvents;
import com.tngtech.archunit.lang.SimpleConditionEvent;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/**
 * Holds the code to the table of {@code docs/architecture.md}, which is read, not repeated, here.
 */
class ArchitectureTest {
  private static final String ROOT = "io.eigencam.";
  private static final String MESSAGES = ROOT + "message..";
  private static final Path TABLE = Path.of("docs", "architecture.md");
  private static final Pattern ROW =
      Pattern.compile("^\\|[^|]*\\| `(\\w+)` \\|[^|]*\\| ([^|]*) \\|\\s*$");

  /** Packages whose code must give the same answer when a recording is replayed. */
  private static final String[] STEPS = {
    ROOT + "ingest..",
    ROOT + "decode..",
    ROOT + "infer..",
    ROOT + "explain..",
    ROOT + "drift..",
    ROOT + "alert..",
    ROOT + "encode..",
    ROOT + "publish..",
    ROOT + "numeric..",
    ROOT + "frame.."
  };

  private static final JavaClasses CLASSES =
      new ClassFileImporter()
          .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
          .importPackages("io.eigencam");

  @Test
  void shouldUseOnlyWhatTheTableAllows() throws IOException {
    Map<String, Set<String>> table = table();
    table.forEach(
        (name, allowed) -> {
          if (allowed.contains("all")) {
            return;
          }
          String[] forbidden =
              table.keySet().stream()
                  .filter(other -> !other.equals(name) && !allowed.contains(other))
                  .map(other -> ROOT + other + "..")
                  .toArray(String[]::new);
          noClasses()
              .that()
              .resideInAPackage(ROOT + name + "..")
              .should()
              .dependOnClassesThat(resideInAnyPackage(forbidden))
              .allowEmptyShould(true)
              .because(
                  "the table in docs/architecture.md does not let `%s` use it. Move the code, or hand the value in; if the design is better for it, change the table in the same commit"
                      .formatted(name))
              .check(CLASSES);
        });
  }

  @Test
  void shouldHaveARowForEveryPackageAndAPackageForEveryRow() throws IOException {
    Set<String> rows = new TreeSet<>(table().keySet());
    Set<String> packages;
    try (Stream<Path> folders = Files.list(Path.of("src/main/java/io/eigencam"))) {
      packages =
          folders
              .filter(Files::isDirectory)
              .map(folder -> folder.getFileName().toString())
              .collect(Collectors.toCollection(TreeSet::new));
    }
    assertEquals(packages, rows, "packages against rows of the table in docs/architecture.md");
  }

  @Test
  void shouldHaveNoCyclesBetweenPackages() {
    slices().matching(ROOT + "(*)..").should().beFreeOfCycles().check(CLASSES);
  }

  @Test
  void shouldKeepEveryLibraryInItsPlace() {
    only("infer and model know TensorFlow", "infer", "model", "ai.djl..", "org.tensorflow..");
    only("numeric knows the linear-algebra library", "numeric", "numeric", "org.ojalgo..");
    only(
        "standalone knows the Kafka server",
        "standalone",
        "standalone",
        "kafka..",
        "org.apache.kafka.server..");
    only(
        "camera knows FFmpeg",
        "camera",
        "camera",
        "org.bytedeco.ffmpeg..",
        "org.bytedeco.javacv..");
    only("command knows the command line library", "command", "command", "picocli..");
  }

  private static void only(String why, String home, String otherHome, String... libraries) {
    noClasses()
        .that(resideOutsideOfPackages(ROOT + home + "..", ROOT + otherHome + ".."))
        .should()
        .dependOnClassesThat(resideInAnyPackage(libraries))
        .because("only " + why + "; hand over plain Java values instead")
        .check(CLASSES);
  }

  @Test
  void shouldReadNoWallClockInTheSteps() {
    noClasses()
        .that()
        .resideInAnyPackage(STEPS)
        .should()
        .callMethod(System.class, "currentTimeMillis")
        .orShould()
        .callMethod(java.time.Instant.class, "now")
        .orShould()
        .callMethod(java.time.Clock.class, "systemUTC")
        .orShould()
        .callMethod(java.time.Clock.class, "systemDefaultZone")
        .orShould()
        .dependOnClassesThat()
        .areAssignableTo(java.util.Random.class)
        .because(
            "a replay must give the live answer: take times from the record, and what must be the present from the caller")
        .check(CLASSES);
  }

  @Test
  void shouldKeepFrameworkAnnotationsAtTheEdges() {
    noClasses()
        .that()
        .resideInAnyPackage(STEPS)
        .or()
        .resideInAnyPackage(
            ROOT + "model..",
            ROOT + "topic..",
            ROOT + "registry..",
            ROOT + "fault..",
            ROOT + "camera..",
            ROOT + "picture..")
        .should()
        .dependOnClassesThat(
            resideInAnyPackage(
                "jakarta.enterprise..", "jakarta.inject..", "io.quarkus..", "io.smallrye.config.."))
        .because("the work knows no framework: plain classes, joined by the one bean in pipeline")
        .check(CLASSES);
  }

  @Test
  void shouldHoldNoMutableStaticState() {
    fields()
        .that()
        .areStatic()
        .and()
        .areDeclaredInClassesThat(resideOutsideOfPackages(MESSAGES))
        .should()
        .beFinal()
        .because("static state outlives a test and a restart: pass the value in")
        .check(CLASSES);
  }

  @Test
  void shouldNameClassesAfterWhatTheyAre() {
    Pattern empty = Pattern.compile(".*(Utils?|Helper|Manager|Impl|Common)");
    Set<String> names =
        CLASSES.stream()
            .filter(type -> !resideInAPackage(MESSAGES).test(type))
            .map(JavaClass::getSimpleName)
            .filter(name -> empty.matcher(name).matches())
            .collect(Collectors.toCollection(TreeSet::new));
    assertTrue(names.isEmpty(), () -> "name these after what they do: " + names);
  }

  @Test
  void shouldHoldNoArrayInARecord() {
    fields()
        .that()
        .areDeclaredInClassesThat()
        .areAssignableTo(Record.class)
        .should(
            new ArchCondition<>("be no array") {
              @Override
              public void check(JavaField field, ConditionEvents events) {
                boolean broken =
                    field.getRawType().isArray() && !field.getModifiers().contains(STATIC);
                events.add(new SimpleConditionEvent(field, !broken, field.getFullName()));
              }
            })
        .because("two records with equal arrays are not equal: use a final class")
        .check(CLASSES);
  }

  @Test
  void shouldKeepSourceFilesShort() throws IOException {
    Set<String> tooLong = new TreeSet<>();
    try (Stream<Path> sources = Files.walk(Path.of("src"))) {
      for (Path source : sources.filter(file -> file.toString().endsWith(".java")).toList()) {
        if (Files.readAllLines(source).size() > 400) {
          tooLong.add(source.toString());
        }
      }
    }
    assertTrue(tooLong.isEmpty(), () -> "over 400 lines, so two ideas in one file: " + tooLong);
  }

  private static Map<String, Set<String>> table() throws IOException {
    Map<String, Set<String>> rows = new LinkedHashMap<>();
    for (String line : Files.readAllLines(TABLE)) {
      Matcher row = ROW.matcher(line);
      if (row.matches()) {
        Set<String> allowed =
            Arrays.stream(row.group(2).split(",\\s*"))
                .map(String::strip)
                .filter(word -> !word.equals("–"))
                .collect(Collectors.toSet());
        rows.put(row.group(1), allowed);
      }
    }
    assertTrue(rows.size() > 10, () -> "the table of " + TABLE + " was not found");
    return rows;
  }
}
