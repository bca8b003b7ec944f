package io.eigencam.access;

import io.eigencam.config.Loopback;
import java.net.URI;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Where a request comes from, as far as browsers tell. Loopback keeps other machines out, but not
 * the pages of a browser on this one: a page of any site may call any address, which its {@code
 * Origin} tells, or give its own name our address (DNS rebinding), which the {@code Host} tells.
 */
public final class Origin {
  private Origin() {}

  /**
   * Whether a request was meant for this machine, by a name that nobody else can have.
   *
   * @param host the header Host, with or without a port
   * @param further other names that are ours
   */
  public static boolean isLocal(@Nullable String host, Set<String> further) {
    URI requested = address("http://" + host);
    return host != null
        && requested != null
        && (Loopback.isName(requested.getHost()) || further.contains(requested.getHost()));
  }

  /**
   * Whether a request comes from a page that was served here, or from no page at all: programs that
   * are no browser send no origin.
   *
   * @param origin the header Origin
   * @param host the header Host
   */
  public static boolean isSame(@Nullable String origin, @Nullable String host) {
    if (origin == null) {
      return true;
    }
    URI from = address(origin);
    if (from == null || from.getHost() == null || host == null) {
      return false;
    }
    URI to = address(from.getScheme() + "://" + host);
    return to != null && from.getHost().equalsIgnoreCase(to.getHost()) && port(from) == port(to);
  }

  /** Whether a request comes from a page of this machine, at whatever port, or from none. */
  public static boolean isLocalPage(@Nullable String origin) {
    URI from = origin == null ? null : address(origin);
    return origin == null || (from != null && Loopback.isName(from.getHost()));
  }

  private static int port(URI address) {
    if (address.getPort() >= 0) {
      return address.getPort();
    }
    return "https".equals(address.getScheme()) ? 443 : 80;
  }

  private static @Nullable URI address(String text) {
    try {
      return URI.create(text);
    } catch (IllegalArgumentException e) {
      return null;
    }
  }
}
