package io.eigencam.standalone;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.Certificate;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** Real certificates, made by the JDK's keytool; each is its own issuer, as a rule. */
public final class Certificates {
  /** Of every store. Long and odd, so that a test finds it wherever it leaks. */
  public static final String PASSWORD = "st0re-Pa$$w0rd";

  private final Path folder;

  public Certificates(Path folder) {
    this.folder = folder;
  }

  /** A key and a certificate for 127.0.0.1, valid for a day from now. */
  public Path server(String name) throws IOException {
    return keys(name, name, "-ext", "SAN=ip:127.0.0.1,dns:localhost", "-validity", "1");
  }

  /** One that was valid until yesterday, of an issuer who is still: else nobody asks. */
  public Path expired(String name) throws Exception {
    Path file = keys(name, "issuer", "-ext", "bc:c", "-validity", "1");
    keys(
        name,
        name,
        "-signer",
        "issuer",
        "-ext",
        "SAN=ip:127.0.0.1",
        "-startdate",
        "-3d",
        "-validity",
        "2");
    KeyStore keys = load(file);
    keys.deleteEntry("issuer");
    store(keys, file);
    return file;
  }

  /** One for a name that is not ours. */
  public Path named(String name, String host) throws IOException {
    return keys(name, name, "-ext", "SAN=dns:" + host, "-validity", "1");
  }

  private Path keys(String store, String name, String... more) throws IOException {
    Path file = folder.resolve(store + ".p12");
    List<String> command =
        new ArrayList<>(
            List.of(
                Path.of(System.getProperty("java.home"), "bin", "keytool").toString(),
                "-genkeypair",
                "-alias",
                name,
                "-keyalg",
                "EC",
                "-dname",
                "CN=" + name,
                "-storetype",
                "PKCS12",
                "-keystore",
                file.toString(),
                "-storepass:env",
                "STORE_PASSWORD"));
    command.addAll(List.of(more));
    ProcessBuilder builder = new ProcessBuilder(command).redirectErrorStream(true);
    builder.environment().put("STORE_PASSWORD", PASSWORD);
    Process process = builder.start();
    String said = new String(process.getInputStream().readAllBytes());
    try {
      if (!process.waitFor(60, TimeUnit.SECONDS) || process.exitValue() != 0) {
        throw new IOException("keytool: " + said);
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IOException(e);
    }
    return file;
  }

  /** A trust store that holds the certificates of the key stores. */
  public Path trust(String name, Path... keyStores) throws Exception {
    KeyStore trust = KeyStore.getInstance("PKCS12");
    trust.load(null, null);
    for (Path keyStore : keyStores) {
      KeyStore keys = load(keyStore);
      String alias = keys.aliases().nextElement();
      Certificate[] chain = keys.getCertificateChain(alias);
      trust.setCertificateEntry(alias, chain[chain.length - 1]);
    }
    Path file = folder.resolve(name + ".p12");
    store(trust, file);
    return file;
  }

  private static void store(KeyStore store, Path file) throws Exception {
    try (OutputStream out = Files.newOutputStream(file)) {
      store.store(out, PASSWORD.toCharArray());
    }
  }

  /** The certificate of a key store, as PEM. */
  public Path certificate(Path keyStore) throws Exception {
    KeyStore keys = load(keyStore);
    String alias = keys.aliases().nextElement();
    return pem(alias + "-cert", "CERTIFICATE", keys.getCertificate(alias).getEncoded());
  }

  /** Its key, as PEM, without a password. */
  public Path key(Path keyStore) throws Exception {
    KeyStore keys = load(keyStore);
    String alias = keys.aliases().nextElement();
    return pem(
        alias + "-key", "PRIVATE KEY", keys.getKey(alias, PASSWORD.toCharArray()).getEncoded());
  }

  private Path pem(String name, String what, byte[] bytes) throws IOException {
    return Files.writeString(
        folder.resolve(name + ".pem"),
        "-----BEGIN %1$s-----\n%2$s\n-----END %1$s-----\n"
            .formatted(what, Base64.getMimeEncoder(64, new byte[] {'\n'}).encodeToString(bytes)));
  }

  /** Opens a store. */
  public static KeyStore load(Path file) throws IOException, GeneralSecurityException {
    KeyStore store = KeyStore.getInstance("PKCS12");
    try (InputStream in = Files.newInputStream(file)) {
      store.load(in, PASSWORD.toCharArray());
    }
    return store;
  }
}
