/**
 * The words everyone uses: frame, box, letterbox, detection, activation, attention map. JDK only.
 */
@NullMarked
package io.eigencam.frame;

import org.jspecify.annotations.NullMarked;
