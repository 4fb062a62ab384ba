package io.dockmedic.api;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.dockmedic.api.security.DataDirectory;
import io.dockmedic.collectors.advice.usage.UsageStage;
import io.dockmedic.collectors.advice.usage.UsageStore;
import io.dockmedic.collectors.base.bus.Publisher;
import io.dockmedic.collectors.base.health.Health;
import io.dockmedic.collectors.base.journal.Retention;
import io.dockmedic.collectors.base.journal.SqliteJournal;
import io.dockmedic.collectors.base.time.ManualTime;
import io.dockmedic.collectors.event.Container;
import io.dockmedic.collectors.event.ContainerReading;
import io.dockmedic.collectors.event.Event;
import io.dockmedic.collectors.event.Events;
import io.dockmedic.collectors.event.Origin;
import io.dockmedic.collectors.event.Service;
import io.dockmedic.collectors.event.Usage;
import io.dockmedic.testkit.PrivateEngine;
import io.dockmedic.testkit.RealEngine;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The command line asks the whole program, which has a week of one service behind it and sees another one's first minute. */
@RealEngine
class AdviseTest {
    private static final long MIB = 1L << 20;

    @TempDir
    Path home;

    private final PrivateEngine engine;
    private final StringWriter out = new StringWriter();
    private Spine spine;

    AdviseTest(PrivateEngine engine) {
        this.engine = engine;
    }

    @BeforeEach
    void start() throws Exception {
        aWeekOf(new Service("shop", "web", "1"));
        spine = Spine.ready(engine.dockerHost(), home, "");
    }

    @AfterEach
    void stop() {
        spine.close();
        engine.docker("rm", "--force", "measured");
    }

    private static <T> T done(Future<T> future) throws Exception {
        return future.await(60, TimeUnit.SECONDS);
    }

    /** A reading an hour, up to now. */
    private void aWeekOf(Service service) throws Exception {
        DataDirectory.prepare(home.resolve("data"));
        ManualTime time = new ManualTime(Instant.now().minus(Duration.ofHours(165)));
        Vertx vertx = Vertx.vertx();
        ManualTime still = new ManualTime(time.now());
        SqliteJournal journal = SqliteJournal.open(home.resolve("data/journal.db"), List.of(UsageStore.TABLES),
                Retention.DEFAULT, still, still, new Health(), new SimpleMeterRegistry(), vertx);
        String stage = done(vertx.deployVerticle(new UsageStage(new UsageStore(journal), time)));
        Publisher<Event> samples = new Publisher<>(vertx, Events.SAMPLES, List.of(UsageStage.SUBSCRIBER),
                new SimpleMeterRegistry());
        Container web = new Container("i", "web", "nginx", Map.of(), service, false);
        for (int hour = 0; hour < 165; hour++) {
            Usage usage = new Usage(Duration.ofHours(1), 60, 100, 20, (hour % 20 == 0 ? 300 : 200) * MIB, 320 * MIB, 0,
                    0, 20, 0, 0, 0, 0, 0, 0, 0, 0);
            done(samples.publish(new ContainerReading.Sampled(time.now(), "h", Origin.DOCKMEDIC, web, usage)));
            time.advance(Duration.ofHours(1));
        }
        done(vertx.undeploy(stage));
        done(journal.close());
        done(vertx.close());
    }

    private int advise(String... arguments) {
        out.getBuffer().setLength(0);
        List<String> all = new ArrayList<>(
                List.of("advise", "--config", home.resolve("dockmedic.yml").toString()));
        all.addAll(List.of(arguments));
        return Main.commands()
                .setOut(new PrintWriter(out))
                .setErr(new PrintWriter(out))
                .execute(all.toArray(String[]::new));
    }

    @Test
    @Tag("long")
    void aWeekGivesLimitsAndAMinuteDoesNot() throws Exception {
        engine.run("measured", List.of("--memory=64m"), "sleep", "1000");

        assertThat(advise("shop/web/1")).as("%s", out).isZero();
        assertThat(out.toString()).contains("shop/web/1: measured for 6 d 21 h of 7 d, confidence high")
                .contains("most 300 MiB, limit 320 MiB: raise to 384 MiB")
                .contains("limit 1.00: raise to 1.50, held back in 100 % of readings")
                .endsWith(
                        "# project shop\nservices:\n  web:\n    mem_limit: 384m\n    cpus: 1.5\n    pids_limit: 100\n");
        assertThat(advise("--format", "compose", "shop")).isZero();
        assertThat(out.toString()).startsWith("# project shop\nservices:\n  web:\n    mem_limit: 384m\n");

        // The first reading that counts is a whole interval after the start.
        await().atMost(Spine.SOON)
                .until(() -> advise("measured") == 0 && out.toString().contains("limit 64 MiB: too little history"));
        assertThat(out.toString()).contains("measured: measured for 0 min of 7 d, confidence none")
                .contains("limit 64 MiB: too little history: 0 min, at least one hour is needed")
                .doesNotContain("services:", "docker update");
        spine.close();
        spine = Spine.ready(engine.dockerHost(), home, "");
        assertThat(advise("--format", "json", "measured", "web")).isZero();
        assertThat(out.toString()).contains("\"service\" : \"measured\"", "\"verdict\" : \"raise\"");

        assertThat(advise("nothing-like-it")).isEqualTo(1);
        assertThat(out.toString()).contains("nothing was measured of nothing-like-it");
        assertThat(advise("--format", "yaml")).isEqualTo(2);
    }
}
