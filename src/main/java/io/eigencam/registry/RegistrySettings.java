package io.eigencam.registry;

import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import javax.net.ssl.SSLContext;
import org.apache.kafka.common.config.ConfigException;
import org.jspecify.annotations.Nullable;

/**
 * Where the registry is and how to speak to it, read from the keys that Confluent's serializers
 * use.
 *
 * @param urls addresses of one registry, tried in their order; a path is kept ({@code
 *     /apis/ccompat/v7})
 * @param authorization the HTTP header of that name; null for none
 * @param tls whom to trust and what to show over https; null for Java's own trust
 * @param connectTimeout how long to wait for a connection
 * @param readTimeout how long to wait for the whole answer, from the start of the request
 */
public record RegistrySettings(
    List<URI> urls,
    @Nullable String authorization,
    @Nullable SSLContext tls,
    Duration connectTimeout,
    Duration readTimeout) {

  /** Comma-separated addresses; {@code https://user:password@host} carries credentials. */
  public static final String URL = "schema.registry.url";

  /** {@code user:password}. */
  public static final String BASIC_AUTH = "basic.auth.user.info";

  /** An OAuth token, sent as it is. */
  public static final String BEARER_TOKEN = "bearer.auth.token";

  public static final String CONNECT_TIMEOUT_MS = "schema.registry.http.connect.timeout.ms";
  public static final String READ_TIMEOUT_MS = "schema.registry.http.read.timeout.ms";

  private static final Duration DEFAULT_CONNECT_TIMEOUT = Duration.ofSeconds(5);
  private static final Duration DEFAULT_READ_TIMEOUT = Duration.ofSeconds(10);

  public RegistrySettings {
    urls = List.copyOf(urls);
    if (urls.isEmpty()) {
      throw new ConfigException(URL + " is missing: name the schema registry's address");
    }
    if (connectTimeout.isNegative() || connectTimeout.isZero()) {
      throw new ConfigException(CONNECT_TIMEOUT_MS + " must be positive");
    }
    if (readTimeout.isNegative() || readTimeout.isZero()) {
      throw new ConfigException(READ_TIMEOUT_MS + " must be positive");
    }
  }

  /** A registry without authentication, with the usual time-outs. */
  public static RegistrySettings at(String url) {
    return from(Map.of(URL, url));
  }

  /** Reads the keys above; Confluent's {@code schema.registry.} prefix is optional. */
  public static RegistrySettings from(Map<String, ?> config) {
    List<URI> urls = new ArrayList<>();
    String userInfo = text(config, BASIC_AUTH);
    for (String part : String.join(",", addresses(config.get(URL))).split(",", -1)) {
      if (part.isBlank()) {
        continue;
      }
      URI address = address(part.strip());
      if (address.getUserInfo() != null && userInfo == null) {
        userInfo = address.getUserInfo();
      }
      urls.add(withoutUserInfo(address));
    }
    return new RegistrySettings(
        urls,
        authorization(userInfo, text(config, BEARER_TOKEN)),
        RegistryTls.context(config),
        duration(config, CONNECT_TIMEOUT_MS, DEFAULT_CONNECT_TIMEOUT),
        duration(config, READ_TIMEOUT_MS, DEFAULT_READ_TIMEOUT));
  }

  private static List<String> addresses(@Nullable Object configured) {
    if (configured == null) {
      return List.of();
    }
    return configured instanceof List<?> list
        ? list.stream().map(String::valueOf).toList()
        : List.of(configured.toString());
  }

  private static URI address(String text) {
    URI address;
    try {
      address = URI.create(text.endsWith("/") ? text.substring(0, text.length() - 1) : text);
    } catch (IllegalArgumentException e) {
      throw new ConfigException(URL + " holds something that is no address");
    }
    boolean http = "http".equals(address.getScheme()) || "https".equals(address.getScheme());
    if (!http || address.getHost() == null) {
      throw new ConfigException(
          URL + " must hold addresses such as http://registry:8081, separated by commas");
    }
    return address;
  }

  /** So that a password never stands in a message. */
  private static URI withoutUserInfo(URI address) {
    String path = address.getRawPath() == null ? "" : address.getRawPath();
    String port = address.getPort() < 0 ? "" : ":" + address.getPort();
    return URI.create(address.getScheme() + "://" + address.getHost() + port + path);
  }

  private static @Nullable String authorization(@Nullable String userInfo, @Nullable String token) {
    if (token != null) {
      return "Bearer " + token;
    }
    return userInfo == null
        ? null
        : "Basic " + Base64.getEncoder().encodeToString(userInfo.getBytes(StandardCharsets.UTF_8));
  }

  private static @Nullable String text(Map<String, ?> config, String key) {
    Object value = config.get(key);
    if (value == null) {
      value = config.get("schema.registry." + key);
    }
    return value == null || value.toString().isBlank() ? null : value.toString();
  }

  private static Duration duration(Map<String, ?> config, String key, Duration otherwise) {
    Object value = config.get(key);
    if (value == null) {
      return otherwise;
    }
    try {
      return Duration.ofMillis(Long.parseLong(value.toString().strip()));
    } catch (NumberFormatException e) {
      throw new ConfigException(key + " must be a number of milliseconds, not '" + value + "'");
    }
  }

  /** Without the credentials. */
  @Override
  public String toString() {
    return "RegistrySettings" + urls;
  }
}
