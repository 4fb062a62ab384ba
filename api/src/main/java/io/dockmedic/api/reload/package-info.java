/** The rule files on disk: when they are read again, and when not. */
@NullMarked
package io.dockmedic.api.reload;

import org.jspecify.annotations.NullMarked;
