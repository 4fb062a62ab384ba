/** What remediation knows of services and of the engine, from the events it has seen. */
@NullMarked
package io.dockmedic.remediation.view;

import org.jspecify.annotations.NullMarked;
