package io.eigencam.config;

import java.util.Locale;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Names of this machine that nobody else can have. A page of another site may give its own name
 * this machine's address (DNS rebinding); what it then asks for carries that name.
 */
public final class Loopback {
  private static final Set<String> NAMES = Set.of("127.0.0.1", "localhost", "::1", "[::1]");

  private Loopback() {}

  /**
   * @param host a name or an address without its port; null is none
   */
  public static boolean isName(@Nullable String host) {
    return host != null && NAMES.contains(host.toLowerCase(Locale.ROOT));
  }
}
