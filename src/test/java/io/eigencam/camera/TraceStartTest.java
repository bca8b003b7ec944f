package io.eigencam.camera;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.eigencam.topic.FrameHeaders;
import java.nio.charset.StandardCharsets;
import java.util.HashSet;
import java.util.Set;
import java.util.SplittableRandom;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class TraceStartTest {
  @Test
  void shouldBeginADifferentTraceEachTimeThatTheReaderUnderstands() {
    TraceStart traces = new TraceStart(0.25, new SplittableRandom(7));
    Set<String> ids = new HashSet<>();
    int recorded = 0;

    for (int i = 0; i < 4000; i++) {
      String trace = traces.next();
      RecordHeaders headers = new RecordHeaders();
      headers.add("traceparent", trace.getBytes(StandardCharsets.UTF_8));
      assertEquals(trace, FrameHeaders.read(headers).traceParent());
      assertEquals(55, trace.length());
      ids.add(trace.substring(3, 35));
      recorded += trace.endsWith("-01") ? 1 : 0;
    }

    assertEquals(4000, ids.size());
    assertTrue(recorded > 850 && recorded < 1150, "a quarter, not " + recorded);
  }

  @ParameterizedTest
  @ValueSource(doubles = {-0.1, 1.1, Double.NaN})
  void shouldRefuseWhatIsNoShare(double share) {
    assertThrows(
        IllegalArgumentException.class, () -> new TraceStart(share, new SplittableRandom(7)));
  }
}
