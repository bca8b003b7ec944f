package io.eigencam.camera.microscope;

/** Draws platelets: small, lumpy, violet. */
final class PlateletPainter {
  private final DyeLayers layers;

  PlateletPainter(DyeLayers layers) {
    this.layers = layers;
  }

  Extent draw(Dice dice, double cx, double cy) {
    double longRadius = dice.between(15, 24) * layers.zoom;
    double shortRadius = longRadius * dice.between(0.68, 1.0);
    double angle = dice.between(0, Math.PI);
    double density = dice.between(0.42, 0.95);
    double grain = dice.between(0, 200);
    double cos = Math.cos(angle);
    double sin = Math.sin(angle);
    Extent extent = new Extent();
    extent.fullArea = Math.PI * longRadius * shortRadius * 1.25;
    double reach = longRadius * 1.45;
    int top = Math.max(0, (int) (cy - reach));
    int bottom = Math.min(layers.height - 1, (int) (cy + reach));
    int left = Math.max(0, (int) (cx - reach));
    int right = Math.min(layers.width - 1, (int) (cx + reach));
    for (int py = top; py <= bottom; py++) {
      double dy = py + 0.5 - cy;
      for (int px = left; px <= right; px++) {
        double dx = px + 0.5 - cx;
        double u = (dx * cos + dy * sin) / longRadius;
        double v = (dy * cos - dx * sin) / shortRadius;
        float lump = Texture.cloud(dx / layers.zoom + grain, dy / layers.zoom + grain);
        double radius = Math.sqrt(u * u + v * v) + 0.45 * (lump - 0.5);
        double inside = 1 - Curves.smoothStep(0.55, 1.18, radius);
        if (inside > 0) {
          int at = py * layers.width + px;
          layers.azure[at] += (float) (density * inside * (0.75 + 0.5 * lump));
          layers.eosin[at] += (float) (0.12 * inside);
          if (inside > 0.28) {
            extent.include(px, py);
          }
        }
      }
    }
    return extent;
  }
}
