package io.eigencam.alert;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** When more than three in ten cameras of a site open within ten minutes, it is the site. */
public final class SiteRule {
  private static final double SHARE = 0.3;
  private static final long TOGETHER_MILLIS = Duration.ofMinutes(10).toMillis();

  /** Of fewer, chance makes a third. */
  private static final int LEAST_MEMBERS = 3;

  private SiteRule() {}

  /**
   * The incident that a site is in.
   *
   * @param cameras all that the site has
   * @param opened cameras with an open alert, and when it opened, milliseconds since the epoch
   * @param now the same clock
   */
  public static Optional<SiteIncident> incident(
      String site, int cameras, Map<String, Long> opened, long now) {
    List<String> members =
        opened.entrySet().stream()
            .filter(open -> open.getValue() <= now && now - open.getValue() <= TOGETHER_MILLIS)
            .map(Map.Entry::getKey)
            .sorted()
            .toList();
    if (members.size() < LEAST_MEMBERS || members.size() <= SHARE * cameras) {
      return Optional.empty();
    }
    long since = members.stream().mapToLong(opened::get).min().orElseThrow();
    return Optional.of(new SiteIncident(AlertId.of(site, "site", since), site, since, members));
  }
}
