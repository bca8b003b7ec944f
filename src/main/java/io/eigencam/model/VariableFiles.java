package io.eigencam.model;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;

/** The checkpoint {@code variables/variables.*} of a SavedModel. */
final class VariableFiles {
  private VariableFiles() {}

  /** The prefix that the restore operation wants. */
  static Path prefix(Path variables) {
    return variables.resolve("variables");
  }

  /** Fails if the network's weights are not there. */
  static void check(SavedModelFolder folder) throws ModelRejected {
    Path variables = folder.variables();
    if (!Files.isRegularFile(variables.resolve("variables.index")) || !hasData(variables)) {
      throw new ModelRejected(
          "the model keeps weights in variables/, but variables.index or its data are missing; copy"
              + " the whole export folder");
    }
  }

  private static boolean hasData(Path variables) throws ModelRejected {
    try (Stream<Path> files = Files.list(variables)) {
      return files.anyMatch(
          file -> String.valueOf(file.getFileName()).startsWith("variables.data-"));
    } catch (IOException e) {
      throw new ModelRejected(variables + " cannot be read: " + e, e);
    }
  }
}
