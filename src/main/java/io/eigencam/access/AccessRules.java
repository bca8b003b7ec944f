package io.eigencam.access;

import io.eigencam.config.AccessConfig;
import java.io.IOException;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.Set;

/**
 * What the settings say about who may call the HTTP side.
 *
 * @param config our settings
 * @param host the address that is listened on
 * @param oidc whether an OpenID Connect server is named
 * @param tls whether the HTTP side has a certificate
 */
public record AccessRules(AccessConfig config, String host, boolean oidc, boolean tls) {
  private static final Set<String> READING = Set.of("GET", "HEAD");

  /** Whether somebody must say who he is. */
  public boolean authenticates() {
    return oidc || config.users().isPresent();
  }

  /** Whether only this machine can call. */
  public boolean isLocal() {
    try {
      return InetAddress.getByName(host).isLoopbackAddress();
    } catch (UnknownHostException e) {
      return false; // and cannot be listened on
    }
  }

  /** Whether passwords cross a network for everybody to read. */
  public boolean sendsPasswordsInTheClear() {
    return authenticates() && !isLocal() && !tls && !config.byProxy();
  }

  /**
   * Refuses to show cameras to whoever is on the network.
   *
   * @throws IOException if other machines could call without authentication, or the password file
   *     is wrong; the message says what to do
   */
  public void check() throws IOException {
    if (!isLocal() && !authenticates() && !config.byProxy()) {
      throw new IOException(
          ("other machines could see the cameras at %s without a password: set eigencam.access.users"
                  + " (a password file, see 'eigencam users set --help') or quarkus.oidc.auth-server-url;"
                  + " or say eigencam.access.by-proxy=true if a proxy in front asks for one;"
                  + " or listen on 127.0.0.1")
              .formatted(host));
    }
    if (config.users().isPresent()) {
      new Accounts(config.users().get());
    }
  }

  /** Whether a request is answered whoever asks. */
  boolean isOpen(String method, String path) {
    return !authenticates()
        || (READING.contains(method)
            && ((config.openHealth() && isAt(path, "/q/health"))
                || (config.openMetrics() && isAt(path, "/q/metrics"))));
  }

  /** The least that somebody must be for a request. */
  static Role needed(String method) {
    return READING.contains(method) ? Role.VIEWER : Role.OPERATOR;
  }

  private static boolean isAt(String path, String place) {
    return path.equals(place) || path.startsWith(place + "/");
  }
}
