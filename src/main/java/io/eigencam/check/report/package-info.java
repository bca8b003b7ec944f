/** What the self-check found out, as a page for people. */
@NullMarked
package io.eigencam.check.report;

import org.jspecify.annotations.NullMarked;
