package io.eigencam.check;

/** How far the maps of a layer can be trusted, best first. */
public enum Trust {
  TRUST,
  WITH_CARE,
  DO_NOT_TRUST;

  Trust worse(Trust other) {
    return compareTo(other) >= 0 ? this : other;
  }
}
