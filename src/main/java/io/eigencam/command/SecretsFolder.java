package io.eigencam.command;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * A folder of secrets as Kubernetes and Docker mount them: a file's name is the name of a setting,
 * what it holds is the value. Other files beside them (certificates) are left alone.
 */
final class SecretsFolder {
  private static final Pattern SETTING =
      Pattern.compile("(eigencam|kafka|kafka-streams|quarkus)\\..+");
  private static final long LONGEST = 64 * 1024;

  private SecretsFolder() {}

  /**
   * @param folder null for none
   * @return values by the names of settings
   * @throws IOException if it cannot be read; the message names no value
   */
  static Map<String, String> read(@Nullable Path folder) throws IOException {
    Map<String, String> secrets = new TreeMap<>();
    if (folder == null) {
      return secrets;
    }
    if (!Files.isDirectory(folder)) {
      throw new IOException("there is no folder %s to read secrets from".formatted(folder));
    }
    List<Path> files;
    try (Stream<Path> all = Files.list(folder)) {
      files = all.filter(Files::isRegularFile).toList();
    }
    for (Path file : files) {
      String name = String.valueOf(file.getFileName());
      if (SETTING.matcher(name).matches()) {
        secrets.put(name, value(file));
      }
    }
    return secrets;
  }

  private static String value(Path file) throws IOException {
    if (Files.size(file) > LONGEST) {
      throw new IOException("%s is too long for a setting".formatted(file));
    }
    try {
      return Files.readString(file).replaceFirst("\\R\\z", ""); // which editors add
    } catch (IOException e) {
      throw new IOException("%s cannot be read as text".formatted(file), e);
    }
  }
}
