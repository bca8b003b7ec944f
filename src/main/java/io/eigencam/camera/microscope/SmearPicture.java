package io.eigencam.camera.microscope;

import java.awt.image.BufferedImage;
import java.util.List;

/**
 * One picture with everything that is to be found in it.
 *
 * @param image RGB
 * @param labels the cells of which enough is visible
 */
public record SmearPicture(BufferedImage image, List<CellLabel> labels) {
  public SmearPicture {
    labels = List.copyOf(labels);
  }
}
