/** Checks of how Dockmedic is set, and whether it runs. */
@NullMarked
package io.dockmedic.api.doctor.configuration;

import org.jspecify.annotations.NullMarked;
