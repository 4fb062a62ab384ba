package io.dockmedic.remediation.action.prune;

import static org.assertj.core.api.Assertions.assertThat;

import io.dockmedic.collectors.container.view.Sighting;
import io.dockmedic.collectors.engine.client.ContainerState;
import io.dockmedic.collectors.engine.client.Leftover;
import io.dockmedic.collectors.event.Container;
import io.dockmedic.collectors.event.Service;
import io.dockmedic.collectors.intent.Intent;
import io.dockmedic.collectors.intent.Judgement;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/** Which stopped containers stay, and which may go. */
class SpentTest {
    private static final Instant NOW = Instant.parse("2026-11-01T00:00:00Z");
    private static final Instant LONG_AGO = NOW.minus(Duration.ofDays(8));
    private static final Judgement BY_ITSELF = new Judgement(Intent.NOT_ASKED, false, List.of());

    private final Spent spent = new Spent(Duration.ofDays(7), container -> container.labels().containsKey("mine")
            ? Optional.of("it is mine")
            : Optional.empty());

    private static Sighting sighting(String name, Map<String, String> labels, String status, @Nullable Instant ended,
            String policy, @Nullable Judgement end) {
        Container container = new Container("c".repeat(64), name, "job:1", labels, new Service("", name, ""), false);
        return new Sighting(container, new ContainerState(container.id(), name, "job:1", "sha256:1", labels, status,
                status.equals("running"), false, false, 0, 0, false, "", LONG_AGO, LONG_AGO, ended, 0, null,
                new ContainerState.RestartPolicy(policy, 0), "SIGTERM", Duration.ofSeconds(10), false, List.of("job"),
                false, List.of(), ContainerState.Log.NONE, ContainerState.Limits.NONE), end);
    }

    private Optional<String> against(Sighting sighting) {
        return spent.against(sighting, NOW, NOW);
    }

    @Test
    void whatEndedByItselfAWeekAgoMayGo() {
        assertThat(against(sighting("job", Map.of(), "exited", LONG_AGO, "no", BY_ITSELF))).isEmpty();
        assertThat(against(sighting("job", Map.of(), "dead", LONG_AGO, "", BY_ITSELF))).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({"running", "paused", "restarting", "created", "removing"})
    void whatHasNotEndedStays(String status) {
        assertThat(against(sighting("job", Map.of(), status, LONG_AGO, "no", BY_ITSELF))).contains("it is " + status);
    }

    /** By when it finished, not by when it was made. */
    @Test
    void whatEndedLatelyStays() {
        assertThat(against(sighting("job", Map.of(), "exited", NOW.minus(Duration.ofDays(6)), "no", BY_ITSELF)))
                .contains("it ended less than 7 d ago");
        assertThat(against(sighting("job", Map.of(), "exited", null, "no", BY_ITSELF))).isPresent();
    }

    @Test
    void whatAClockThatWasSetMakesOldOrOfTheFutureStays() {
        Sighting old = sighting("job", Map.of(), "exited", LONG_AGO, "no", BY_ITSELF);
        Instant own = NOW.minus(Duration.ofDays(300));
        assertThat(spent.against(new Sighting(old.container(), old.state(), BY_ITSELF, own.minus(Duration.ofHours(1))),
                NOW, own)).as("the clock was set forward since")
                .hasValueSatisfying(why -> assertThat(why)
                        .contains("by Dockmedic's own time"));
        assertThat(spent.against(new Sighting(old.container(), old.state(), BY_ITSELF, own.plus(Duration.ofDays(30))),
                NOW, own)).as("this boot began behind").isPresent();
        assertThat(spent.against(new Sighting(old.container(), old.state(), BY_ITSELF, own.minus(Duration.ofDays(8))),
                NOW, own)).isEmpty();
        assertThat(against(sighting("job", Map.of(), "exited", NOW.plus(Duration.ofDays(9)), "no", BY_ITSELF)))
                .as("of the future")
                .isPresent();
    }

    @ParameterizedTest
    @EnumSource(value = Intent.class, mode = EnumSource.Mode.EXCLUDE, names = "NOT_ASKED")
    void whatSomebodyStoppedOrMayHaveStays(Intent intent) {
        assertThat(against(sighting("job", Map.of(), "exited", LONG_AGO, "no",
                new Judgement(intent, false, List.of())))).contains("it did not end by itself: " + intent.word());
    }

    @Test
    void whoseEndNobodySawStays() {
        assertThat(against(sighting("job", Map.of(), "exited", LONG_AGO, "no", null)))
                .contains("it is not known whether somebody stopped it");
    }

    @ParameterizedTest
    @CsvSource({"always", "unless-stopped", "on-failure"})
    void whatIsToRunStays(String policy) {
        assertThat(against(sighting("job", Map.of(), "exited", LONG_AGO, policy, BY_ITSELF)))
                .contains("its restart policy says that it is to run");
    }

    @Test
    void composesStaysAndWhatComposeRunMadeMayGo() {
        assertThat(against(sighting("shop-migrate-1", Map.of("com.docker.compose.project", "shop",
                "com.docker.compose.oneoff", "False"), "exited", LONG_AGO, "no", BY_ITSELF)))
                .contains("it is of a Compose project");
        assertThat(against(sighting("shop-web-run-1", Map.of("com.docker.compose.project", "shop",
                "com.docker.compose.oneoff", "True"), "exited", LONG_AGO, "no", BY_ITSELF))).isEmpty();
    }

    @Test
    void ourWayBackStaysAndSoDoesWhatIsSomebodysOtherwise() {
        assertThat(against(sighting("web.dockmedic-old-1a2b3c4d", Map.of(), "exited", LONG_AGO, "no", BY_ITSELF)))
                .contains("it is the way back of an act of ours");
        assertThat(against(sighting("job", Map.of("mine", "true"), "exited", LONG_AGO, "no", BY_ITSELF)))
                .contains("it is mine");
    }

    private static Leftover leftover(String id, String name, List<String> nameless, List<String> leansOn) {
        return new Leftover(id, name, "exited", LONG_AGO, "no", false, false, Map.of(), 7, nameless, leansOn);
    }

    @Test
    void whatFailedOrCouldNotBeStartedSinceStays() {
        assertThat(against(ended(3, ""))).contains("it failed: exit code 3");
        assertThat(against(ended(0, "port is already allocated")))
                .contains("it was to be started since, and could not be");
    }

    private static Sighting ended(int exitCode, String error) {
        Sighting well = sighting("job", Map.of(), "exited", LONG_AGO, "no", BY_ITSELF);
        return new Sighting(well.container(), new ContainerState(well.container().id(), "job", "job:1", "sha256:1",
                Map.of(), "exited", false, false, false, 0, exitCode, false, error, LONG_AGO, LONG_AGO, LONG_AGO, 0,
                null, new ContainerState.RestartPolicy("no", 0), "SIGTERM", Duration.ofSeconds(10), false,
                List.of("job"), false, List.of(), ContainerState.Log.NONE, ContainerState.Limits.NONE), BY_ITSELF);
    }

    @Test
    void whatSomebodyWorksInStays() {
        Leftover bench = new Leftover("1".repeat(64), "dev", "exited", LONG_AGO, "no", false, true, Map.of(), 7,
                List.of(), List.of());
        assertThat(spent.against(bench, List.of(), NOW)).contains("it is one that somebody works in (-i or -t)");
    }

    @Test
    void whatHasAVolumeWithoutANameOrHoldsUpAnotherStays() {
        String id = "1".repeat(64);
        Leftover data = leftover(id, "data", List.of(), List.of());
        assertThat(spent.against(data, List.of(data), NOW)).isEmpty();
        assertThat(spent.against(leftover(id, "data", List.of("/var/lib"), List.of()), List.of(), NOW).orElseThrow())
                .startsWith("the volume on /var/lib has no name");
        for (String named : List.of("data", id, id.substring(0, 12))) {
            Leftover user = leftover("2".repeat(64), "user", List.of(), List.of(named));
            assertThat(spent.against(data, List.of(data, user), NOW))
                    .contains("user shares its network, processes or volumes");
        }
        Leftover other = leftover("2".repeat(64), "other", List.of(), List.of("database", "2".repeat(64)));
        assertThat(spent.against(data, List.of(data, other), NOW)).isEmpty();
    }
}
