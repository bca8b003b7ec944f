/** When a departure from normal becomes an alert, how long it stays one, and what it says. */
@NullMarked
package io.eigencam.alert;

import org.jspecify.annotations.NullMarked;
