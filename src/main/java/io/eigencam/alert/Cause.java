package io.eigencam.alert;

/**
 * What a change looks like.
 *
 * @param name for people: "camera moved"
 * @param likeness cosine with the fault's signature, -1..1; no probability
 */
public record Cause(String name, double likeness) {
  public Cause {
    if (name.isEmpty() || !(Math.abs(likeness) <= 1 + 1e-9)) {
      throw new IllegalArgumentException("not a cause: '%s', %s".formatted(name, likeness));
    }
  }
}
