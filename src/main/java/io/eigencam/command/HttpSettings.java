package io.eigencam.command;

import io.eigencam.access.AccessRules;
import java.io.IOException;
import org.jspecify.annotations.Nullable;

/** The HTTP side as it is about to be opened: who may call, at which port. */
final class HttpSettings {
  private static final String PLAIN = "quarkus.http.insecure-requests";

  private HttpSettings() {}

  /**
   * Settles what follows from other settings: with a certificate there is no way around it, and
   * with the address of an OpenID Connect server it is asked.
   *
   * @param port what the command line says; null for nothing
   * @throws IOException if the port is taken, or other machines could look without a password
   */
  static void settle(ServiceSettings settings, @Nullable Integer port) throws IOException {
    AccessRules rules = settings.access();
    rules.check();
    if (rules.oidc()) {
      ServiceSettings.flag("quarkus.oidc.tenant-enabled", true);
    }
    if (!rules.tls()) {
      ServiceSettings.flag("quarkus.http.port", port);
    } else {
      ServiceSettings.flag("quarkus.http.ssl-port", port);
      if (settings.optional(PLAIN) == null) {
        ServiceSettings.flag(PLAIN, "disabled");
      }
    }
    LocalPort.require(rules.host(), port(settings, rules, port));
  }

  private static int port(ServiceSettings settings, AccessRules rules, @Nullable Integer port) {
    if (port != null) {
      return port;
    }
    String text =
        rules.tls()
            ? settings.optional("quarkus.http.ssl-port")
            : settings.text("quarkus.http.port");
    return text == null ? 8443 : Integer.parseInt(text);
  }
}
