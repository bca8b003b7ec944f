package io.eigencam.model;

import java.io.IOException;
import java.net.URISyntaxException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.CodeSource;
import java.util.Optional;
import java.util.UUID;

/** Which build of this program runs, and with which native libraries. */
final class ProgramBuild {
  private ProgramBuild() {}

  /** Part of a file's name; empty if it runs from loose classes. */
  static Optional<String> stamp() {
    CodeSource source = ProgramBuild.class.getProtectionDomain().getCodeSource();
    if (source == null || source.getLocation() == null) {
      return Optional.empty();
    }
    try {
      return stamp(Path.of(source.getLocation().toURI()));
    } catch (URISyntaxException | IllegalArgumentException | IOException e) {
      return Optional.empty(); // no plain file, so nobody can tell when it changes
    }
  }

  static Optional<String> stamp(Path program) throws IOException {
    if (!Files.isRegularFile(program)) {
      return Optional.empty();
    }
    String text =
        String.join(
            "\n",
            Long.toString(Files.size(program)),
            Files.getLastModifiedTime(program).toString(),
            System.getProperty("os.arch"),
            System.getProperty("java.library.path"));
    return Optional.of(UUID.nameUUIDFromBytes(text.getBytes(StandardCharsets.UTF_8)).toString());
  }
}
