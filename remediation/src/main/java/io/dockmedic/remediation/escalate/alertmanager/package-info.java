/** People are told by way of an Alertmanager, so that its routes, silences and receivers hold for us too. */
@NullMarked
package io.dockmedic.remediation.escalate.alertmanager;

import org.jspecify.annotations.NullMarked;
