package io.eigencam.pipeline;

import io.eigencam.ingest.Arrival;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.Meter;
import io.micrometer.core.instrument.MeterRegistry;
import java.util.List;

/**
 * How a camera's frames come: late, out of order, by a clock that is wrong. Used by one thread at a
 * time; read by any.
 */
final class ArrivalMeters {
  private final MeterRegistry meters;
  private final Counter late;
  private final Counter outOfOrder;
  private final Gauge skew;
  private final ClockSkew clock = new ClockSkew();

  ArrivalMeters(MeterRegistry meters, String camera) {
    this.meters = meters;
    this.late =
        Counter.builder("eigencam.camera.late.frames")
            .description("Frames older than eigencam.ingest.max-age when their turn came")
            .tag("camera", camera)
            .register(meters);
    this.outOfOrder =
        Counter.builder("eigencam.camera.out.of.order.frames")
            .description("Frames whose number or capture time lies before the one before")
            .tag("camera", camera)
            .register(meters);
    this.skew =
        Gauge.builder("eigencam.camera.clock.skew", clock, ClockSkew::seconds)
            .description(
                "How far the camera's clock is ahead of ours; negative: behind, or frames were all"
                    + " under way that long")
            .baseUnit("seconds")
            .tag("camera", camera)
            .register(meters);
  }

  void arrived(Arrival arrival) {
    if (arrival.late()) {
      late.increment();
    }
    if (arrival.outOfOrder()) {
      outOfOrder.increment();
    }
    clock.seen(arrival.frame().captureTime(), arrival.time());
  }

  void remove() {
    for (Meter meter : List.of(late, outOfOrder, skew)) {
      meters.remove(meter);
    }
  }
}
