package io.eigencam.dashboard;

import io.eigencam.config.Loopback;
import io.quarkus.websockets.next.HttpUpgradeCheck;
import io.smallrye.mutiny.Uni;
import io.vertx.core.net.HostAndPort;
import jakarta.inject.Singleton;
import java.net.URI;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.jspecify.annotations.Nullable;

/**
 * Lets only our own page connect. Browsers let any page open a socket to any address; without this,
 * a stranger's page could watch the cameras of whoever opens it.
 */
@Singleton
public final class SameOrigin implements HttpUpgradeCheck {
  private static final int FORBIDDEN = 403;

  private final boolean localOnly;

  SameOrigin(@ConfigProperty(name = "quarkus.http.host") String listening) {
    this.localOnly = Loopback.isName(listening);
  }

  @Override
  public Uni<CheckResult> perform(HttpUpgradeContext context) {
    String origin = context.httpRequest().getHeader("Origin");
    HostAndPort requested = context.httpRequest().authority();
    return allows(origin, requested) && (origin == null || !localOnly || isLocal(requested))
        ? CheckResult.permitUpgrade()
        : CheckResult.rejectUpgrade(FORBIDDEN);
  }

  /** A foreign name may have been given the address of this machine (DNS rebinding). */
  static boolean isLocal(@Nullable HostAndPort requested) {
    return requested != null && Loopback.isName(requested.host());
  }

  /** Programs that are no browser send no origin. */
  static boolean allows(@Nullable String origin, @Nullable HostAndPort requested) {
    if (origin == null) {
      return true;
    }
    if (requested == null) {
      return false;
    }
    try {
      URI from = URI.create(origin);
      boolean secure = "https".equals(from.getScheme());
      int defaultPort = secure ? 443 : 80;
      int fromPort = from.getPort() < 0 ? defaultPort : from.getPort();
      int toPort = requested.port() <= 0 ? defaultPort : requested.port();
      return requested.host().equalsIgnoreCase(from.getHost()) && fromPort == toPort;
    } catch (IllegalArgumentException e) {
      return false;
    }
  }
}
