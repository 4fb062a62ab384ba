/** Which build of the program this is. */
@NullMarked
package io.dockmedic.api.build;

import org.jspecify.annotations.NullMarked;
