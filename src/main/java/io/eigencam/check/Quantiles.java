package io.eigencam.check;

import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Figures of many pictures as one; values that a picture does not have are left out. */
final class Quantiles {
  private Quantiles() {}

  /** The mean of the two middle values of an even number; null without any value. */
  static @Nullable Double median(Stream<@Nullable Double> values) {
    List<Double> sorted = present(values).stream().sorted().toList();
    if (sorted.isEmpty()) {
      return null;
    }
    int upper = sorted.size() / 2;
    int lower = (sorted.size() - 1) / 2;
    return (sorted.get(lower) + sorted.get(upper)) / 2;
  }

  /** Null without any value. */
  static @Nullable Double lowest(Stream<@Nullable Double> values) {
    return present(values).stream().min(Comparator.naturalOrder()).orElse(null);
  }

  /** Null without any value. */
  static @Nullable Double mean(Stream<@Nullable Double> values) {
    List<Double> present = present(values);
    return present.isEmpty()
        ? null
        : (Double) present.stream().mapToDouble(Double::doubleValue).average().orElseThrow();
  }

  /** Share of the values that are true; null without any value. */
  static @Nullable Double share(Stream<@Nullable Boolean> values) {
    return mean(values.map(value -> value == null ? null : value ? 1.0 : 0.0));
  }

  private static List<Double> present(Stream<@Nullable Double> values) {
    return values.filter(Objects::nonNull).map(Objects::requireNonNull).toList();
  }
}
