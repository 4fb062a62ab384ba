package io.dockmedic.collectors.engine.stream;

import java.time.Duration;

/**
 * The stream's bounds.
 *
 * @param answerWithin deadline of the requests that connect, each
 * @param replayWithin how long after the subscription the first replayed message may take; later means it is lost
 * @param lookBack     what is replayed when nothing was ever seen; a death's kill may be that old
 * @param pingEvery    between a ping's answer and the next ping
 * @param pingWithin   a ping's deadline
 * @param deadPings    unanswered in a row, with a silent stream, mean that the engine is frozen
 * @param refusedPings not accepted in a row, with a silent stream, mean that it is gone without a word; many, because an
 *                     engine that shuts down accepts nothing more while its stream still tells of the containers it
 *                     stops, for as long as their stop timeouts last
 * @param firstRetry   before the first attempt to reconnect; doubles with each further one
 * @param lastRetry    the longest wait; a connection that lasted this long starts over with {@code firstRetry}
 * @param queue        messages held for a slow listener before reading stops; one read may exceed it
 */
public record StreamSettings(
        Duration answerWithin,
        Duration replayWithin,
        Duration lookBack,
        Duration pingEvery,
        Duration pingWithin,
        int deadPings,
        int refusedPings,
        Duration firstRetry,
        Duration lastRetry,
        int queue) {
    /** 5 s, 1 s, 15 s, 5 s, 2 s, 2, 60, 100 ms, 10 s, 512. */
    public static final StreamSettings DEFAULT = new StreamSettings(
            Duration.ofSeconds(5),
            Duration.ofSeconds(1),
            Duration.ofSeconds(15),
            Duration.ofSeconds(5),
            Duration.ofSeconds(2),
            2,
            60,
            Duration.ofMillis(100),
            Duration.ofSeconds(10),
            512);
}
