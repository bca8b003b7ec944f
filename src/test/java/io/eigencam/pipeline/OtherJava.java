package io.eigencam.pipeline;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.Properties;
import java.util.stream.Stream;

/**
 * Another version of Java on this machine: what {@code EIGENCAM_OTHER_JAVA} names, else the newest
 * of other versions that lie beside the one that runs.
 */
final class OtherJava {
  private static final int OLDEST = 17;

  private OtherJava() {}

  /** Its program {@code java}. */
  static Optional<Path> find() throws IOException {
    String named = System.getenv("EIGENCAM_OTHER_JAVA");
    if (named != null) {
      return Optional.of(Path.of(named, "bin", "java"));
    }
    Path home = Path.of(System.getProperty("java.home")).toRealPath();
    List<Path> beside;
    try (Stream<Path> all = Files.list(Optional.ofNullable(home.getParent()).orElse(home))) {
      beside = all.toList();
    }
    return beside.stream()
        .filter(other -> Files.isExecutable(other.resolve("bin/java")))
        .filter(other -> version(other) >= OLDEST && version(other) != Runtime.version().feature())
        .max(Comparator.comparingInt(OtherJava::version))
        .map(other -> other.resolve("bin/java"));
  }

  /** 0 where it does not say. */
  private static int version(Path home) {
    Properties release = new Properties();
    try (InputStream file = Files.newInputStream(home.resolve("release"))) {
      release.load(file);
      return Runtime.Version.parse(release.getProperty("JAVA_VERSION", "").replace("\"", ""))
          .feature();
    } catch (IOException | IllegalArgumentException unknown) {
      return 0;
    }
  }
}
