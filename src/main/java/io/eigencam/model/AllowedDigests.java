package io.eigencam.model;

import java.util.Collection;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * Which models may be loaded, by the SHA-256 of their files. So what somebody else puts into the
 * folder is not run, whatever its operations are.
 */
public final class AllowedDigests {
  private static final Pattern SHA_256 = Pattern.compile("[0-9a-f]{64}");

  /** Every model. */
  public static final AllowedDigests ANY = new AllowedDigests(Set.of());

  private final Set<String> digests;

  /**
   * @param digests hexadecimal; empty allows every model
   */
  public AllowedDigests(Collection<String> digests) {
    this.digests =
        digests.stream()
            .map(digest -> digest.strip().toLowerCase(Locale.ROOT))
            .collect(Collectors.toUnmodifiableSet());
    for (String digest : this.digests) {
      if (!SHA_256.matcher(digest).matches()) {
        throw new IllegalArgumentException(
            "eigencam.model.digests holds '%s', which is no SHA-256 of 64 hexadecimal digits; 'eigencam model inspect --json' tells a model's"
                .formatted(digest));
      }
    }
  }

  /**
   * Looks at the files without running anything.
   *
   * @throws ModelRejected if the folder holds another model than those allowed
   */
  public void check(SavedModelFolder folder) throws ModelRejected {
    if (digests.isEmpty()) {
      return;
    }
    if (!digests.contains(folder.digest())) {
      throw new ModelRejected(
          "%s: the model's digest %s is not among eigencam.model.digests; if the model is yours, add it there"
              .formatted(folder.path(), folder.digest()));
    }
    folder.requireUnchanged(); // the digest is of what was there before the rest was read
  }
}
