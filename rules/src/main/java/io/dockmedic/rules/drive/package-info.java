/** Rules at work in time that passes only when told to: for rule tests and for replaying events. */
@NullMarked
package io.dockmedic.rules.drive;

import org.jspecify.annotations.NullMarked;
