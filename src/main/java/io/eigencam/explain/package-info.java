/**
 * Step 4 of 6. Takes an {@code Inference}, gives an {@code Explanation}. Before: infer. After:
 * encode.
 */
@NullMarked
package io.eigencam.explain;

import org.jspecify.annotations.NullMarked;
