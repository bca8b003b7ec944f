/** Is the model loaded and warm, is the topology running. */
@NullMarked
package io.eigencam.health;

import org.jspecify.annotations.NullMarked;
