package io.eigencam.registry;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.MissingNode;
import java.io.IOException;
import java.net.ConnectException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpTimeoutException;
import java.util.StringJoiner;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import javax.net.ssl.SSLHandshakeException;
import org.jspecify.annotations.Nullable;

/**
 * HTTP to a registry: time-outs that cover the whole answer, every address in turn, and one plain
 * exception when none of them works.
 */
final class RegistryConnection {
  static final String CONTENT_TYPE = "application/vnd.schemaregistry.v1+json";
  private static final int LONGEST_ANSWER = 16 * 1024 * 1024;
  private static final ObjectMapper JSON = new ObjectMapper();

  private final RegistrySettings settings;
  private final HttpClient http;

  RegistryConnection(RegistrySettings settings) {
    this.settings = settings;
    HttpClient.Builder client =
        HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .connectTimeout(settings.connectTimeout());
    if (settings.tls() != null) {
      client.sslContext(settings.tls());
    }
    this.http = client.build();
  }

  /** An answer with any status below 500 but 408 and 429. */
  record Answer(URI url, int status, JsonNode body) {
    boolean ok() {
      return status / 100 == 2;
    }

    /** Whether it would answer someone else: no matter what is asked for. */
    boolean needsCredentials() {
      return status == 401 || status == 403;
    }

    /** What the registry says about an error, on one line. */
    String message() {
      String text = body.path("message").asText("");
      return text.isEmpty() ? "HTTP status " + status : text.replaceAll("\\s+", " ").strip();
    }
  }

  /**
   * @param path from the registry's address, encoded
   * @param body posted when not null
   */
  Answer send(String path, @Nullable JsonNode body) {
    StringJoiner failures = new StringJoiner("; ");
    @Nullable Exception last = null;
    for (URI url : settings.urls()) {
      try {
        return sendWithRepeat(url, path, body);
      } catch (IOException e) {
        last = e;
        failures.add(url + ": " + reason(e));
      }
    }
    throw new RegistryUnavailableException(
        "the schema registry does not answer (%s); start it, or correct %s"
            .formatted(failures, RegistrySettings.URL),
        last == null ? new IOException("no address") : last);
  }

  /** A kept-alive connection may be closed under our feet: that, and only that, is tried again. */
  private Answer sendWithRepeat(URI url, String path, @Nullable JsonNode body) throws IOException {
    try {
      return sendOnce(url, path, body);
    } catch (ConnectException | HttpTimeoutException | SSLHandshakeException | ServerFailure e) {
      throw e;
    } catch (IOException e) {
      return sendOnce(url, path, body);
    }
  }

  private Answer sendOnce(URI url, String path, @Nullable JsonNode body) throws IOException {
    CompletableFuture<HttpResponse<String>> exchange =
        http.sendAsync(request(url, path, body), info -> new BoundedBody(LONGEST_ANSWER));
    HttpResponse<String> response;
    try {
      // HttpRequest.timeout() ends with the headers; this one covers the body as well.
      response = exchange.get(settings.readTimeout().toMillis(), TimeUnit.MILLISECONDS);
    } catch (TimeoutException e) {
      exchange.cancel(true);
      throw new HttpTimeoutException(
          "no answer within " + settings.readTimeout().toMillis() + " ms");
    } catch (InterruptedException e) {
      exchange.cancel(true);
      Thread.currentThread().interrupt();
      throw new org.apache.kafka.common.errors.InterruptException(e);
    } catch (ExecutionException e) {
      if (e.getCause() instanceof IOException failure) {
        throw failure;
      }
      throw new IOException(e.getCause());
    }
    int status = response.statusCode();
    if (status >= 500 || status == 408 || status == 429) {
      throw new ServerFailure("HTTP status " + status);
    }
    return new Answer(url, status, parse(response.body(), status));
  }

  private HttpRequest request(URI url, String path, @Nullable JsonNode body) {
    HttpRequest.Builder request =
        HttpRequest.newBuilder(URI.create(url + path)).header("Accept", CONTENT_TYPE);
    if (settings.authorization() != null) {
      request.header("Authorization", settings.authorization());
    }
    if (body != null) {
      request.header("Content-Type", CONTENT_TYPE).POST(BodyPublishers.ofString(body.toString()));
    }
    return request.build();
  }

  private static JsonNode parse(String text, int status) throws IOException {
    try {
      JsonNode body = JSON.readTree(text);
      return body == null ? MissingNode.getInstance() : body;
    } catch (JsonProcessingException e) {
      if (status / 100 == 2) {
        throw new ServerFailure("the answer is no JSON; is this a schema registry?");
      }
      return MissingNode.getInstance(); // an error page: the status says enough
    }
  }

  private static String reason(IOException failure) {
    if (failure instanceof ConnectException) {
      return "no connection";
    }
    return RegistryTls.explain(failure)
        .orElse(
            failure.getMessage() == null
                ? failure.getClass().getSimpleName()
                : failure.getMessage());
  }

  /** The server is there but cannot serve now. */
  private static final class ServerFailure extends IOException {
    private static final long serialVersionUID = 1L;

    ServerFailure(String message) {
      super(message);
    }
  }
}
