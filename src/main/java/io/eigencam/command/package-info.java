/** The command line. */
@NullMarked
package io.eigencam.command;

import org.jspecify.annotations.NullMarked;
