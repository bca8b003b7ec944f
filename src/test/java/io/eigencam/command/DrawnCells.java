package io.eigencam.command;

import java.awt.Color;
import java.awt.Graphics2D;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Path;
import javax.imageio.ImageIO;

/** Eight red cells, drawn so that the demo model finds some of them. */
final class DrawnCells {
  private DrawnCells() {}

  static BufferedImage image(int width, int height) {
    BufferedImage image = new BufferedImage(width, height, BufferedImage.TYPE_INT_RGB);
    Graphics2D graphics = image.createGraphics();
    graphics.setColor(new Color(230, 222, 214));
    graphics.fillRect(0, 0, width, height);
    for (int i = 0; i < 8; i++) {
      graphics.setColor(new Color(190, 115, 122));
      graphics.fillOval(i * 53 % (width - 50), i * 71 % (height - 50), 46, 46);
      graphics.setColor(new Color(214, 170, 172));
      graphics.fillOval(i * 53 % (width - 50) + 13, i * 71 % (height - 50) + 13, 20, 20);
    }
    graphics.dispose();
    return image;
  }

  /** In the format that the file's name ends with. */
  static Path write(Path file, int width, int height) throws IOException {
    String name = file.toString();
    ImageIO.write(image(width, height), name.substring(name.lastIndexOf('.') + 1), file.toFile());
    return file;
  }
}
