package io.eigencam.standalone;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;

/** Requests to a registry as any client may send them. */
final class RegistryHttp {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final HttpClient HTTP = HttpClient.newHttpClient();

  private final String url;

  RegistryHttp(String url) {
    this.url = url;
  }

  /** An answer: status and body. */
  record Reply(int status, JsonNode body, String contentType) {
    int errorCode() {
      return body.path("error_code").asInt();
    }
  }

  Reply get(String path) throws IOException, InterruptedException {
    return send("GET", path, "");
  }

  Reply delete(String path) throws IOException, InterruptedException {
    return send("DELETE", path, "");
  }

  Reply put(String path, String body) throws IOException, InterruptedException {
    return send("PUT", path, body);
  }

  Reply post(String path, String body) throws IOException, InterruptedException {
    return send("POST", path, body);
  }

  /** Posts a schema as text in JSON, as the API wants it. */
  Reply postSchema(String path, String schema) throws IOException, InterruptedException {
    return post(path, JSON.createObjectNode().put("schema", schema).toString());
  }

  private Reply send(String method, String path, String body)
      throws IOException, InterruptedException {
    HttpRequest request =
        HttpRequest.newBuilder(URI.create(url + path))
            .timeout(Duration.ofSeconds(20))
            .method(
                method, body.isEmpty() ? BodyPublishers.noBody() : BodyPublishers.ofString(body))
            .build();
    HttpResponse<String> response = HTTP.send(request, BodyHandlers.ofString());
    return new Reply(
        response.statusCode(),
        JSON.readTree(response.body()),
        response.headers().firstValue("content-type").orElse(""));
  }
}
