/** Where the incident's container comes into what the owner allows. */
@NullMarked
package io.dockmedic.remediation.action.place;

import org.jspecify.annotations.NullMarked;
