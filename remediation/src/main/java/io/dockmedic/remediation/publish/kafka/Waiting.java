package io.dockmedic.remediation.publish.kafka;

/**
 * Something that is written down and not published yet.
 *
 * @param id rises in the order of writing
 */
record Waiting(long id, String body) {}
