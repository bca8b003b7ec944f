package io.eigencam.picture;

import io.eigencam.frame.AttentionMap;
import io.eigencam.frame.EncodedPicture;
import java.awt.image.BufferedImage;
import java.io.IOException;

/** A map over its picture and nothing else, as large as the picture. */
public final class OverlayPicture {
  private static final int LONGEST_SIDE = 4096;

  private OverlayPicture() {}

  /**
   * Draws a map.
   *
   * @return of the picture's size; a larger side than 4096 pixels is scaled down to that
   * @throws IOException if the JDK cannot decode the picture
   */
  public static BufferedImage draw(EncodedPicture picture, AttentionMap map, MapScale scale)
      throws IOException {
    int width = picture.size().width();
    int height = picture.size().height();
    double shrink = Math.min(1, (double) LONGEST_SIDE / Math.max(width, height));
    width = (int) Math.max(1, Math.round(width * shrink));
    height = (int) Math.max(1, Math.round(height * shrink));
    MapRaster raster = MapRaster.of(map, picture.size(), width, height, scale.top(map));
    return Overlay.over(PictureReader.read(picture, width, height), raster);
  }
}
