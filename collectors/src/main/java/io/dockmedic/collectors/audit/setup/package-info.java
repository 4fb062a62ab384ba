/** The settings of one container, wherever they were read. */
@NullMarked
package io.dockmedic.collectors.audit.setup;

import org.jspecify.annotations.NullMarked;
