package io.eigencam.corruption;

import java.awt.image.BufferedImage;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * A corrupted picture.
 *
 * @param image RGB
 * @param region the only pixels that were changed; null where the whole picture was
 */
public record Corrupted(BufferedImage image, @Nullable PixelRegion region) {
  public Corrupted {
    Objects.requireNonNull(image, "image");
  }
}
