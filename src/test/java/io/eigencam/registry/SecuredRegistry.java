package io.eigencam.registry;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpsConfigurator;
import com.sun.net.httpserver.HttpsParameters;
import com.sun.net.httpserver.HttpsServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Path;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLParameters;
import javax.net.ssl.TrustManagerFactory;
import org.jspecify.annotations.Nullable;

/** A door of TLS and authentication before a registry, as proxies are. */
public final class SecuredRegistry implements AutoCloseable {
  private final HttpsServer server;
  private final ExecutorService threads = Executors.newCachedThreadPool();
  private final HttpClient client = HttpClient.newHttpClient();
  private final String behind;
  private final String authorization;

  /**
   * @param keys the server's key store
   * @param clients whose certificates are demanded; null for none
   * @param authorization the header that is demanded
   */
  public SecuredRegistry(
      Path keys, char[] password, @Nullable Path clients, String behind, String authorization)
      throws Exception {
    this.behind = behind;
    this.authorization = authorization;
    KeyManagerFactory own = KeyManagerFactory.getInstance("PKIX");
    own.init(io.eigencam.standalone.Certificates.load(keys), password);
    SSLContext context = SSLContext.getInstance("TLS");
    TrustManagerFactory trusted = null;
    if (clients != null) {
      trusted = TrustManagerFactory.getInstance("PKIX");
      trusted.init(io.eigencam.standalone.Certificates.load(clients));
    }
    context.init(own.getKeyManagers(), trusted == null ? null : trusted.getTrustManagers(), null);
    server = HttpsServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.setHttpsConfigurator(
        new HttpsConfigurator(context) {
          @Override
          public void configure(HttpsParameters parameters) {
            SSLParameters ssl = getSSLContext().getDefaultSSLParameters();
            ssl.setNeedClientAuth(clients != null);
            parameters.setSSLParameters(ssl);
          }
        });
    server.createContext("/", this::answer);
    server.setExecutor(threads);
    server.start();
  }

  public String url() {
    return "https://127.0.0.1:" + server.getAddress().getPort();
  }

  private void answer(HttpExchange exchange) throws IOException {
    try (exchange) {
      byte[] body = exchange.getRequestBody().readAllBytes();
      int status = 401;
      byte[] answer = "{\"message\":\"who are you\"}".getBytes();
      if (authorization.equals(exchange.getRequestHeaders().getFirst("Authorization"))) {
        HttpResponse<byte[]> response =
            client.send(
                HttpRequest.newBuilder(URI.create(behind + exchange.getRequestURI()))
                    .method(exchange.getRequestMethod(), BodyPublishers.ofByteArray(body))
                    .header("Content-Type", RegistryConnection.CONTENT_TYPE)
                    .build(),
                BodyHandlers.ofByteArray());
        status = response.statusCode();
        answer = response.body();
      }
      exchange.sendResponseHeaders(status, answer.length);
      exchange.getResponseBody().write(answer);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  @Override
  public void close() {
    server.stop(0);
    threads.shutdownNow();
  }
}
