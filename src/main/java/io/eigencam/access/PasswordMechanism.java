package io.eigencam.access;

import io.quarkus.security.identity.IdentityProviderManager;
import io.quarkus.security.identity.SecurityIdentity;
import io.quarkus.security.identity.request.AuthenticationRequest;
import io.quarkus.security.identity.request.UsernamePasswordAuthenticationRequest;
import io.quarkus.vertx.http.runtime.security.BasicAuthenticationMechanism;
import io.quarkus.vertx.http.runtime.security.ChallengeData;
import io.quarkus.vertx.http.runtime.security.HttpAuthenticationMechanism;
import io.smallrye.mutiny.Uni;
import io.vertx.ext.web.RoutingContext;
import jakarta.inject.Singleton;
import java.util.Set;

/**
 * HTTP's basic authentication where there is a password file. Quarkus' own would always be there,
 * refuse the passwords that a proxy lets through, and ask browsers for one before an OpenID Connect
 * server could.
 */
@Singleton
public final class PasswordMechanism implements HttpAuthenticationMechanism {
  /** Behind OpenID Connect. */
  private static final int PRIORITY = DEFAULT_PRIORITY - 100;

  private final BasicAuthenticationMechanism basic = new BasicAuthenticationMechanism("eigencam");
  private final boolean on;

  PasswordMechanism(AccessRules rules) {
    this.on = rules.config().users().isPresent();
  }

  @Override
  public Uni<SecurityIdentity> authenticate(
      RoutingContext context, IdentityProviderManager identities) {
    return on
        ? basic
            .authenticate(context, identities)
            .onFailure(LoginsBusyException.class)
            .recoverWithUni(() -> later(context))
        : Uni.createFrom().nullItem();
  }

  /** Not 401: browsers would ask a person for the password that was right. */
  private static Uni<SecurityIdentity> later(RoutingContext context) {
    context.response().putHeader("Retry-After", "5");
    context.fail(503);
    return Uni.createFrom().nothing();
  }

  @Override
  public Uni<ChallengeData> getChallenge(RoutingContext context) {
    return on ? basic.getChallenge(context) : Uni.createFrom().nullItem();
  }

  @Override
  public Set<Class<? extends AuthenticationRequest>> getCredentialTypes() {
    return Set.of(UsernamePasswordAuthenticationRequest.class);
  }

  @Override
  public int getPriority() {
    return PRIORITY;
  }
}
