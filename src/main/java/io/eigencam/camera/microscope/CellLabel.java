package io.eigencam.camera.microscope;

/** A ground-truth box in pixels of the picture, half-open, cut off at its edges. */
public record CellLabel(CellKind kind, int left, int top, int right, int bottom) {}
