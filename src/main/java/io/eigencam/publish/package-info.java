/**
 * Step 6 of 6. Takes encoded results, says which goes to which topic with which headers. Before:
 * encode. After: the topics.
 */
@NullMarked
package io.eigencam.publish;

import org.jspecify.annotations.NullMarked;
