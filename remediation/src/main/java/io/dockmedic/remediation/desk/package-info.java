/** Where people answer what they are asked; kept over our restart. */
@NullMarked
package io.dockmedic.remediation.desk;

import org.jspecify.annotations.NullMarked;
