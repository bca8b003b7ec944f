package io.eigencam.alert;

import io.eigencam.drift.StateInput;
import io.eigencam.drift.StateOutput;
import java.util.Objects;

/**
 * What a person decided.
 *
 * @param who as the operator is known to the system; not empty
 * @param when milliseconds since the epoch
 * @param until end of a mute, milliseconds since the epoch; ignored otherwise
 */
public record OperatorAction(Verb verb, String who, long when, long until) {
  /** What can be decided. */
  public enum Verb {
    /** The change is normal: widen the envelopes that it broke. */
    ACCEPT_AS_NORMAL,
    /** The scene is another one: learn a new reference, in the background. */
    REBASELINE,
    /** Call nobody until then. */
    MUTE,
    /** It is a fault: keep the alert and ask no more. */
    CONFIRM_FAULT
  }

  public OperatorAction {
    Objects.requireNonNull(verb, "verb");
    if (who.isBlank()) {
      throw new IllegalArgumentException("a decision needs somebody who made it");
    }
    if (verb == Verb.MUTE && until <= when) {
      throw new IllegalArgumentException(
          "a mute must end after it begins: from %d to %d".formatted(when, until));
    }
  }

  void write(StateOutput out) {
    out.small(verb.ordinal());
    out.text(who);
    out.number(when);
    out.number(until);
  }

  static OperatorAction read(StateInput in) {
    return new OperatorAction(
        Verb.values()[in.small(Verb.values().length, "verb")], in.text(), in.number(), in.number());
  }
}
