package io.eigencam.frame;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * How long each step took for one frame: step name to microseconds, in the order in which the steps
 * ran.
 */
public record StepTimings(Map<String, Long> micros) {
  public static final StepTimings NONE = new StepTimings(Map.of());

  public StepTimings {
    micros = Collections.unmodifiableMap(new LinkedHashMap<>(micros));
  }

  /** These timings and one more. */
  public StepTimings with(String step, long stepMicros) {
    Map<String, Long> all = new LinkedHashMap<>(micros);
    all.put(step, stepMicros);
    return new StepTimings(all);
  }
}
