package io.eigencam.model;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;

/**
 * Whether the processor computes in bfloat16. Without such instructions TensorFlow would emulate
 * them, slower than plain 32 bit.
 */
public final class Bf16Support {
  private static final Path PROCESSORS = Path.of("/proc/cpuinfo");
  private static final List<String> INSTRUCTIONS = List.of("avx512_bf16", "amx_bf16");

  private Bf16Support() {}

  /**
   * @throws ModelRejected if it does not, or if the system does not tell
   */
  public static void require() throws ModelRejected {
    require(PROCESSORS);
  }

  static void require(Path processors) throws ModelRejected {
    List<String> lines;
    try {
      lines = Files.readAllLines(processors);
    } catch (IOException e) {
      throw new ModelRejected(
          "precision bf16: this system does not tell what its processor can do; use fp32", e);
    }
    boolean found =
        lines.stream()
            .filter(line -> line.startsWith("flags"))
            .flatMap(line -> Arrays.stream(line.substring(line.indexOf(':') + 1).split("\\s+")))
            .anyMatch(INSTRUCTIONS::contains);
    if (!found) {
      throw new ModelRejected(
          "precision bf16: this processor has no instructions for it (%s); use fp32"
              .formatted(String.join(" or ", INSTRUCTIONS)));
    }
  }
}
