package io.eigencam.pipeline;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import org.junit.jupiter.api.Test;

class PartitionLoadTest {
  private final SimpleMeterRegistry meters = new SimpleMeterRegistry();
  private final PartitionLoad load = new PartitionLoad(meters);

  @Test
  void shouldBeOneWhereAllPartitionsHaveTheSame() {
    frames(10, 10, 10, 10);

    assertEquals(1, skew());
    assertEquals(
        10, meters.get("eigencam.partition.frames").tag("partition", "2").counter().count());
  }

  @Test
  void shouldCountIdlePartitions() {
    frames(0, 1, 1, 6);

    assertEquals(3, skew());
  }

  @Test
  void shouldForgetPartitionsThatOthersWorkOn() {
    frames(0, 1, 1, 6);

    load.close(3);
    assertEquals(1.5, skew());
    assertNull(meters.find("eigencam.partition.frames").tag("partition", "3").counter());

    load.open(3);
    assertEquals(2, skew(), "begins anew");
  }

  @Test
  void shouldBeUnknownWithoutFramesOrOthers() {
    assertEquals(Double.NaN, skew());
    frames(0, 0);
    assertEquals(Double.NaN, skew());
    load.close(1);
    load.arrived(0);
    assertEquals(Double.NaN, skew());
    load.arrived(1);
    assertEquals(Double.NaN, skew());
  }

  private void frames(int... partitions) {
    for (int partition = 0; partition < partitions.length; partition++) {
      load.open(partition);
      for (int i = 0; i < partitions[partition]; i++) {
        load.arrived(partition);
      }
    }
  }

  private double skew() {
    return meters.get("eigencam.partition.skew.ratio").gauge().value();
  }
}
