package io.eigencam.model;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * What a {@link Probe} found out.
 *
 * @param classMaps by level, finest first: whether its class map makes the model's scores
 */
record ProbeFinding(BoxUnits boxUnits, List<Boolean> classMaps) {
  private static final char YES = '1';
  private static final char NO = '0';

  ProbeFinding {
    classMaps = List.copyOf(classMaps);
  }

  /** The features, without class maps that do not make the scores. */
  FeatureTensors confirmed(FeatureTensors features) {
    List<FeatureLevel> levels = new ArrayList<>();
    for (int i = 0; i < classMaps.size(); i++) {
      FeatureLevel level = features.levels().get(i);
      levels.add(classMaps.get(i) ? level : new FeatureLevel(level.feature(), null));
    }
    return new FeatureTensors(
        levels, features.sppf(), features.backboneEnd(), features.last(), features.linearWeight());
  }

  /** As {@link #parse} reads it. */
  String text() {
    StringBuilder text = new StringBuilder(boxUnits.name()).append(' ');
    classMaps.forEach(one -> text.append(one ? YES : NO));
    return text.toString();
  }

  /** Empty for what is no finding about so many levels. */
  static Optional<ProbeFinding> parse(String text, int levels) {
    String[] parts = text.split(" ", -1);
    if (parts.length != 2 || !parts[1].matches("[" + NO + YES + "]{" + levels + "}")) {
      return Optional.empty();
    }
    for (BoxUnits units : BoxUnits.values()) {
      if (units.name().equals(parts[0])) {
        return Optional.of(
            new ProbeFinding(units, parts[1].chars().mapToObj(one -> one == YES).toList()));
      }
    }
    return Optional.empty();
  }
}
