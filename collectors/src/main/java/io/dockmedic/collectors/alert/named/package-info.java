/** What of this host an alert is about. */
@NullMarked
package io.dockmedic.collectors.alert.named;

import org.jspecify.annotations.NullMarked;
