package io.eigencam.registry;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;

/** A server that answers as it is told, whatever is asked: to provoke faults. */
public final class StubRegistry implements AutoCloseable {
  private final HttpServer server;
  private final List<String> requests = new CopyOnWriteArrayList<>();
  private final List<String> authorizations = new CopyOnWriteArrayList<>();

  public StubRegistry(int status, String body) throws IOException {
    server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.createContext("/", exchange -> answer(exchange, status, body));
    server.start();
  }

  /**
   * @param bodies raw path to body of an answer with status 200
   * @param status of the answer to any other path
   */
  public StubRegistry(Map<String, String> bodies, int status, String body) throws IOException {
    this(status, body);
    bodies.forEach((path, found) -> server.createContext(path, x -> answer(x, 200, found)));
  }

  /** Answers so to that path from now on. */
  public void answers(String path, int status) {
    server.createContext(path, exchange -> answer(exchange, status, "{}"));
  }

  private void answer(HttpExchange exchange, int status, String body) throws IOException {
    try (exchange) {
      requests.add(exchange.getRequestMethod() + " " + exchange.getRequestURI().getRawPath());
      authorizations.add(String.valueOf(exchange.getRequestHeaders().getFirst("Authorization")));
      exchange.getRequestBody().readAllBytes();
      byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
      exchange.sendResponseHeaders(status, bytes.length);
      exchange.getResponseBody().write(bytes);
    }
  }

  public String url() {
    return "http://127.0.0.1:" + server.getAddress().getPort();
  }

  /** Method and raw path of every request so far. */
  public List<String> requests() {
    return requests;
  }

  /** The header Authorization of every request so far. */
  public List<String> authorizations() {
    return authorizations;
  }

  @Override
  public void close() {
    server.stop(0);
  }
}
