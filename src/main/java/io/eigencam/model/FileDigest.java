package io.eigencam.model;

import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.stream.Stream;

/**
 * SHA-256 over a SavedModel's files: {@code saved_model.pb}, {@code metadata.yaml} and everything
 * below {@code variables/}, in the order of their names. Each file adds the length of its name
 * (int32), its name relative to the folder (UTF-8, "/" as separator), its length (int64) and its
 * bytes, so no two sets of files give the same input.
 */
final class FileDigest {
  private FileDigest() {}

  /** 64 lower-case hexadecimal digits. Files that are missing do not count. */
  static String of(Path folder) throws IOException {
    MessageDigest digest = sha256();
    byte[] buffer = new byte[1 << 16];
    for (String name : names(folder)) {
      byte[] encoded = name.getBytes(StandardCharsets.UTF_8);
      Path file = folder.resolve(name);
      digest.update(ByteBuffer.allocate(4).putInt(0, encoded.length));
      digest.update(encoded);
      digest.update(ByteBuffer.allocate(8).putLong(0, Files.size(file)));
      try (InputStream in = Files.newInputStream(file)) {
        for (int read = in.read(buffer); read >= 0; read = in.read(buffer)) {
          digest.update(buffer, 0, read);
        }
      }
    }
    return HexFormat.of().formatHex(digest.digest());
  }

  private static List<String> names(Path folder) throws IOException {
    List<String> names = new ArrayList<>();
    for (String name : List.of("metadata.yaml", "saved_model.pb")) {
      if (Files.isRegularFile(folder.resolve(name))) {
        names.add(name);
      }
    }
    Path variables = folder.resolve("variables");
    if (Files.isDirectory(variables)) {
      try (Stream<Path> files = Files.walk(variables)) {
        files
            .filter(Files::isRegularFile)
            .map(file -> folder.relativize(file).toString().replace('\\', '/'))
            .sorted()
            .forEach(names::add);
      }
    }
    return names;
  }

  private static MessageDigest sha256() {
    try {
      return MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java platform has SHA-256", e);
    }
  }
}
