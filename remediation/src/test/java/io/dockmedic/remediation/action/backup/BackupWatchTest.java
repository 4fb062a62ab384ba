package io.dockmedic.remediation.action.backup;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;
import static org.awaitility.Awaitility.await;

import io.dockmedic.collectors.backup.BackupCollector;
import io.dockmedic.collectors.base.bus.Subscriber;
import io.dockmedic.collectors.base.health.Health;
import io.dockmedic.collectors.base.time.Clock;
import io.dockmedic.collectors.base.time.ManualTime;
import io.dockmedic.collectors.event.BackupEvent.Sampled;
import io.dockmedic.collectors.event.Container;
import io.dockmedic.collectors.event.Event;
import io.dockmedic.collectors.event.Events;
import io.dockmedic.collectors.event.Service;
import io.dockmedic.remediation.Shipped;
import io.dockmedic.rules.file.Loaded;
import io.dockmedic.rules.file.RuleFile;
import io.dockmedic.rules.file.RuleLoader;
import io.dockmedic.rules.kind.Kinds;
import io.dockmedic.rules.rule.Rule;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What is kept, and when there should be more of it. */
class BackupWatchTest {
    private static final Instant FRIDAY = Instant.parse("2026-11-27T02:30:00Z");
    private static final Container DB = new Container("id", "shop-db-1", "db:1", Map.of(),
            new Service("shop", "db", "1"), false);

    @TempDir
    Path home;

    private static List<Rule> rule(String name, String cron, String service, String more) {
        Loaded loaded = new RuleLoader(Kinds.standard(), Shipped.catalog())
                .load(List.of(new RuleFile("r.yml", """
                        groups:
                          - name: backups
                            rules:
                              - alert: %s
                                schedule: {cron: "%s", zone: UTC, within: 4h}
                                annotations: {summary: "a backup"}
                                remedy:
                                  - action: backup-volume
                                    with: {service: %s, timeout: 15m%s}
                                    verify: {running: 1s, within: 10s}
                                  - action: escalate
                        """.formatted(name, cron, service, more))));
        assertThat(loaded).isInstanceOf(Loaded.Sound.class);
        return ((Loaded.Sound) loaded).set()
                .rules()
                .stream()
                .filter(rule -> rule.name().equals(name))
                .toList();
    }

    private static List<Rule> nightly(String more) {
        return rule("Nightly", "30 2 * * 1-5", "shop/db/1", more);
    }

    private void keeps(String name, Instant at, int bytes) throws IOException {
        Path folder = Files.createDirectories(home.resolve("shop+db+1"));
        String stamp = at.toString().replace("-", "").replace(":", "");
        Path file = Files.write(folder.resolve(name + "-" + stamp + ".tar"), new byte[bytes]);
        Files.writeString(Path.of(file + ".sha256"), "0");
    }

    private List<Sampled> look(List<Rule> rules, List<Container> containers, Instant wall) throws IOException {
        return new Freshness(Expected.by(rules), containers).of(Shelves.read(home, wall), "h", wall, wall);
    }

    private int overdue(List<Rule> rules, Instant wall) throws IOException {
        return look(rules, List.of(DB), wall).getFirst().overdueMinutes();
    }

    @Test
    void itIsDueByTheScheduleAndNotByAnAge() throws IOException {
        keeps("shop_db", FRIDAY, 100);
        List<Rule> rules = nightly(", volume: shop_db");
        assertThat(look(rules, List.of(DB), FRIDAY.plus(Duration.ofDays(2)))).singleElement().satisfies(one -> {
            assertThat(one.container()).isEqualTo(DB);
            assertThat(one.rule()).isEqualTo("Nightly");
            assertThat(one.ageMinutes()).isEqualTo(2880);
            assertThat(one.overdueMinutes()).as("over the weekend none is made").isZero();
        });
        Instant due = Instant.parse("2026-11-30T06:45:00Z");
        assertThat(overdue(rules, due.minusSeconds(1))).as("4 h, and 15 min to copy").isZero();
        assertThat(overdue(rules, due.plusSeconds(600))).isEqualTo(10);
        keeps("shop_db", due, 90);
        assertThat(overdue(rules, due.plusSeconds(600))).as("there is a good one").isZero();
        Instant next = due.plus(Duration.ofHours(25));
        assertThat(overdue(rules, next)).isEqualTo(60);
        assertThat(overdue(nightly(", volume: shop_db, unless_newer: 30h"), next))
                .as("that leaves one of less than 30 h")
                .isZero();
    }

    @Test
    void whatIsDoubtfulOrOfATimeToComeIsNoBackup() throws IOException {
        Instant tuesday = Instant.parse("2026-12-01T08:00:00Z");
        keeps("shop_db", FRIDAY, 100);
        keeps("shop_db", tuesday.minusSeconds(3600), 10);
        keeps("shop_db", tuesday.plusSeconds(3600), 100);
        assertThat(look(nightly(""), List.of(DB), tuesday)).singleElement().satisfies(one -> {
            assertThat(one.last()).isEqualTo(FRIDAY);
            assertThat(one.kept()).isEqualTo(1);
            assertThat(one.overdueMinutes()).isEqualTo(25 * 60 + 15);
        });
    }

    /** The disk for them is not mounted, say, and an empty folder is in its place. */
    @Test
    void filesThatWentAreExpectedAsBefore() throws IOException {
        keeps("shop_db", FRIDAY, 100);
        Known known = new Known();
        assertThat(known.with(Shelves.read(home, FRIDAY))).hasSize(1);
        Instant later = FRIDAY.plus(Duration.ofDays(9));
        List<Shelves.Newest> went = known.with(List.of());
        Freshness nightly = new Freshness(Expected.by(nightly(", volume: shop_db")), List.of(DB));
        List<Sampled> overdue = nightly.of(went, "h", later, later);
        assertThat(overdue).singleElement().satisfies(one -> {
            assertThat(one.kept()).isZero();
            assertThat(one.overdueMinutes()).isPositive();
        });
        known.said(overdue);
        List<Sampled> nobodys = new Freshness(List.of(), List.of(DB)).of(known.with(List.of()), "h", later, later);
        assertThat(nobodys).singleElement().satisfies(one -> assertThat(one.overdueMinutes()).isZero());
        known.said(nobodys);
        assertThat(known.with(List.of())).as("it was retired, and that is said once").isEmpty();
    }

    @Test
    void whatNoRuleMakesIsNotExpectedNorIsWhatWasNeverMade() throws IOException {
        assertThat(look(nightly(""), List.of(DB), FRIDAY)).isEmpty();
        keeps("old", FRIDAY.minus(Duration.ofDays(300)), 100);
        assertThat(overdue(List.of(), FRIDAY)).isZero();
        keeps("shop_db", FRIDAY, 100);
        assertThat(look(nightly(", name: shop_db"), List.of(DB), FRIDAY.plus(Duration.ofDays(9))))
                .filteredOn(one -> one.overdueMinutes() > 0)
                .extracting(Sampled::name)
                .containsExactly("shop_db");
        assertThat(look(nightly(""), List.of(DB), FRIDAY.plus(Duration.ofDays(9))))
                .as("a rule that names none means the one that it makes")
                .filteredOn(one -> one.overdueMinutes() > 0)
                .extracting(Sampled::name)
                .containsExactly("shop_db");
    }

    @Test
    void aRuleMayNameTheContainer() throws IOException {
        keeps("shop_db", FRIDAY, 100);
        List<Rule> rules = rule("Nightly", "30 2 * * *", "shop-db-1", "");
        Instant later = FRIDAY.plus(Duration.ofDays(9));
        assertThat(look(rules, List.of(DB), later)).singleElement()
                .satisfies(one -> assertThat(one.overdueMinutes()).isPositive());
        assertThat(look(rules, List.of(), later)).as("whose it is cannot be said now: not that all is well").isEmpty();
    }

    @Test
    void isToldFromFilesAloneAlsoAfterARestart() throws Exception {
        keeps("shop_db", FRIDAY, 100);
        for (int start = 0; start < 2; start++) {
            assertThat(told()).extracting(Sampled::subject, Sampled::overdueMinutes)
                    .contains(tuple("shop/db/1", 75));
        }
    }

    private List<Sampled> told() throws Exception {
        List<Sampled> told = new CopyOnWriteArrayList<>();
        Vertx vertx = Vertx.vertx();
        try {
            Subscriber.on(vertx, Events.SAMPLES, "test", (Event event) -> {
                told.add((Sampled) event);
                return Future.succeededFuture();
            });
            Clock clock = new ManualTime(Instant.parse("2026-11-30T08:00:00Z"));
            BackupWatch watch = new BackupWatch(Optional.of(home), "h", () -> nightly(""), List::of, clock);
            vertx.deployVerticle(new BackupCollector(
                    new BackupCollector.Settings(Optional.of(home), Duration.ZERO, Duration.ofMillis(50),
                            List.of("test")),
                    watch::look, new Health(), new SimpleMeterRegistry()))
                    .await(60, TimeUnit.SECONDS);
            await().until(() -> !told.isEmpty());
            return List.copyOf(told);
        } finally {
            vertx.close().await(60, TimeUnit.SECONDS);
        }
    }
}
