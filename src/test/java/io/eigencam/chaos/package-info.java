/** The whole system as real processes, and what it does when they are killed. */
@NullMarked
package io.eigencam.chaos;

import org.jspecify.annotations.NullMarked;
