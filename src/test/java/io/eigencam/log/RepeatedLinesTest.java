package io.eigencam.log;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Instant;
import org.jboss.logmanager.ExtLogRecord;
import org.jboss.logmanager.Level;
import org.junit.jupiter.api.Test;

class RepeatedLinesTest {
  private static final Instant NOON = Instant.parse("2026-03-01T12:00:00Z");

  private final RepeatedLines filter = new RepeatedLines();

  @Test
  void shouldWriteTheFirstLinesOfACauseAndCountTheOthers() {
    // When: 1000 lines a second, for 25 seconds
    int written = 0;
    long leftOut = 0;
    for (int millis = 0; millis < 25_000; millis++) {
      ExtLogRecord line = line("A frame was rejected", millis);
      if (filter.isLoggable(line)) {
        written++;
        String told = line.getMdc("leftOut");
        leftOut += told == null ? 0 : Long.parseLong(told);
      }
    }

    // Then
    assertEquals(3 * RepeatedLines.LINES, written);
    assertEquals(2 * (RepeatedLines.WINDOW_MILLIS - RepeatedLines.LINES), leftOut);
  }

  @Test
  void shouldTellCausesApart() {
    for (int i = 0; i < 2 * RepeatedLines.LINES; i++) {
      filter.isLoggable(line("A frame was rejected", 0));
    }

    assertFalse(filter.isLoggable(line("A frame was rejected", 0)));
    assertTrue(filter.isLoggable(line("A stream thread stopped", 0)));
    ExtLogRecord error = line("A frame was rejected", 0);
    error.setLevel(Level.ERROR);
    assertTrue(filter.isLoggable(error));
    ExtLogRecord elsewhere = line("A frame was rejected", 0);
    elsewhere.setLoggerName("other");
    assertTrue(filter.isLoggable(elsewhere));
    assertNull(elsewhere.getMdc("leftOut"));
  }

  @Test
  void shouldTakeOneMessageWithManyNumbersAsOneCause() {
    int written = 0;
    for (int i = 0; i < 1000; i++) {
      ExtLogRecord line = line("retry number %d", 0);
      line.setParameters(new Object[] {i});
      written += filter.isLoggable(line) ? 1 : 0;
    }

    assertEquals(RepeatedLines.LINES, written);
  }

  @Test
  void shouldWriteOnAfterTheClockWasSetBack() {
    for (int i = 0; i < 2 * RepeatedLines.LINES; i++) {
      filter.isLoggable(line("A frame was rejected", 3_600_000));
    }

    assertTrue(filter.isLoggable(line("A frame was rejected", 0)));
  }

  @Test
  void shouldForgetOldCausesSoThatMemoryStaysBounded() {
    for (int i = 0; i < 2 * RepeatedLines.LINES; i++) {
      filter.isLoggable(line("first", 0));
    }
    for (int i = 0; i < RepeatedLines.CAUSES; i++) {
      filter.isLoggable(line("cause " + i, 0));
    }

    assertTrue(filter.isLoggable(line("first", 0)));
  }

  private static ExtLogRecord line(String message, long millis) {
    ExtLogRecord line = new ExtLogRecord(Level.WARN, message, "io.eigencam");
    line.setLoggerName("io.eigencam.pipeline");
    line.setInstant(NOON.plusMillis(millis));
    return line;
  }
}
