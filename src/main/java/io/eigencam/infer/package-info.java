/**
 * Step 3 of 6. Takes an {@code EncodedPicture}, gives an {@code Inference}. Before: decode. After:
 * explain.
 *
 * <p>With {@code model} the only place that knows DJL and TensorFlow. Native memory ends here.
 */
@NullMarked
package io.eigencam.infer;

import org.jspecify.annotations.NullMarked;
