/**
 * The self-check: which layers of a model can be trusted on some pictures. Not a step of the
 * pipeline; asks the steps {@code infer} and {@code explain} the same questions with changed
 * pictures and changed weights, and compares.
 */
@NullMarked
package io.eigencam.check;

import org.jspecify.annotations.NullMarked;
