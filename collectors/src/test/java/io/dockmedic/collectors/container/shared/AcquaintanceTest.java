package io.dockmedic.collectors.container.shared;

import static org.assertj.core.api.Assertions.assertThat;

import io.dockmedic.collectors.base.health.Health;
import io.dockmedic.collectors.base.journal.Journal;
import io.dockmedic.collectors.base.journal.Retention;
import io.dockmedic.collectors.base.journal.SqliteJournal;
import io.dockmedic.collectors.base.time.SystemClock;
import io.dockmedic.collectors.base.time.VertxTimers;
import io.dockmedic.collectors.event.Service;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** It is known over our restart of which service a container was, also where it was called otherwise in the end. */
class AcquaintanceTest {
    private static final Instant T = Instant.parse("2026-11-01T00:00:00Z");
    private static final String ID = "a".repeat(64);
    private static final NetworkOwner VPN = owner("vpn");
    private static final NetworkOwner RENAMED = owner("XVlBzgbaiCMRAjWwhTHc");

    private static NetworkOwner owner(String name) {
        return new NetworkOwner(new Service("", name, ""), "", "");
    }

    private final Vertx vertx = Vertx.vertx();
    private final SqliteJournal journal;
    private final Followed followed;
    private final NetworkOwners owners;
    private Acquaintance acquaintance;

    AcquaintanceTest(@TempDir Path dir) {
        journal = journal(dir.resolve("journal.db"), vertx);
        followed = new Followed(journal);
        owners = new NetworkOwners(followed);
        acquaintance = new Acquaintance(owners);
    }

    static SqliteJournal journal(Path file, Vertx vertx) {
        return SqliteJournal.open(file, List.of(NetworkOwners.TABLES), Retention.DEFAULT, new SystemClock(),
                new VertxTimers(vertx), new Health(), new SimpleMeterRegistry(), vertx);
    }

    @AfterEach
    void close() throws Exception {
        journal.close().await(60, TimeUnit.SECONDS);
        vertx.close().await(60, TimeUnit.SECONDS);
    }

    /** Knows what it is asked that is not over yet. On one event loop, as its answers are. */
    private static final class Followed implements Journal {
        private final Journal behind;
        private final AtomicInteger asked = new AtomicInteger();

        Followed(Journal behind) {
            this.behind = behind;
        }

        private <T> Future<T> follow(Future<T> answer) {
            asked.incrementAndGet();
            Promise<T> told = Promise.promise();
            answer.onComplete(over -> {
                told.handle(over);
                asked.decrementAndGet();
            });
            return told.future();
        }

        @Override
        public <T> Future<T> write(Work<T> work) {
            return follow(behind.write(work));
        }

        @Override
        public <T> Future<T> read(Work<T> work) {
            return follow(behind.read(work));
        }

        @Override
        public boolean writable() {
            return behind.writable();
        }
    }

    /** What was read and written for one round is over before the next. */
    private Optional<NetworkOwner> saw(Optional<NetworkOwner> owner, Duration at) throws Exception {
        Promise<Void> begun = Promise.promise();
        vertx.runOnContext(now -> {
            acquaintance.saw(Map.of(ID, owner), T.plus(at));
            begun.complete();
        });
        begun.future().await(60, TimeUnit.SECONDS);
        // What follows on an answer is asked before that answer counts as over.
        Awaitility.await().atMost(Duration.ofMinutes(1)).until(() -> followed.asked.get() == 0);
        return owners.find(ID).await(60, TimeUnit.SECONDS);
    }

    @Test
    void whatItIsCalledForAMomentDoesNotCount() throws Exception {
        assertThat(saw(Optional.of(VPN), Duration.ZERO)).contains(VPN);
        assertThat(saw(Optional.of(RENAMED), Duration.ofSeconds(10))).contains(VPN);
        assertThat(saw(Optional.empty(), Duration.ofSeconds(20))).contains(VPN);
    }

    @Test
    void aNameThatStaysIsItsName() throws Exception {
        saw(Optional.of(VPN), Duration.ZERO);
        saw(Optional.of(RENAMED), Duration.ofSeconds(10));
        Duration stayed = Duration.ofSeconds(10).plus(Acquaintance.STAYS);
        assertThat(saw(Optional.of(RENAMED), stayed.minusMillis(1))).contains(VPN);
        assertThat(saw(Optional.of(RENAMED), stayed)).contains(RENAMED);
    }

    @Test
    void afterOurRestartAnotherNameIsNoMoreThanBefore() throws Exception {
        saw(Optional.of(VPN), Duration.ZERO);
        acquaintance = new Acquaintance(owners);
        assertThat(saw(Optional.of(RENAMED), Duration.ofSeconds(10))).contains(VPN);
    }

    /** A journal of before knows only the service. */
    @Test
    void whereItWasDeployedFromIsKnownAsSoonAsItIsSeen() throws Exception {
        Service service = new Service("media", "vpn", "1");
        NetworkOwner before = new NetworkOwner(service, "", "");
        NetworkOwner now = NetworkOwner.of("media-vpn-1", Map.of("com.docker.compose.project", "media",
                "com.docker.compose.service", "vpn", "com.docker.compose.project.working_dir", "/srv/media",
                "com.docker.compose.project.config_files", "/srv/media/compose.yml"));
        assertThat(now).isEqualTo(new NetworkOwner(service, "/srv/media", "/srv/media/compose.yml"));
        saw(Optional.of(before), Duration.ZERO);
        assertThat(saw(Optional.of(now), Duration.ofSeconds(10))).contains(now);
        NetworkOwner elsewhere = new NetworkOwner(service, "/home/ann/media", now.files());
        assertThat(saw(Optional.of(elsewhere), Duration.ofSeconds(20))).contains(now);
        assertThat(List.of(before, now)).allMatch(one -> one.sameDeployment(now));
        assertThat(now.sameDeployment(elsewhere)).isFalse();
        assertThat(now.sameDeployment(before)).isFalse();
    }

    @Test
    void whatWasNeverThereIsNotKnown() throws Exception {
        assertThat(saw(Optional.empty(), Duration.ZERO)).isEmpty();
    }
}
