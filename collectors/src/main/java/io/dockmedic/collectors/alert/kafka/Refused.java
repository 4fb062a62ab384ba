package io.dockmedic.collectors.alert.kafka;

/**
 * A record that cannot be taken, now or ever.
 *
 * @param kind one word: {@code payload}, {@code signature} or {@code too_large}
 * @param why  for a person
 */
record Refused(Letter letter, String kind, String why) {}
