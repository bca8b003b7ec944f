package io.eigencam.command;

import io.eigencam.explain.NpyArray;
import io.eigencam.explain.NpyFile;
import io.eigencam.frame.Activation;
import io.eigencam.numeric.PrincipalAxes;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Arrays;

/** A layer's activation, or a map over its cells, in a {@code .npy} file. */
final class ActivationFile {
  private ActivationFile() {}

  /** Reads (h, w, C), or (1, h, w, C) as a model answers for a batch of one. */
  static Activation read(Path file) throws IOException {
    NpyArray array = NpyFile.read(file);
    int[] shape = array.shape();
    if (shape.length == 4 && shape[0] == 1) {
      shape = Arrays.copyOfRange(shape, 1, 4);
    }
    if (shape.length != 3 || Arrays.stream(shape).anyMatch(length -> length == 0)) {
      throw new IOException(
          "%s has shape %s; an activation is (rows, columns, channels)".formatted(file, array));
    }
    if (Math.min((long) shape[0] * shape[1], shape[2]) > PrincipalAxes.LONGEST_SHORTER_SIDE) {
      throw new IOException(
          "%s has shape %s: more than %d cells as well as channels are too many to decompose"
              .formatted(file, array, PrincipalAxes.LONGEST_SHORTER_SIDE));
    }
    return new Activation(shape[0], shape[1], shape[2], array.floats());
  }

  /** Reads a value per cell: (h, w), or any shape with as many values. */
  static float[] readMask(Path file, Activation activation) throws IOException {
    NpyArray array = NpyFile.read(file);
    if (array.values().length != activation.cells()) {
      throw new IOException(
          "%s has shape %s; the activation has %d rows and %d columns"
              .formatted(file, array, activation.rows(), activation.columns()));
    }
    return array.floats();
  }
}
