package io.eigencam.frame;

/** Picture formats that a frame may have. */
public enum PictureFormat {
  JPEG,
  PNG
}
