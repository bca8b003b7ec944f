package io.eigencam.access;

import io.eigencam.config.EigencamConfig;
import io.quarkus.vertx.http.runtime.filters.Filters;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.ext.web.RoutingContext;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Singleton;
import java.util.Set;

/**
 * Turns pages of other sites away, before anything else is done: they may neither open a socket and
 * watch the cameras of whoever opens them, nor change anything in his name. On loopback the name by
 * which we are called counts as well.
 */
@Singleton
public final class OriginFilter {
  private static final int FORBIDDEN = 403;

  /** Before authentication, which has 200. */
  private static final int PRIORITY = 1_000;

  private static final Set<String> HARMLESS = Set.of("GET", "HEAD");

  private final boolean localOnly;
  private final Set<String> hosts;

  OriginFilter(AccessRules rules, EigencamConfig config) {
    this.localOnly = rules.isLocal();
    this.hosts = Set.copyOf(config.access().hosts().orElse(Set.of()));
  }

  void register(@Observes Filters filters) {
    filters.register(this::check, PRIORITY);
  }

  private void check(RoutingContext context) {
    HttpServerRequest request = context.request();
    String host = request.authority() == null ? null : request.authority().toString();
    if (localOnly && !Origin.isLocal(host, hosts)) {
      refuse(
          context,
          "Only for programs on this machine, as http://127.0.0.1 (eigencam.access.hosts).");
      return;
    }
    boolean upgrade = request.getHeader("Upgrade") != null;
    if ((upgrade || !HARMLESS.contains(request.method().name()))
        && !Origin.isSame(request.getHeader("Origin"), host)) {
      refuse(context, "Not for pages of other sites.");
      return;
    }
    context.next();
  }

  private static void refuse(RoutingContext context, String why) {
    context
        .response()
        .setStatusCode(FORBIDDEN)
        .putHeader("Content-Type", "text/plain")
        .end(why + "\n");
  }
}
