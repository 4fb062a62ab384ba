/** Takes alerts in: written down first, then told to rules, once each. */
@NullMarked
package io.dockmedic.collectors.alert.inbox;

import org.jspecify.annotations.NullMarked;
