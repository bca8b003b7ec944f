/** Who may call the HTTP side: from which addresses, with which password, in which role. */
@NullMarked
package io.eigencam.access;

import org.jspecify.annotations.NullMarked;
