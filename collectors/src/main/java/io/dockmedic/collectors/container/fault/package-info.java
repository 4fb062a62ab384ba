/** What failed in containers, counted by service, so that a count goes on when a container is made anew. */
@NullMarked
package io.dockmedic.collectors.container.fault;

import org.jspecify.annotations.NullMarked;
