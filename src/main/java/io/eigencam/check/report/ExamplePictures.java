package io.eigencam.check.report;

import io.eigencam.check.CheckPicture;
import io.eigencam.check.FrameTrial;
import io.eigencam.check.Occlusion;
import io.eigencam.frame.AttentionMap;
import io.eigencam.frame.EncodedPicture;
import io.eigencam.frame.PictureFormat;
import io.eigencam.frame.PictureSize;
import io.eigencam.picture.BoxPainter;
import io.eigencam.picture.MapRaster;
import io.eigencam.picture.Overlay;
import io.eigencam.picture.PictureReader;
import io.eigencam.picture.PictureWriter;
import io.eigencam.picture.SmoothGraphics;
import java.awt.BasicStroke;
import java.awt.Color;
import java.awt.Graphics2D;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.util.Base64;
import java.util.function.Consumer;

/** Draws the pictures of one example, as {@code data:} addresses of JPEG files. */
final class ExamplePictures {
  private static final int LONGER_SIDE = 340;
  private static final float QUALITY = 0.85f;

  private final FrameTrial trial;
  private final CheckPicture picture;
  private final int width;
  private final int height;

  ExamplePictures(FrameTrial trial) {
    this.trial = trial;
    this.picture = trial.picture();
    PictureSize size = picture.size();
    double scale = (double) LONGER_SIDE / Math.max(size.width(), size.height());
    this.width = (int) Math.max(1, Math.round(scale * size.width()));
    this.height = (int) Math.max(1, Math.round(scale * size.height()));
  }

  int width() {
    return width;
  }

  int height() {
    return height;
  }

  /** The picture with the boxes found. */
  String found() throws IOException {
    BufferedImage image = PictureReader.read(picture.original(), width, height);
    draw(image, painter -> painter.drawAll(trial.look().detections()));
    return encode(image);
  }

  /** A map over the picture, with the outlines of the boxes. */
  String map(AttentionMap map) throws IOException {
    BufferedImage image = overlay(picture.original(), map);
    draw(image, painter -> painter.drawOutlines(trial.look().detections()));
    return encode(image);
  }

  /** The map of the greyed picture over it, with the outline of the place. */
  String greyed(Occlusion occlusion) throws IOException {
    BufferedImage image = overlay(picture.without(occlusion.place()), occlusion.after());
    Graphics2D graphics = SmoothGraphics.of(image);
    double scale = scale();
    graphics.setColor(Color.WHITE);
    graphics.setStroke(
        new BasicStroke(
            1.6f, BasicStroke.CAP_BUTT, BasicStroke.JOIN_MITER, 10, new float[] {5, 4}, 0));
    graphics.drawRect(
        (int) (occlusion.place().left() * scale),
        (int) (occlusion.place().top() * scale),
        (int) (occlusion.place().width() * scale) - 1,
        (int) (occlusion.place().height() * scale) - 1);
    graphics.dispose();
    return encode(image);
  }

  private BufferedImage overlay(EncodedPicture shown, AttentionMap map) throws IOException {
    return Overlay.over(
        PictureReader.read(shown, width, height), MapRaster.of(map, picture.size(), width, height));
  }

  private double scale() {
    return (double) width / picture.size().width();
  }

  private void draw(BufferedImage image, Consumer<BoxPainter> drawing) {
    Graphics2D graphics = SmoothGraphics.of(image);
    drawing.accept(new BoxPainter(graphics, width, height, scale()));
    graphics.dispose();
  }

  private static String encode(BufferedImage image) throws IOException {
    EncodedPicture encoded = PictureWriter.write(image, PictureFormat.JPEG, QUALITY);
    return "data:image/jpeg;base64," + Base64.getEncoder().encodeToString(encoded.bytes());
  }
}
