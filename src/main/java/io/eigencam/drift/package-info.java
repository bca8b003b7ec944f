/** One camera's attention against its own past: metrics, references, evidence. */
@NullMarked
package io.eigencam.drift;

import org.jspecify.annotations.NullMarked;
