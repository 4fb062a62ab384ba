/** Questions to a person: may this be done? */
@NullMarked
package io.dockmedic.remediation.question;

import org.jspecify.annotations.NullMarked;
