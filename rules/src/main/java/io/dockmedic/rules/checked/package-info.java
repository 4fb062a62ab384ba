/** The shipped rules' expressions as they were checked when they were built, so that a start need not check them. */
@NullMarked
package io.dockmedic.rules.checked;

import org.jspecify.annotations.NullMarked;
