package io.eigencam.dashboard;

import io.eigencam.config.EigencamConfig;
import io.quarkus.vertx.http.runtime.filters.Filters;
import io.vertx.ext.web.RoutingContext;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Singleton;
import java.util.regex.Pattern;

/** Answers for the live page where it is switched off: otherwise it would wait for ever. */
@Singleton
public final class PageSwitch {
  private static final Pattern PAGE = Pattern.compile("/(|index\\.html|page/.*|live)");
  private static final int NOT_FOUND = 404;
  private static final int PRIORITY = 100;

  private final boolean off;

  PageSwitch(EigencamConfig config) {
    this.off = !config.dashboard().enabled();
  }

  void register(@Observes Filters filters) {
    if (off) {
      filters.register(PageSwitch::answer, PRIORITY);
    }
  }

  private static void answer(RoutingContext request) {
    if (PAGE.matcher(request.normalizedPath()).matches()) {
      request
          .response()
          .setStatusCode(NOT_FOUND)
          .putHeader("Content-Type", "text/plain")
          .end("The live page is switched off here (eigencam.dashboard.enabled=false).\n");
    } else {
      request.next();
    }
  }
}
