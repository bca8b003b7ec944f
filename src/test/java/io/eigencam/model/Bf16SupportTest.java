package io.eigencam.model;

import static org.junit.jupiter.api.Assertions.assertDoesNotThrow;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class Bf16SupportTest {
  @TempDir Path folder;

  @Test
  void shouldAcceptAProcessorWithEitherInstruction() throws Exception {
    assertDoesNotThrow(() -> Bf16Support.require(processors("fpu sse avx512_bf16 rdpid")));
    assertDoesNotThrow(() -> Bf16Support.require(processors("fpu amx_bf16")));
  }

  @Test
  void shouldRefuseOthersAndSayWhatToDo() throws Exception {
    // Given a processor whose instruction only begins alike
    Path file = processors("fpu avx2 avx512_bf16x avx512f");

    String message =
        String.valueOf(
            assertThrows(ModelRejected.class, () -> Bf16Support.require(file)).getMessage());

    assertTrue(message.contains("no instructions") && message.contains("use fp32"), message);
  }

  @Test
  void shouldSayThatASystemDoesNotTell() {
    String message =
        String.valueOf(
            assertThrows(ModelRejected.class, () -> Bf16Support.require(folder.resolve("no file")))
                .getMessage());

    assertTrue(message.contains("does not tell"), message);
  }

  private Path processors(String flags) throws Exception {
    return Files.writeString(
        folder.resolve("cpuinfo"),
        "processor\t: 0\nmodel name\t: avx512_bf16 in its name\nflags\t\t: " + flags + "\n");
  }
}
