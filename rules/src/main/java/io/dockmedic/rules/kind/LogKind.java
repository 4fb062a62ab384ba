package io.dockmedic.rules.kind;

import io.dockmedic.collectors.event.ContainerReading.LogSampled;
import java.time.Duration;
import java.util.List;

/** {@code container.log}. */
final class LogKind {
    static final Kind<LogSampled> KIND = Kind.of(
            LogSampled.KIND,
            LogSampled.class,
            "the json log of a running container was measured, every minute",
            ContainerFields.ALL,
            List.of(
                    Field.large(
                            "bytes",
                            "bytes of the file that is written now, without those it was rotated to"
                                    + "; it is the log's size: what a log says is in docs/first-rule.md",
                            LogSampled::bytes),
                    Field.large(
                            "growthPerMinute",
                            "bytes, since the last reading; 0 for the first and for a file that shrank",
                            LogSampled::growthPerMinute),
                    Field.flag("rotated", "the engine limits its size (`max-size`)", LogSampled::rotated)))
            .every(Duration.ofMinutes(1));

    private LogKind() {}
}
