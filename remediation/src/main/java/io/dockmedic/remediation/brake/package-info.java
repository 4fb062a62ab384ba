/** What holds up acts at run time: set by people, or by a storm; kept over our restart. */
@NullMarked
package io.dockmedic.remediation.brake;

import org.jspecify.annotations.NullMarked;
