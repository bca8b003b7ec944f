package io.eigencam.access;

import io.eigencam.config.EigencamConfig;
import io.quarkus.runtime.StartupEvent;
import jakarta.annotation.Priority;
import jakarta.enterprise.event.Observes;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;
import java.io.IOException;
import org.eclipse.microprofile.config.Config;
import org.jboss.logging.Logger;

/** Reads the rules from the settings, and lets nothing start that breaks them. */
@Singleton
public final class AccessBeans {
  private static final Logger LOG = Logger.getLogger(AccessBeans.class);

  @Produces
  @Singleton
  AccessRules rules(EigencamConfig config, Config settings) {
    return of(config, settings);
  }

  /** The rules of the settings, ours and Quarkus' own. */
  public static AccessRules of(EigencamConfig config, Config settings) {
    return new AccessRules(
        config.access(),
        settings.getValue("quarkus.http.host", String.class),
        settings.getOptionalValue("quarkus.oidc.auth-server-url", String.class).isPresent(),
        hasCertificate(settings));
  }

  private static boolean hasCertificate(Config settings) {
    for (String name : settings.getPropertyNames()) {
      if (name.startsWith("quarkus.http.ssl.certificate.")
          || name.equals("quarkus.http.tls-configuration-name")
          || name.startsWith("quarkus.tls.key-store.")) {
        return true;
      }
    }
    return false;
  }

  /** Before the port is opened. */
  void start(@Observes @Priority(1) StartupEvent event, AccessRules rules) throws IOException {
    rules.check();
    if (rules.sendsPasswordsInTheClear()) {
      LOG.warnf(
          "Passwords cross the network unencrypted at %s: give the server a certificate"
              + " (quarkus.http.ssl.certificate.files and .key-files) or let a proxy do it",
          rules.host());
    }
  }
}
