package io.dockmedic.collectors.engine.watch;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import io.dockmedic.collectors.base.bus.Publisher;
import io.dockmedic.collectors.event.Container;
import io.dockmedic.collectors.event.ContainerEvent.Started;
import io.dockmedic.collectors.event.EngineEvent;
import io.dockmedic.collectors.event.Event;
import io.dockmedic.collectors.event.Events;
import io.dockmedic.collectors.event.Origin;
import io.dockmedic.collectors.event.Service;
import io.dockmedic.collectors.event.StartCause;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.vertx.core.Vertx;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.slf4j.LoggerFactory;

/** What the log says of containers that run already when the engine comes into sight. */
class FoundTest {
    private static final Instant T = Instant.parse("2026-11-01T00:00:00Z");

    private final Vertx vertx = Vertx.vertx();
    private final ListAppender<ILoggingEvent> log = new ListAppender<>();
    private int running;

    @BeforeEach
    void listen() {
        log.start();
        ((Logger) LoggerFactory.getLogger(Telling.class)).addAppender(log);
    }

    @AfterEach
    void close() {
        ((Logger) LoggerFactory.getLogger(Telling.class)).detachAppender(log);
        vertx.close().toCompletionStage().toCompletableFuture().join();
    }

    @Test
    void itSaysHowManyRunAndHowManyOfTheseAreNew() {
        SimpleMeterRegistry meters = new SimpleMeterRegistry();
        Telling telling = new Telling(new Publisher<>(vertx, Events.TOPIC, List.<String>of(), meters), meters,
                () -> running);
        running = 6;
        telling.all(List.<Event>of(new Started(T, "h", Origin.RECONCILE,
                new Container("c", "web", "busybox:1", Map.of(), new Service("", "web", ""), false), StartCause.FOUND,
                false)));
        telling.next(new EngineEvent.Connected(T, "h", Origin.DOCKMEDIC, "20.10", "1.41", true));
        telling.next(new EngineEvent.Disconnected(T, "h", Origin.DOCKMEDIC, "stream_ended"));
        telling.next(new EngineEvent.Connected(T, "h", Origin.DOCKMEDIC, "20.10", "1.41", true));

        assertThat(log.list).filteredOn(said -> said.getMessage().equals("Containers were found"))
                .extracting(said -> said.getKeyValuePairs().toString())
                .containsExactly("[running=\"6\", new=\"1\"]", "[running=\"6\", new=\"0\"]");
    }
}
