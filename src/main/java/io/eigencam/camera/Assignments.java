package io.eigencam.camera;

import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Which camera's frames go to which partition. */
final class Assignments {
  private final Map<String, Integer> partitions = new HashMap<>();

  /**
   * @param partition as text, as it stands on the topic; anything else, as null, takes the camera
   *     out
   */
  void put(String camera, @Nullable String partition) {
    if (partition != null && partition.matches("\\d{1,9}")) {
      partitions.put(camera, Integer.valueOf(partition));
    } else {
      partitions.remove(camera);
    }
  }

  /** Null for a camera without one, and for one whose partition is no longer there. */
  @Nullable Integer of(CameraId camera, int count) {
    Integer partition = partitions.get(camera.text());
    return partition == null || partition >= count ? null : partition;
  }

  /**
   * For a camera that has none: a partition with the fewest cameras; of several, the first one from
   * the camera's number on, so that numbered cameras lie as everybody would put them.
   */
  int free(CameraId camera, int count) {
    int[] cameras = new int[count];
    partitions.forEach(
        (other, partition) -> {
          if (partition < count && !other.equals(camera.text())) {
            cameras[partition]++;
          }
        });
    int first = camera.partition(count);
    int best = first;
    for (int i = 1; i < count; i++) {
      int candidate = (first + i) % count;
      if (cameras[candidate] < cameras[best]) {
        best = candidate;
      }
    }
    return best;
  }
}
