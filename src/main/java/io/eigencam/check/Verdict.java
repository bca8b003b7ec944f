package io.eigencam.check;

import java.util.List;
import java.util.Objects;

/**
 * What the figures of a layer mean.
 *
 * @param reasons why not to trust it, the worst first; empty with TRUST
 * @param remarks what else is worth knowing
 */
public record Verdict(Trust trust, List<String> reasons, List<String> remarks) {
  public Verdict {
    Objects.requireNonNull(trust, "trust");
    reasons = List.copyOf(reasons);
    remarks = List.copyOf(remarks);
  }
}
