package io.eigencam.model;

import java.util.Set;

/** Tells what the axes of a detector's output mean from its shape, the levels and the metadata. */
final class LayoutReader {
  private static final Set<String> WITH_EXTRAS = Set.of("segment", "pose", "obb");

  private final ModelMetadata metadata;

  LayoutReader(ModelMetadata metadata) {
    this.metadata = metadata;
  }

  /**
   * Reads a shape of three axes.
   *
   * @param cells positions over all levels: the third axis is as long if and only if it is raw
   * @param branches last convolutions of a level; one where queries stand in for anchors
   */
  HeadLayout detector(TensorDescription output, int cells, int branches) throws ModelRejected {
    int second = output.size(1);
    int third = output.size(2);
    if (third == cells && (third != 6 || second >= 4 + metadata.names().size())) {
      return raw(output, second, third);
    }
    if (branches < 2 || metadata.head().contains("RTDETR")) {
      throw new ModelRejected(
          "the output %s comes from a query decoder (RT-DETR), which is not supported; use a YOLO"
                  .formatted(output.shape())
              + " detector");
    }
    int extra = third - 6;
    boolean fits = WITH_EXTRAS.contains(metadata.task()) ? extra > 0 : extra == 0;
    if (third < 6 || !fits || !expected(extra)) {
      throw new ModelRejected(
          ("the output %s is neither [batch, 4 + %d classes%s, %d anchors] nor [batch, rows,"
                  + " 6%s]: metadata.yaml does not belong to this graph, or the head is unknown")
              .formatted(
                  output.shape(),
                  metadata.names().size(),
                  WITH_EXTRAS.contains(metadata.task()) ? " + more" : "",
                  cells,
                  WITH_EXTRAS.contains(metadata.task()) ? " + more" : ""));
    }
    return new HeadLayout(HeadLayout.Kind.ROWS, metadata.names().size(), extra, second, rotated());
  }

  private HeadLayout raw(TensorDescription output, int channels, int anchors) throws ModelRejected {
    int extra = channels - 4 - metadata.names().size();
    boolean fits = WITH_EXTRAS.contains(metadata.task()) ? extra > 0 : extra == 0;
    if (!fits || !expected(extra)) {
      throw new ModelRejected(
          ("metadata.yaml names %d classes for task %s, but the output %s has room for %d values"
                  + " beside the box; use the metadata.yaml of this very export")
              .formatted(metadata.names().size(), metadata.task(), output.shape(), channels - 4));
    }
    return new HeadLayout(HeadLayout.Kind.RAW, metadata.names().size(), extra, anchors, rotated());
  }

  private boolean rotated() {
    return metadata.task().equals("obb");
  }

  /** Keypoints and angles have a known number of values. */
  private boolean expected(int extra) {
    return switch (metadata.task()) {
      case "obb" -> extra == 1; // the angle
      case "pose" ->
          metadata.keypointShape().isEmpty()
              || metadata.keypointShape().stream()
                      .mapToDouble(size -> size)
                      .reduce(1, (a, b) -> a * b)
                  == extra;
      default -> true;
    };
  }

  /** Reads [batch, classes]. */
  HeadLayout classifier(TensorDescription output) throws ModelRejected {
    int classes = output.size(1);
    if (classes != metadata.names().size()) {
      throw new ModelRejected(
          "metadata.yaml names %d classes, but the output %s has %d; use the metadata.yaml of this"
                  .formatted(metadata.names().size(), output.shape(), classes)
              + " very export");
    }
    return new HeadLayout(HeadLayout.Kind.CLASSIFY, classes, 0, 1);
  }
}
