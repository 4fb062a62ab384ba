package io.dockmedic.remediation.decide;

/**
 * An incident fires that says of the service that it is in a crash loop.
 *
 * @param incident its id
 * @param acts     something is being done for it, or it is being proven that it helped
 */
public record Loop(String incident, boolean acts) {}
