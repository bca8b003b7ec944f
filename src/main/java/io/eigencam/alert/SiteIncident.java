package io.eigencam.alert;

import java.util.List;
import java.util.Objects;

/**
 * Many cameras of a site at once: a roll-out of a model, a codec, the power; one call, not many.
 *
 * @param since when the first of them opened, milliseconds since the epoch
 * @param members the cameras, sorted
 */
public record SiteIncident(String id, String site, long since, List<String> members) {
  public SiteIncident {
    Objects.requireNonNull(id, "id");
    Objects.requireNonNull(site, "site");
    members = List.copyOf(members);
  }
}
