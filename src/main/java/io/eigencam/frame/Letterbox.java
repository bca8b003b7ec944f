package io.eigencam.frame;

/**
 * How a picture was fitted into the model's input: enlarged or reduced with one gain, centred,
 * padded with grey. Follows Ultralytics' {@code LetterBox} for exported models (the full input,
 * never the minimum rectangle).
 *
 * <p>A classifier's picture is not padded but cut: reduced or enlarged until its shorter side fits,
 * of which the centre is kept. Then the picture is larger than the input and {@code left} or {@code
 * top} negative.
 *
 * @param inputWidth width of the model's input in pixels
 * @param inputHeight height of the model's input in pixels
 * @param picture size of the original picture
 * @param resizedWidth width of the picture inside the input
 * @param resizedHeight height of the picture inside the input
 * @param left padding columns before the picture; negative where columns were cut off
 * @param top padding rows before the picture; negative where rows were cut off
 */
public record Letterbox(
    int inputWidth,
    int inputHeight,
    PictureSize picture,
    int resizedWidth,
    int resizedHeight,
    int left,
    int top) {

  /** Fits a picture into an input; rounding is half to even, as Python's. */
  public static Letterbox fit(PictureSize picture, int inputWidth, int inputHeight) {
    double gain = gain(picture, inputWidth, inputHeight);
    int width = (int) Math.max(1, Math.rint(picture.width() * gain));
    int height = (int) Math.max(1, Math.rint(picture.height() * gain));
    int left = (int) Math.rint((inputWidth - width) / 2.0 - 0.1);
    int top = (int) Math.rint((inputHeight - height) / 2.0 - 0.1);
    return new Letterbox(inputWidth, inputHeight, picture, width, height, left, top);
  }

  /**
   * Cuts a picture for a classifier, as Ultralytics' {@code classify_transforms} does: into a
   * square input its shorter side is fitted and the centre kept; for any other input the picture is
   * stretched. The longer side is rounded down, the cut half to even, as torchvision rounds.
   */
  public static Letterbox centreCrop(PictureSize picture, int inputWidth, int inputHeight) {
    if (inputWidth != inputHeight) {
      return new Letterbox(inputWidth, inputHeight, picture, inputWidth, inputHeight, 0, 0);
    }
    double shorter = Math.min(picture.width(), picture.height());
    int width = (int) Math.floor((double) inputWidth * picture.width() / shorter);
    int height = (int) Math.floor((double) inputHeight * picture.height() / shorter);
    int left = (int) -Math.rint((width - inputWidth) / 2.0);
    int top = (int) -Math.rint((height - inputHeight) / 2.0);
    return new Letterbox(inputWidth, inputHeight, picture, width, height, left, top);
  }

  private static double gain(PictureSize picture, int inputWidth, int inputHeight) {
    return Math.min((double) inputHeight / picture.height(), (double) inputWidth / picture.width());
  }

  /** Pixels of the input per pixel of the picture, before rounding to whole pixels. */
  public double gain() {
    return cuts()
        ? Math.max((double) inputHeight / picture.height(), (double) inputWidth / picture.width())
        : gain(picture, inputWidth, inputHeight);
  }

  /** Whether parts of the picture were cut off. */
  public boolean cuts() {
    return left < 0 || top < 0;
  }

  /** The part of the picture that the model saw, in pixels of the picture. */
  public Box seen() {
    return toPicture(new Box(0, 0, inputWidth, inputHeight));
  }

  /**
   * The box in pixels of the original picture, cut off at its edges. Each side is scaled back by
   * its own rounded ratio, as current Ultralytics versions do; the two ratios differ by fractions
   * of a pixel.
   */
  public Box toPicture(Box inInput) {
    float gainX = (float) ((double) resizedWidth / picture.width());
    float gainY = (float) ((double) resizedHeight / picture.height());
    return new Box(
        clamp((inInput.x1() - left) / gainX, picture.width()),
        clamp((inInput.y1() - top) / gainY, picture.height()),
        clamp((inInput.x2() - left) / gainX, picture.width()),
        clamp((inInput.y2() - top) / gainY, picture.height()));
  }

  /**
   * The upright box around a rotated one, in pixels of the original picture, cut off at its edges.
   * As Ultralytics does it, centre and sides are scaled, each by its own ratio, and the angle is
   * kept.
   */
  public Box toPicture(RotatedBox inInput) {
    double gainX = (double) resizedWidth / picture.width();
    double gainY = (double) resizedHeight / picture.height();
    Box box =
        new RotatedBox(
                (float) ((inInput.centreX() - left) / gainX),
                (float) ((inInput.centreY() - top) / gainY),
                (float) (inInput.width() / gainX),
                (float) (inInput.height() / gainY),
                inInput.angle())
            .enclosing();
    return new Box(
        clamp(box.x1(), picture.width()),
        clamp(box.y1(), picture.height()),
        clamp(box.x2(), picture.width()),
        clamp(box.y2(), picture.height()));
  }

  /**
   * The cells of a layer's grid whose centre lies inside the picture; everything else is padding.
   * At least one.
   */
  public CellRegion validCells(int stride) {
    int firstColumn = firstCell(left, stride);
    int firstRow = firstCell(top, stride);
    int right = Math.min(left + resizedWidth, inputWidth);
    int bottom = Math.min(top + resizedHeight, inputHeight);
    int lastColumn = Math.max(firstColumn, lastCell(right, stride));
    int lastRow = Math.max(firstRow, lastCell(bottom, stride));
    return new CellRegion(
        firstRow, firstColumn, lastRow - firstRow + 1, lastColumn - firstColumn + 1);
  }

  /**
   * From the centre of a cell, counted inside {@link #validCells}, to pixels of the original
   * picture.
   */
  public CellToPicture cellToPicture(int stride) {
    CellRegion valid = validCells(stride);
    double perPixelX = (double) picture.width() / resizedWidth;
    double perPixelY = (double) picture.height() / resizedHeight;
    return new CellToPicture(
        stride * perPixelX,
        0,
        ((valid.firstColumn() + 0.5) * stride - left) * perPixelX,
        0,
        stride * perPixelY,
        ((valid.firstRow() + 0.5) * stride - top) * perPixelY);
  }

  /** First cell with centre (i + 0.5) * stride at or after the edge. */
  private static int firstCell(int edge, int stride) {
    return (int) Math.max(0, Math.ceil((double) edge / stride - 0.5));
  }

  /** Last cell with centre before the edge. */
  private static int lastCell(int edge, int stride) {
    return (int) Math.ceil((double) edge / stride - 0.5) - 1;
  }

  private static float clamp(float value, int limit) {
    return Math.max(0f, Math.min(value, limit));
  }
}
