package io.eigencam.standalone;

/** What the registry answers instead of a result, with Confluent's status and error code. */
final class RegistryError extends RuntimeException {
  private static final long serialVersionUID = 1L;

  private final int status;
  private final int code;

  private RegistryError(int status, int code, String message) {
    super(message, null, false, false); // an answer, not a defect: no stack trace
    this.status = status;
    this.code = code;
  }

  int status() {
    return status;
  }

  int code() {
    return code;
  }

  static RegistryError subjectNotFound(String subject) {
    return new RegistryError(404, 40401, "Subject '" + subject + "' not found.");
  }

  static RegistryError versionNotFound(String version) {
    return new RegistryError(404, 40402, "Version " + version + " not found.");
  }

  static RegistryError schemaNotFound(String what) {
    return new RegistryError(404, 40403, "Schema " + what + " not found.");
  }

  static RegistryError subjectSoftDeleted(String subject) {
    return new RegistryError(
        404,
        40404,
        "Subject '%s' was soft deleted. Set permanent=true to delete permanently."
            .formatted(subject));
  }

  static RegistryError subjectNotSoftDeleted(String subject) {
    return new RegistryError(
        404,
        40405,
        "Subject '%s' was not deleted first before being permanently deleted.".formatted(subject));
  }

  static RegistryError versionSoftDeleted(String subject, int version) {
    return new RegistryError(
        404,
        40406,
        "Subject '%s' Version %d was soft deleted. Set permanent=true to delete permanently."
            .formatted(subject, version));
  }

  static RegistryError versionNotSoftDeleted(String subject, int version) {
    return new RegistryError(
        404,
        40407,
        "Subject '%s' Version %d was not deleted first before being permanently deleted."
            .formatted(subject, version));
  }

  static RegistryError noLevel(String subject) {
    return new RegistryError(
        404,
        40408,
        "Subject '%s' does not have subject-level compatibility configured.".formatted(subject));
  }

  static RegistryError incompatible(String subject, String why) {
    return new RegistryError(
        409,
        409,
        "Schema being registered is incompatible with an earlier schema for subject \"%s\": %s"
            .formatted(subject, why));
  }

  static RegistryError invalidSchema(String why) {
    return new RegistryError(422, 42201, "Invalid schema: " + why);
  }

  static RegistryError invalidVersion(String version) {
    return new RegistryError(
        422,
        42202,
        ("The specified version '%s' is not a valid version id. Allowed values are between"
                + " [1, 2^31-1] and the string \"latest\".")
            .formatted(version));
  }

  static RegistryError invalidLevel(String level) {
    return new RegistryError(
        422,
        42203,
        "Invalid compatibility level '%s'. Valid values are %s."
            .formatted(level, java.util.Arrays.toString(CompatibilityLevel.values())));
  }

  static RegistryError badRequest(String why) {
    return new RegistryError(400, 400, why);
  }

  static RegistryError forbidden(String why) {
    return new RegistryError(403, 403, why);
  }

  static RegistryError noSuchPath(String path) {
    return new RegistryError(404, 404, "HTTP 404 Not Found: " + path);
  }

  static RegistryError wrongMethod(String method) {
    return new RegistryError(405, 405, "HTTP 405 Method Not Allowed: " + method);
  }

  static RegistryError tooLong(int limit) {
    return new RegistryError(413, 413, "The request is longer than " + limit + " bytes.");
  }

  static RegistryError storeFailed(String why) {
    return new RegistryError(500, 50001, "Error in the backend data store: " + why);
  }
}
