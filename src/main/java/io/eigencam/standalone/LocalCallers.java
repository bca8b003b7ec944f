package io.eigencam.standalone;

import com.sun.net.httpserver.Headers;
import io.eigencam.config.Loopback;
import java.net.URI;

/**
 * Loopback keeps other machines out, but not the pages of a browser on this one: a page may post to
 * 127.0.0.1, or give its own name that address (DNS rebinding). Such requests carry a foreign
 * {@code Origin} or {@code Host}.
 */
final class LocalCallers {
  private LocalCallers() {}

  static void check(Headers headers) {
    String host = headers.getFirst("Host");
    if (host == null || !isLocal("http://" + host)) {
      throw RegistryError.forbidden("Only for programs on this machine, as http://127.0.0.1.");
    }
    String origin = headers.getFirst("Origin");
    if (origin != null && !isLocal(origin)) {
      throw RegistryError.forbidden("Not for pages of other sites.");
    }
  }

  private static boolean isLocal(String address) {
    try {
      return Loopback.isName(URI.create(address).getHost());
    } catch (IllegalArgumentException e) {
      return false;
    }
  }
}
