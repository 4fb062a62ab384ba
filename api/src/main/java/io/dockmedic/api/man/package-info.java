/** The manual page, made of what the commands say of themselves. */
@NullMarked
package io.dockmedic.api.man;

import org.jspecify.annotations.NullMarked;
