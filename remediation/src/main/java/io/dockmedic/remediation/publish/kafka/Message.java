package io.dockmedic.remediation.publish.kafka;

/**
 * Something to publish.
 *
 * @param key  its id as a CloudEvent: the same is published once, but for what goes wrong with that
 * @param body the CloudEvent, structured
 */
record Message(String key, String body) {}
