package io.eigencam.model;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The tensors worth explaining, found by the structure of the graph.
 *
 * @param levels of a detector, finest first; empty for a classifier
 * @param sppf end of the spatial pyramid pooling block; null where there is none
 * @param backboneEnd input of the coarsest upsampling (detector) or of the last convolution
 *     (classifier); null where there is none
 * @param last a classifier's map before global pooling; null for a detector
 * @param linearWeight a classifier's last weights [channels, classes], "node:0"; null for a
 *     detector
 */
public record FeatureTensors(
    List<FeatureLevel> levels,
    @Nullable FeatureTensor sppf,
    @Nullable FeatureTensor backboneEnd,
    @Nullable FeatureTensor last,
    @Nullable String linearWeight) {
  public FeatureTensors {
    levels = List.copyOf(levels);
  }

  /** Every different tensor once: levels, last, sppf, backboneEnd (unless it is sppf or last). */
  public List<FeatureTensor> all() {
    List<FeatureTensor> all = new ArrayList<>();
    levels.forEach(level -> all.add(level.feature()));
    for (FeatureTensor more : new FeatureTensor[] {last, sppf, backboneEnd}) {
      if (more != null && all.stream().noneMatch(one -> one.tensor().equals(more.tensor()))) {
        all.add(more);
      }
    }
    return all;
  }

  /** The tensor of that name among {@link #all}. */
  public Optional<FeatureTensor> named(String name) {
    return all().stream().filter(one -> one.name().equals(name)).findFirst();
  }

  /** Positions over all levels: the length of a raw head's last axis. */
  public int cells() {
    return levels.stream().mapToInt(level -> level.rows() * level.columns()).sum();
  }
}
