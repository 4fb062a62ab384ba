package io.dockmedic.remediation.verify;

import java.time.Instant;

/**
 * The act that a proof by what is heard is of.
 *
 * @param ended     when it had; where we ended in the midst of it, and nobody knows, when it was intended
 * @param restarted we were restarted since
 * @param gives     it gave the container more memory: a kill for want of that, of whichever process, says that it is not enough
 */
public record After(Instant ended, boolean restarted, boolean gives) {}
