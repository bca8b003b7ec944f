package io.eigencam.log;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.jboss.logging.MDC;
import org.junit.jupiter.api.Test;

class LogFieldsTest {
  @Test
  void shouldSayMoreUntilItIsClosed() {
    try (LogFields frame =
        LogFields.with("camera", "hall-3").and("offset", 17L).andIfKnown("traceId", null)) {
      try (LogFields step = LogFields.with("step", "infer").and("camera", "hall-4")) {
        assertEquals("infer", MDC.get("step"));
        assertEquals("hall-4", MDC.get("camera"));
        assertEquals("17", MDC.get("offset"));
      }
      assertEquals("hall-3", MDC.get("camera"));
      assertNull(MDC.get("step"));
      assertNull(MDC.get("traceId"));
    }
    assertNull(MDC.get("camera"));
    assertNull(MDC.get("offset"));
  }

  @Test
  void shouldGiveBackWhatWasReplacedTwice() {
    try (LogFields outer = LogFields.with("step", "publish")) {
      try (LogFields twice = LogFields.with("step", "a").and("step", "b")) {
        assertEquals("b", MDC.get("step"));
      }
      assertEquals("publish", MDC.get("step"));
    }
  }

  @Test
  void shouldLetNobodyForgeALine() {
    String hostile =
        "x\r\n2026-03-01 ERROR forged\u001b[31m\u2028\u202e" + "y".repeat(5000) + "\uD83D\uDE80";

    try (LogFields fields = LogFields.with("camera", hostile)) {
      String written = String.valueOf(MDC.get("camera"));
      assertTrue(written.codePoints().noneMatch(Character::isISOControl), written);
      assertEquals(-1, written.indexOf('\u2028'));
      assertEquals(-1, written.indexOf('\u202e'));
      assertTrue(written.length() < 1100);
    }
  }
}
