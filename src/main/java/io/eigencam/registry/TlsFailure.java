package io.eigencam.registry;

import java.nio.file.NoSuchFileException;
import java.security.UnrecoverableKeyException;
import java.security.cert.CertPathBuilderException;
import java.security.cert.CertificateException;
import java.security.cert.CertificateExpiredException;
import java.security.cert.CertificateNotYetValidException;
import java.util.Objects;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import javax.net.ssl.SSLException;
import org.jspecify.annotations.Nullable;

/** Why two sides do not trust each other, in one sentence instead of a chain of exceptions. */
public final class TlsFailure {
  private static final Pattern NO_TLS =
      Pattern.compile(
          "Unsupported or unrecognized SSL message|not an SSL/TLS record|plaintext connection");

  /** What the other side told us; newer Java versions name the alert that we send as well. */
  private static final Pattern ABOUT_OUR_CERTIFICATE =
      Pattern.compile(
          "Received fatal alert: (bad_certificate|certificate_required|certificate_unknown|unknown_ca)");

  private TlsFailure() {}

  /**
   * @param truststore the name of the setting for whom we trust
   * @param keystore the name of the setting for what we show
   * @return what is wrong and what to do; nothing if it has nothing to do with TLS
   */
  public static Optional<String> explain(Throwable failure, String truststore, String keystore) {
    for (Throwable cause :
        Stream.iterate(failure, Objects::nonNull, Throwable::getCause).toList()) {
      String said = explained(cause, truststore, keystore);
      if (said != null) {
        return Optional.of(said);
      }
    }
    return Stream.iterate(failure, Objects::nonNull, Throwable::getCause)
        .filter(SSLException.class::isInstance)
        .findFirst()
        .map(cause -> "the TLS handshake failed: " + cause.getMessage());
  }

  private static @Nullable String explained(Throwable cause, String truststore, String keystore) {
    String message = String.valueOf(cause.getMessage());
    if (cause instanceof CertificateExpiredException) {
      return "its certificate has expired (%s): it needs a new one, or this machine's clock is wrong"
          .formatted(message);
    }
    if (cause instanceof CertificateNotYetValidException) {
      return "its certificate is not valid yet (%s): is this machine's clock right?"
          .formatted(message);
    }
    if (cause instanceof CertPathBuilderException) {
      return "its certificate is signed by nobody whom we trust: put the issuer's certificate into the file that %s names"
          .formatted(truststore);
    }
    if (cause instanceof CertificateException && message.startsWith("No ")) {
      return "its certificate is for another name (%s): use a name that stands in it"
          .formatted(message);
    }
    if (cause instanceof UnrecoverableKeyException || message.contains("password was incorrect")) {
      return "the password of a key or trust store is wrong: correct %s or %s, or their passwords"
          .formatted(truststore, keystore);
    }
    if (cause instanceof NoSuchFileException) {
      return "there is no file %s, which %s or %s names".formatted(message, truststore, keystore);
    }
    if (cause instanceof SSLException && NO_TLS.matcher(message).find()) {
      return "it does not speak TLS at this port: use another port, or leave TLS away";
    }
    if (cause instanceof SSLException && ABOUT_OUR_CERTIFICATE.matcher(message).find()) {
      return "it does not accept our certificate, or we show none (%s): put one that it trusts into the file that %s names"
          .formatted(message, keystore);
    }
    return null;
  }
}
