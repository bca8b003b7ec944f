package io.eigencam.camera.microscope;

/** Draws red blood cells. */
final class RedCellPainter {
  private static final int PROFILE_STEPS = 256; // table steps per unit of squared relative radius
  private static final double PROFILE_END = 1.12;

  private final DyeLayers layers;

  RedCellPainter(DyeLayers layers) {
    this.layers = layers;
  }

  /** A biconcave disc: slightly bent ellipse, dense rim, pale centre of varying depth. */
  Extent draw(Dice dice, double cx, double cy) {
    double longRadius = dice.between(46, 58) * layers.zoom;
    double shortRadius = longRadius * (1 - 0.26 * dice.next() * dice.next());
    double angle = dice.between(0, Math.PI);
    double bend = dice.around(0.07);
    double egg = dice.around(0.08);
    double density = dice.between(0.80, 1.12);
    double pallor = dice.next() < 0.3 ? dice.between(0.0, 0.15) : dice.between(0.2, 0.72);
    double pallorRadius = dice.between(0.45, 0.66);
    boolean glint = dice.next() < 0.16;
    double glintU = dice.around(0.35);
    double glintV = dice.around(0.35);
    double grain = dice.between(0, 200);
    float[] profile = redCellProfile(density, pallor, pallorRadius);

    double cos = Math.cos(angle);
    double sin = Math.sin(angle);
    Extent extent = new Extent();
    extent.fullArea =
        4
            * Math.sqrt(Curves.squared(longRadius * cos) + Curves.squared(shortRadius * sin))
            * Math.sqrt(Curves.squared(longRadius * sin) + Curves.squared(shortRadius * cos));
    double reach = longRadius * 1.22;
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
        v = (v + bend * (u * u - 0.4)) * (1 + egg * u);
        double distance = u * u + v * v;
        if (distance >= PROFILE_END) {
          continue;
        }
        float dye = profile[(int) (distance * PROFILE_STEPS)];
        if (glint) {
          double away = Curves.squared(u - glintU) + Curves.squared(v - glintV);
          if (away < 0.030) {
            dye += away < 0.009 ? -0.75f * dye : 0.35f;
          }
        }
        int at = py * layers.width + px;
        layers.eosin[at] += dye * (0.95f + 0.1f * Texture.grain(dx + grain, dy + grain));
        if (distance < 1.0) {
          extent.include(px, py);
        }
      }
    }
    return extent;
  }

  /** Dye over the squared relative radius. */
  private static float[] redCellProfile(double density, double pallor, double pallorRadius) {
    float[] profile = new float[(int) (PROFILE_END * PROFILE_STEPS) + 2];
    for (int step = 0; step < profile.length; step++) {
      double radius = Math.sqrt((step + 0.5) / PROFILE_STEPS);
      double centre =
          1 - pallor * (1 - Curves.smoothStep(pallorRadius - 0.32, pallorRadius + 0.18, radius));
      double rim = 0.14 * Math.exp(-Curves.squared((radius - 0.93) / 0.06));
      double edge = 1 - Curves.smoothStep(0.94, 1.05, radius);
      profile[step] = (float) (density * (centre + rim) * edge);
    }
    return profile;
  }
}
