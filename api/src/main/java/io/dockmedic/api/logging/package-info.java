/** How log lines look, and which loggers never say much. */
@NullMarked
package io.dockmedic.api.logging;

import org.jspecify.annotations.NullMarked;
