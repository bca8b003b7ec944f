package io.eigencam.camera.microscope;

/** Draws white blood cells. */
final class WhiteCellPainter {
  private final DyeLayers layers;

  WhiteCellPainter(DyeLayers layers) {
    this.layers = layers;
  }

  /** Pale, grainy body with a violet nucleus that is a union of soft lobes. */
  Extent draw(WhiteCell cell, double cx, double cy) {
    Dice dice = new Dice(cell.dice());
    double radius = cell.radius() * layers.zoom;
    double flat = dice.between(0.86, 1.0);
    double angle = dice.between(0, Math.PI);
    double type = dice.next();
    boolean roundNucleus = type < 0.25; // lymphocyte-like
    boolean pinkGrains = type > 0.80; // eosinophil-like
    int lobes = roundNucleus ? 1 : pinkGrains ? 2 : 2 + (int) (3.99 * dice.next());
    if (roundNucleus) {
      radius *= 0.80;
    }
    double[] lobeU = new double[lobes];
    double[] lobeV = new double[lobes];
    double[] lobeSize = new double[lobes];
    double turn = dice.between(0, 2 * Math.PI);
    double arc = lobes == 1 ? 0 : dice.between(1.0, 1.5) * Math.PI;
    for (int i = 0; i < lobes; i++) {
      double ring = lobes == 1 ? dice.between(0, 0.12) : dice.between(0.36, 0.52);
      double direction = turn + arc * i / Math.max(1, lobes - 1) + dice.around(0.2);
      lobeU[i] = ring * Math.cos(direction);
      lobeV[i] = ring * Math.sin(direction);
      lobeSize[i] =
          Curves.squared(
              lobes == 1
                  ? dice.between(0.66, 0.80)
                  : dice.between(0.50, 0.62) / Math.sqrt(lobes - 0.4));
    }
    double nucleusDye = dice.between(0.85, 1.2);
    double bodyAzure = dice.between(0.10, 0.24);
    double bodyEosin = pinkGrains ? 0.55 : dice.between(0.12, 0.3);
    double grain = dice.between(0, 200);

    double cos = Math.cos(angle);
    double sin = Math.sin(angle);
    Extent extent = new Extent();
    extent.fullArea = 4 * radius * radius * flat;
    double reach = radius * 1.2;
    int top = Math.max(0, (int) (cy - reach));
    int bottom = Math.min(layers.height - 1, (int) (cy + reach));
    int left = Math.max(0, (int) (cx - reach));
    int right = Math.min(layers.width - 1, (int) (cx + reach));
    for (int py = top; py <= bottom; py++) {
      double dy = py + 0.5 - cy;
      for (int px = left; px <= right; px++) {
        double dx = px + 0.5 - cx;
        double u = (dx * cos + dy * sin) / radius;
        double v = (dy * cos - dx * sin) / (radius * flat);
        double distance = u * u + v * v;
        if (distance > 1.3) {
          continue;
        }
        float coarse =
            Texture.cloud(dx / layers.zoom * 0.45 + grain, dy / layers.zoom * 0.45 + grain);
        float fine = Texture.cloud(dx / layers.zoom * 1.6 + grain, dy / layers.zoom * 1.6 + grain);
        double inside = 1 - Curves.smoothStep(0.84, 1.06, distance + 0.30 * (coarse - 0.5));
        if (inside <= 0) {
          continue;
        }
        double pull = 0;
        for (int i = 0; i < lobes; i++) {
          double away = Curves.squared(u - lobeU[i]) + Curves.squared(v - lobeV[i]);
          double share = lobeSize[i] / (away + 0.25 * lobeSize[i]);
          pull += share * share;
        }
        double nucleus = Curves.smoothStep(0.50, 0.86, pull + 0.35 * (coarse - 0.5)) * inside;
        int at = py * layers.width + px;
        double body = inside * (0.55 + 0.9 * fine);
        layers.azure[at] +=
            (float)
                (bodyAzure * body * (1 - nucleus)
                    + nucleusDye * nucleus * (0.72 + 0.34 * coarse + 0.22 * fine));
        layers.eosin[at] += (float) (bodyEosin * body * (1 - 0.6 * nucleus));
        if (inside > 0.5) {
          extent.include(px, py);
        }
      }
    }
    return extent;
  }
}
