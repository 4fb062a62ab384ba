/** What would be healed, and what not. */
@NullMarked
package io.dockmedic.api.doctor.container;

import org.jspecify.annotations.NullMarked;
