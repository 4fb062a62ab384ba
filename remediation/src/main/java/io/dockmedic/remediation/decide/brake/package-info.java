/** What people have set against acts, or a storm has: pauses, silences, maintenance windows. Pure. */
@NullMarked
package io.dockmedic.remediation.decide.brake;

import org.jspecify.annotations.NullMarked;
