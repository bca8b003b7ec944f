package io.eigencam.picture;

import io.eigencam.frame.PictureSize;

/**
 * Where the panels of a sheet stand.
 *
 * @param columns panels side by side
 * @param rows panels on top of each other
 * @param imageWidth of every panel's picture
 * @param imageHeight of every panel's picture
 * @param panelWidth of a panel: that of its picture, but wide enough for its text
 * @param caption height of the text above every panel's picture
 */
record SheetLayout(
    int columns, int rows, int imageWidth, int imageHeight, int panelWidth, int caption) {
  static final int MARGIN = 28;
  static final int GAP = 22;
  private static final int TITLE = 36;
  private static final int LINE = 18;
  private static final int LONGEST_SIDE = 560;
  private static final int TALLEST = 480;
  private static final int NARROWEST = 300;
  private static final double PLEASANT = 16 / 9.0;

  /**
   * The arrangement whose shape comes nearest to that of a screen.
   *
   * @param lines of text below the title of a panel
   */
  static SheetLayout of(int panels, int lines, PictureSize picture) {
    int caption = TITLE + LINE * lines;
    double scale =
        Math.min((double) LONGEST_SIDE / picture.width(), (double) TALLEST / picture.height());
    int imageWidth = (int) Math.max(1, Math.round(picture.width() * scale));
    int imageHeight = (int) Math.max(1, Math.round(picture.height() * scale));
    int panelWidth = Math.max(imageWidth, NARROWEST);
    int best = 1;
    double least = Double.POSITIVE_INFINITY;
    for (int columns = 1; columns <= panels; columns++) {
      int rows = (panels + columns - 1) / columns;
      double shape = (double) columns * (panelWidth + GAP) / (rows * (imageHeight + caption + GAP));
      int empty = columns * rows - panels;
      double distance = Math.abs(Math.log(shape / PLEASANT)) + 0.12 * empty;
      if (distance < least) {
        least = distance;
        best = columns;
      }
    }
    return new SheetLayout(
        best, (panels + best - 1) / best, imageWidth, imageHeight, panelWidth, caption);
  }

  /** Width of all panels with the gaps between them. */
  int width() {
    return columns * panelWidth + (columns - 1) * GAP;
  }

  /** Height of all panels with the gaps between them. */
  int height() {
    return rows * panelHeight() + (rows - 1) * GAP;
  }

  int panelHeight() {
    return caption + imageHeight;
  }
}
