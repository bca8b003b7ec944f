package io.eigencam.access;

import io.eigencam.config.EigencamConfig;
import io.quarkus.security.AuthenticationFailedException;
import io.quarkus.security.identity.AuthenticationRequestContext;
import io.quarkus.security.identity.IdentityProvider;
import io.quarkus.security.identity.SecurityIdentity;
import io.quarkus.security.identity.request.UsernamePasswordAuthenticationRequest;
import io.quarkus.security.runtime.QuarkusPrincipal;
import io.quarkus.security.runtime.QuarkusSecurityIdentity;
import io.smallrye.mutiny.Uni;
import jakarta.inject.Singleton;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/** Names and passwords of HTTP's basic authentication, against the password file. */
@Singleton
public final class PasswordIdentities
    implements IdentityProvider<UsernamePasswordAuthenticationRequest> {
  private static final Logger LOG = Logger.getLogger(PasswordIdentities.class);

  /** Of Quarkus: seconds since the epoch. */
  private static final String EXPIRES = "quarkus.identity.expire-time";

  private final InstantSource clock = InstantSource.system();
  private final Duration recheckAfter;
  private final @Nullable Accounts accounts;
  private final PasswordCheck check = new PasswordCheck();

  PasswordIdentities(EigencamConfig config) throws IOException {
    this.recheckAfter = config.access().recheckAfter();
    Path file = config.access().users().orElse(null);
    this.accounts = file == null ? null : new Accounts(file);
  }

  @Override
  public Class<UsernamePasswordAuthenticationRequest> getRequestType() {
    return UsernamePasswordAuthenticationRequest.class;
  }

  @Override
  public Uni<SecurityIdentity> authenticate(
      UsernamePasswordAuthenticationRequest request, AuthenticationRequestContext context) {
    Accounts known = accounts;
    return known == null
        ? Uni.createFrom().failure(new AuthenticationFailedException())
        : context.runBlocking(() -> identify(known, request));
  }

  private SecurityIdentity identify(Accounts known, UsernamePasswordAuthenticationRequest request) {
    Account account = known.find(request.getUsername());
    boolean right;
    try {
      right = check.matches(account, request.getPassword().getPassword());
    } catch (LoginsBusyException busy) {
      LOG.warn("A login was not checked: too many at a time");
      throw busy;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      right = false;
    }
    if (account == null || !right) {
      // An unknown name is not repeated: it may be a password typed into the wrong field.
      LOG.warnf(
          "A login failed: %s",
          account == null ? "no such user" : "wrong password of user " + account.name());
      throw new AuthenticationFailedException();
    }
    QuarkusSecurityIdentity.Builder identity =
        QuarkusSecurityIdentity.builder().setPrincipal(new QuarkusPrincipal(account.name()));
    // An open WebSocket is closed then; the page opens another, and its user is looked up again.
    long until = clock.instant().plus(recheckAfter).getEpochSecond();
    return identity.addRole(account.role().word()).addAttribute(EXPIRES, until).build();
  }
}
