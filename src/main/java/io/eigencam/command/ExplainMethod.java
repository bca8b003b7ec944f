package io.eigencam.command;

import io.eigencam.explain.EigenMaps;
import io.eigencam.explain.EnergyMap;
import io.eigencam.explain.ExplainSettings;
import io.eigencam.explain.Explainer;
import io.eigencam.explain.LiveExplainer;
import java.util.Arrays;
import java.util.Locale;
import java.util.function.Function;
import java.util.stream.Collectors;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/** The values of {@code explain --method}. */
enum ExplainMethod {
  EIGEN(LiveExplainer::new),
  EIGEN_UNCENTERED(settings -> new LiveExplainer(EigenMaps.uncentred(settings), null)),
  ENERGY(settings -> new LiveExplainer(new EnergyMap(), null)),
  EIGEN_GRADIENT(settings -> new LiveExplainer(EigenMaps.gradient(settings, null), null));

  private final Function<ExplainSettings, Explainer> factory;

  ExplainMethod(Function<ExplainSettings, Explainer> factory) {
    this.factory = factory;
  }

  Explainer explainer(ExplainSettings settings) {
    return factory.apply(settings);
  }

  /** Whether it explains activations times gradients instead of activations. */
  boolean needsGradients() {
    return this == EIGEN_GRADIENT;
  }

  /** As it is written on the command line. */
  @Override
  public String toString() {
    return name().toLowerCase(Locale.ROOT).replace('_', '-');
  }

  /** Reads {@code eigen-uncentered}. */
  static final class Converter implements ITypeConverter<ExplainMethod> {
    @Override
    public ExplainMethod convert(String value) {
      for (ExplainMethod method : values()) {
        if (method.toString().equals(value.toLowerCase(Locale.ROOT))) {
          return method;
        }
      }
      throw new TypeConversionException(
          "'%s' is none of %s"
              .formatted(
                  value,
                  Arrays.stream(values())
                      .map(ExplainMethod::toString)
                      .collect(Collectors.joining(", "))));
    }
  }
}
