package io.eigencam.alert;

import java.util.Objects;

/**
 * One stream of an alert.
 *
 * @param name "p4.js+"
 * @param value the figure now, in its own unit; NaN where the block has none
 * @param z its distance from the median, in scales; NaN likewise
 * @param share its share of the evidence when the alarm rang, 0..1
 * @param normalLow lower end of what is normal
 * @param normalHigh upper end of what is normal
 */
public record AlertStream(
    String name, double value, double z, double share, double normalLow, double normalHigh) {
  public AlertStream {
    Objects.requireNonNull(name, "name");
  }
}
