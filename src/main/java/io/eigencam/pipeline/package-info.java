/**
 * Joins the steps; reads like the picture in {@code docs/architecture.md}. Start with {@code
 * FramePath}.
 */
@NullMarked
package io.eigencam.pipeline;

import org.jspecify.annotations.NullMarked;
