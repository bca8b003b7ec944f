/**
 * Step 2 of 6. Takes a {@code Frame}, gives an {@code EncodedPicture} whose header was read.
 * Before: ingest. After: infer.
 *
 * <p>Says what a picture is (JPEG or PNG, how large) or why it cannot be worked on, without
 * touching its pixels.
 */
@NullMarked
package io.eigencam.decode;

import org.jspecify.annotations.NullMarked;
