package io.eigencam.access;

import io.quarkus.security.identity.SecurityIdentity;
import io.quarkus.vertx.http.runtime.security.HttpSecurityPolicy;
import io.smallrye.mutiny.Uni;
import io.vertx.ext.web.RoutingContext;
import jakarta.inject.Singleton;

/**
 * Every request, whatever its path: reading needs the role viewer, anything else operator, who may
 * also read. So what is added later is closed until somebody opens it.
 */
@Singleton
public final class AccessPolicy implements HttpSecurityPolicy {
  private final AccessRules rules;

  AccessPolicy(AccessRules rules) {
    this.rules = rules;
  }

  @Override
  public Uni<CheckResult> checkPermission(
      RoutingContext request,
      Uni<SecurityIdentity> identity,
      AuthorizationRequestContext requestContext) {
    String method = request.request().method().name();
    if (rules.isOpen(method, request.normalizedPath())) {
      return CheckResult.permit();
    }
    Role needed = AccessRules.needed(method);
    return identity.map(
        caller ->
            caller.hasRole(needed.word()) || caller.hasRole(Role.OPERATOR.word())
                ? CheckResult.PERMIT
                : CheckResult.DENY);
  }
}
