package io.dockmedic.collectors.alert.kafka;

/** Tells whether a record was signed by somebody who may send it. Safe for use by several threads. */
@FunctionalInterface
public interface Seal {
    /** Where the transport has established who may send. */
    Seal NOT_NEEDED = (id, timestamp, signature, body) -> true;

    /** Each of the first three is empty where the record has no such header. */
    boolean holds(String id, String timestamp, String signature, byte[] body);
}
