package io.eigencam.drift;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;
import java.util.Objects;

/**
 * The conditions under which frames can be compared at all. Each has a reference of its own.
 *
 * @param modelDigest of the model that looked
 * @param layers that it was watched by
 * @param inputWidth of the model, in pixels
 * @param inputHeight of the model, in pixels
 * @param pictureWidth of the camera's pictures: another one has other padding
 * @param pictureHeight of the camera's pictures
 * @param preset where a movable camera points; empty where it is not known
 */
public record ContextKey(
    String modelDigest,
    List<String> layers,
    int inputWidth,
    int inputHeight,
    int pictureWidth,
    int pictureHeight,
    String preset,
    LightMode light) {
  private static final int ID_BYTES = 6;

  public ContextKey {
    Objects.requireNonNull(modelDigest, "modelDigest");
    Objects.requireNonNull(preset, "preset");
    Objects.requireNonNull(light, "light");
    layers = List.copyOf(layers);
  }

  /** Short name, the same wherever and whenever it is made: 12 hexadecimal digits. */
  public String id() {
    try {
      MessageDigest digest = MessageDigest.getInstance("SHA-256");
      for (String part :
          List.of(
              modelDigest,
              String.join(",", layers),
              "%dx%d %dx%d".formatted(inputWidth, inputHeight, pictureWidth, pictureHeight),
              preset,
              light.name())) {
        byte[] bytes = part.getBytes(StandardCharsets.UTF_8);
        digest.update(ByteBuffer.allocate(Integer.BYTES).putInt(0, bytes.length));
        digest.update(bytes);
      }
      return HexFormat.of().formatHex(digest.digest(), 0, ID_BYTES);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every JDK has SHA-256", e);
    }
  }

  public void write(StateOutput out) {
    out.text(modelDigest);
    out.small(layers.size());
    layers.forEach(out::text);
    out.integer(inputWidth);
    out.integer(inputHeight);
    out.integer(pictureWidth);
    out.integer(pictureHeight);
    out.text(preset);
    out.small(light.ordinal());
  }

  public static ContextKey read(StateInput in) {
    String modelDigest = in.text();
    String[] layers = new String[in.small()];
    for (int i = 0; i < layers.length; i++) {
      layers[i] = in.text();
    }
    return new ContextKey(
        modelDigest,
        List.of(layers),
        in.integer(),
        in.integer(),
        in.integer(),
        in.integer(),
        in.text(),
        LightMode.values()[in.small(LightMode.values().length, "light mode")]);
  }
}
