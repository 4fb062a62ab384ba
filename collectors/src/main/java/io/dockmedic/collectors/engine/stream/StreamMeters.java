package io.dockmedic.collectors.engine.stream;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import java.util.EnumMap;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;

/** What the stream counts. */
final class StreamMeters {
    final AtomicInteger connected = new AtomicInteger();
    final Counter messages;
    final Counter duplicates;
    final Counter malformed;
    final Counter failed;
    final Counter overruns;
    private final Map<DisconnectReason, Counter> reconnects = new EnumMap<>(DisconnectReason.class);

    StreamMeters(MeterRegistry meters) {
        Gauge.builder("dockmedic.engine.connected", connected, AtomicInteger::get)
                .description("1 while the engine's event stream is open")
                .register(meters);
        messages = counter(meters, "dockmedic.engine.messages", "Messages of the engine's event stream");
        duplicates = counter(meters, "dockmedic.engine.duplicates", "Replayed messages that were seen before");
        malformed = counter(meters, "dockmedic.engine.malformed", "Lines of the event stream that are no event");
        failed = counter(meters, "dockmedic.engine.unhandled", "Messages that could not be dealt with");
        overruns = counter(meters, "dockmedic.engine.overruns",
                "Times we fell so far behind that the engine may have dropped messages");
        for (DisconnectReason reason : DisconnectReason.values()) {
            reconnects.put(reason, Counter.builder("dockmedic.engine.reconnects")
                    .description("Attempts to connect again, by what ended the one before")
                    .tag("reason", reason.word())
                    .register(meters));
        }
    }

    void reconnect(DisconnectReason reason) {
        Counter counter = reconnects.get(reason);
        if (counter != null) {
            counter.increment();
        }
    }

    private static Counter counter(MeterRegistry meters, String name, String description) {
        return Counter.builder(name).description(description).register(meters);
    }
}
