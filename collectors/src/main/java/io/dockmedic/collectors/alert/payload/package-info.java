/** Alerts as other systems send them. */
@NullMarked
package io.dockmedic.collectors.alert.payload;

import org.jspecify.annotations.NullMarked;
