/** What a check is. */
@NullMarked
package io.dockmedic.api.doctor.check;

import org.jspecify.annotations.NullMarked;
