/** One documented tree of settings with defaults. */
@NullMarked
package io.eigencam.config;

import org.jspecify.annotations.NullMarked;
