package io.eigencam.access;

import io.quarkus.elytron.security.common.BcryptUtil;
import java.nio.charset.StandardCharsets;
import java.security.InvalidKeyException;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.jspecify.annotations.Nullable;

/**
 * Is this the password? Bcrypt takes a tenth of a second of a processor on purpose, so it is asked
 * once per password and not with every request, never twice at a time, and by few: who guesses
 * slows down other logins, not the frames. Safe for use by many threads.
 */
final class PasswordCheck {
  /** Of a password that nobody has: an unknown name takes as long as a known one. */
  private static final String NOBODY =
      "$2a$10$N9qo8uLOickgx2ZMRZoMyeIjZAgcfl7p92ldGxad68LJZdL17lhWy";

  private static final int MOST_WAITING = 8;
  private static final Duration PATIENCE = Duration.ofSeconds(5);

  private final byte[] key = new byte[32];
  private final Map<String, Proof> proven = new ConcurrentHashMap<>();
  private final Semaphore turn;
  private final Duration patience;

  /** A password that was right for a hash; of the password only a keyed digest is kept. */
  private record Proof(String hash, String digest) {}

  PasswordCheck() {
    this(new Semaphore(1, true), PATIENCE);
  }

  PasswordCheck(Semaphore turn, Duration patience) {
    this.turn = turn;
    this.patience = patience;
    new SecureRandom().nextBytes(key);
  }

  /**
   * Blocks for about as long as bcrypt takes.
   *
   * @param account null for a name that nobody has; the answer is no then
   * @throws LoginsBusyException if too many wait: whether the password is right is not known then
   */
  boolean matches(@Nullable Account account, char[] password) throws InterruptedException {
    String text = new String(password);
    String digest = digest(text);
    Proof proof = account == null ? null : proven.get(account.name());
    if (account != null
        && proof != null
        && proof.hash.equals(account.hash())
        && MessageDigest.isEqual(bytes(proof.digest), bytes(digest))) {
      return true;
    }
    if (turn.getQueueLength() >= MOST_WAITING
        || !turn.tryAcquire(patience.toMillis(), TimeUnit.MILLISECONDS)) {
      throw new LoginsBusyException();
    }
    try {
      boolean right = BcryptUtil.matches(text, account == null ? NOBODY : account.hash());
      if (account == null || !right) {
        return false;
      }
      proven.put(account.name(), new Proof(account.hash(), digest));
      return true;
    } finally {
      turn.release();
    }
  }

  private String digest(String password) {
    try {
      Mac mac = Mac.getInstance("HmacSHA256");
      mac.init(new SecretKeySpec(key, "HmacSHA256"));
      return java.util.HexFormat.of().formatHex(mac.doFinal(bytes(password)));
    } catch (NoSuchAlgorithmException | InvalidKeyException e) {
      throw new IllegalStateException("every Java platform has HmacSHA256", e);
    }
  }

  private static byte[] bytes(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }
}
