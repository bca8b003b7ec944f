/**
 * Step 1 of 6. Takes a Kafka record, gives a {@link io.eigencam.frame.Frame}. Before: nothing.
 * After: decode.
 *
 * <p>Who took the picture, when, and which number it has; is it fit to work on.
 */
@NullMarked
package io.eigencam.ingest;

import org.jspecify.annotations.NullMarked;
