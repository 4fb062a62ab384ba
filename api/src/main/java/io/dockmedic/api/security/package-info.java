/** Who may change something: the token for HTTP, the control socket for the command line on this host. */
@NullMarked
package io.dockmedic.api.security;

import org.jspecify.annotations.NullMarked;
