package io.eigencam.shared;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.extension.ExtendWith;

/**
 * Runs only where the shared reference data lies beside the checkout, and says so when it does not.
 */
@Target({ElementType.TYPE, ElementType.METHOD})
@Retention(RetentionPolicy.RUNTIME)
@Tag("shared")
@ExtendWith(SharedDataCondition.class)
public @interface NeedsShared {

  /** What is needed, below the folder {@code shared}: "models/tiny", "golden/cam", "data/video". */
  String value();
}
