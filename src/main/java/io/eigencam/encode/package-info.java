/**
 * Step 5 of 6. Takes results, gives Avro messages; a map becomes few bytes. Before: explain. After:
 * publish.
 */
@NullMarked
package io.eigencam.encode;

import org.jspecify.annotations.NullMarked;
