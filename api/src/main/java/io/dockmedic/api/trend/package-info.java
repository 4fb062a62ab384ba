/** What was used in the last hour, for small charts. */
@NullMarked
package io.dockmedic.api.trend;

import org.jspecify.annotations.NullMarked;
