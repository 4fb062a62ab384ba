package io.dockmedic.collectors.container.sample;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.dockmedic.collectors.base.bus.Publisher;
import io.dockmedic.collectors.base.health.Health;
import io.dockmedic.collectors.base.time.Clock;
import io.dockmedic.collectors.container.view.Containers;
import io.dockmedic.collectors.container.view.Sighting;
import io.dockmedic.collectors.engine.client.CallResult.Done;
import io.dockmedic.collectors.event.Looks;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Readings that are asked for out of turn, of containers whose groups are out of reach. */
class LooksTest {
    private static final Duration SOON = Duration.ofMinutes(3);
    private static final Instant START = Instant.parse("2026-11-26T12:00:00Z");

    @TempDir
    private Path nothing;

    private final Vertx vertx = Vertx.vertx();
    private final SimpleMeterRegistry meters = new SimpleMeterRegistry();
    private final Containers containers = new Containers();
    private final AtomicInteger minutes = new AtomicInteger();

    private final Clock clock = new Clock() {
        @Override
        public Instant now() {
            return START.plus(Duration.ofMinutes(minutes.get()));
        }

        @Override
        public long nanos() {
            return Duration.ofMinutes(minutes.get()).toNanos();
        }

        @Override
        public Instant shown(Instant own) {
            return own;
        }
    };

    @AfterEach
    void close() throws Exception {
        vertx.close().await(60, TimeUnit.SECONDS);
    }

    private static Instant readAt(ContainerSampler sampler, Sighting of) {
        return sampler.latest()
                .stream()
                .filter(sample -> sample.sighting().equals(of))
                .map(Sample::at)
                .findFirst()
                .orElseThrow();
    }

    @Test
    void oneIsReadAndTheOthersKeepTheirReading() throws Exception {
        Sighting web = Sightings.running("web", 1);
        Sighting db = Sightings.running("db", 2);
        containers.saw(web);
        containers.saw(db);
        ContainerSampler sampler = new ContainerSampler(
                new ContainerSampler.Settings(Duration.ofHours(1), nothing, "here", List.of()), containers,
                of -> Future.succeededFuture(new Done<>(Optional.of(Sightings.reading(1)))), clock, new Health(),
                meters);
        vertx.deployVerticle(sampler).await(60, TimeUnit.SECONDS);
        await().atMost(SOON).until(() -> sampler.latest().size() == 2);
        Publisher<Looks.Look> looks = new Publisher<>(vertx, Looks.TOPIC, List.of(Looks.SUBSCRIBER), meters);
        // Asked again and again, for one of the first whole rounds may come last.
        await().atMost(SOON).pollInterval(Duration.ofMillis(300)).until(() -> {
            minutes.incrementAndGet();
            looks.publish(new Looks.Look("web")).await(60, TimeUnit.SECONDS);
            return readAt(sampler, web).isAfter(readAt(sampler, db));
        });
        assertThat(sampler.latest()).extracting(Sample::sighting).containsExactlyInAnyOrder(web, db);
    }
}
