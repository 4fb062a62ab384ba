/** What a check finds. */
@NullMarked
package io.dockmedic.api.doctor.finding;

import org.jspecify.annotations.NullMarked;
