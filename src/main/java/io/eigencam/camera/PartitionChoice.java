package io.eigencam.camera;

import java.io.IOException;

/** Says to which partition a camera's frames go. Asked once per camera. */
@FunctionalInterface
public interface PartitionChoice {
  /**
   * @param partitions of the topic of frames, now; at least 1
   * @return 0 to {@code partitions} - 1
   * @throws IOException if it cannot be found out; the message says why
   */
  int of(CameraId camera, int partitions) throws IOException;
}
