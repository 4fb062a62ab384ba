/** What checks look at, each found out once, by looking alone. */
@NullMarked
package io.dockmedic.api.doctor.fact;

import org.jspecify.annotations.NullMarked;
