package io.eigencam.camera;

import java.awt.Graphics2D;
import java.awt.geom.AffineTransform;
import java.awt.image.BufferedImage;

/** Turns pictures by quarters. */
final class Upright {
  private Upright() {}

  /**
   * Turns a picture about its centre.
   *
   * @param quarterTurns counter-clockwise, as FFmpeg counts; may be negative
   * @return the picture itself when there is nothing to turn
   */
  static BufferedImage turn(BufferedImage picture, int quarterTurns) {
    int turns = Math.floorMod(quarterTurns, 4);
    if (turns == 0) {
      return picture;
    }
    boolean sideways = turns % 2 == 1;
    int width = sideways ? picture.getHeight() : picture.getWidth();
    int height = sideways ? picture.getWidth() : picture.getHeight();
    BufferedImage turned = new BufferedImage(width, height, BufferedImage.TYPE_3BYTE_BGR);
    AffineTransform transform = AffineTransform.getTranslateInstance(width / 2.0, height / 2.0);
    transform.quadrantRotate(-turns);
    transform.translate(-picture.getWidth() / 2.0, -picture.getHeight() / 2.0);
    Graphics2D graphics = turned.createGraphics();
    graphics.drawImage(picture, transform, null);
    graphics.dispose();
    return turned;
  }
}
