/** What can be seen and done here, and what not: checks, each on its own, and what they found. */
@NullMarked
package io.dockmedic.api.doctor;

import org.jspecify.annotations.NullMarked;
