package io.eigencam.command;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;

class ProgressLineTest {
  private final StringWriter out = new StringWriter();
  private long nanos;

  @Test
  void shouldDrawABarOnATerminal() {
    // Given
    ProgressLine line =
        new ProgressLine(new PrintWriter(out), true, "frames", OptionalLong.of(60), () -> nanos);

    // When
    nanos = 1_000_000_000L;
    line.update(20);
    nanos += 1_000_000; // too soon
    line.update(21);

    // Then
    assertEquals(
        "\r[##########                    ] 20 of about 60 frames, 20.0/s   ", out.toString());
  }

  @Test
  void shouldWriteAPlainLineNowAndThenElsewhere() {
    // Given
    ProgressLine line =
        new ProgressLine(new PrintWriter(out), false, "frames", OptionalLong.empty(), () -> nanos);

    // When
    for (int second = 1; second <= 25; second++) {
      nanos = second * 1_000_000_000L;
      line.update(second * 10L);
    }
    line.done();

    // Then
    assertEquals("100 frames, 10.0/s\n200 frames, 10.0/s\n", out.toString().replace("\r\n", "\n"));
  }
}
