package io.dockmedic.remediation.action.prune;

import static org.assertj.core.api.Assertions.assertThat;

import io.dockmedic.collectors.base.redact.Redactor;
import io.dockmedic.collectors.base.time.ManualTime;
import io.dockmedic.collectors.container.view.Sighting;
import io.dockmedic.collectors.engine.client.CallResult;
import io.dockmedic.collectors.engine.client.ContainerState;
import io.dockmedic.collectors.engine.client.ErrorClass;
import io.dockmedic.collectors.engine.client.Leftover;
import io.dockmedic.collectors.event.Container;
import io.dockmedic.collectors.event.Service;
import io.dockmedic.collectors.intent.Intent;
import io.dockmedic.collectors.intent.Judgement;
import io.dockmedic.remediation.FakeDisk;
import io.dockmedic.remediation.Hospital;
import io.dockmedic.remediation.record.Thing;
import io.dockmedic.remediation.view.Lanes;
import io.vertx.core.Future;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** Stopped containers, planned and looked at once more, with an engine in the test's hand. Nothing is called that removes. */
class ContainerStageTest {
    private static final Instant NOW = Instant.parse("2026-11-01T00:00:00Z");
    private static final Instant ENDED = NOW.minus(Duration.ofDays(8));

    private final ManualTime time = new ManualTime(NOW);
    private final FakeDisk disk = new FakeDisk(time);
    private final List<Sighting> sightings = new ArrayList<>();
    private CallResult<List<String>> ids = new CallResult.Done<>(List.of());

    @SuppressWarnings("NullAway") // What it does not ask.
    private final ContainerStage stage = new ContainerStage(new Clearing(disk, null, null, null, Optional::empty, null,
            null, () -> sightings, () -> Future.succeededFuture(ids), container -> Optional.empty(), new Lanes(), null,
            new Redactor(), time, time), Duration.ofDays(7));

    private static String id(int number) {
        return Integer.toString(number).repeat(64).substring(0, 64);
    }

    private static Leftover leftover(int number, List<String> leansOn) {
        return new Leftover(id(number), "job-" + number, "exited", ENDED, "no", false, false, Map.of(), 7, List.of(),
                leansOn);
    }

    private void jobs(int many) {
        IntStream.range(1, many + 1).forEach(number -> {
            String name = "job-" + number;
            Container container = new Container(id(number), name, "job:1", Map.of(), new Service("", name, ""), false);
            sightings.add(new Sighting(container, new ContainerState(id(number), name, "job:1", "sha256:1", Map.of(),
                    "exited", false, false, false, 0, 0, false, "", ENDED, ENDED, ENDED, 0, null,
                    new ContainerState.RestartPolicy("no", 0), "SIGTERM", Duration.ofSeconds(10), false, List.of("job"),
                    false, List.of(), ContainerState.Log.NONE, ContainerState.Limits.NONE),
                    new Judgement(Intent.NOT_ASKED, false, List.of())));
            disk.leftovers.add(leftover(number, List.of()));
        });
        ids = new CallResult.Done<>(IntStream.range(1, many + 1).mapToObj(ContainerStageTest::id).toList());
    }

    private Stage.Plan.Found plan() {
        assertThat(Hospital.get(stage.plan())).isInstanceOf(Stage.Plan.Found.class);
        return (Stage.Plan.Found) Hospital.get(stage.plan());
    }

    @Test
    void whatTakesLongToMeasureDoesNotTakeTheTimeForWhatFreesRoom() {
        jobs(9);
        disk.measures = () -> time.advance(Duration.ofSeconds(20));
        Stage.Plan.Found plan = (Stage.Plan.Found) Hospital.get(stage.plan());
        assertThat(plan.things()).hasSize(9);
        assertThat(plan.things()).filteredOn(thing -> thing.bytes() == Thing.UNMEASURED).hasSize(7);
        assertThat(plan.words())
                .startsWith("9 stopped containers of 14 B and more, for 7 could not be measured in time")
                .contains("job-3 (not measured)");
    }

    @Test
    void whatWasMadeSinceThePlanAndLeansOnOneKeepsIt() {
        jobs(1);
        Thing job = plan().things().getFirst();
        disk.leftovers.add(leftover(5, List.of("job-1")));
        ids = new CallResult.Done<>(List.of(id(1), id(5)));
        assertThat(Hospital.get(stage.remove(job, "a1"))).isEqualTo(new Stage.Removal.Left(ErrorClass.CONFLICT,
                "job-5 shares its network, processes or volumes"));
        ids = new CallResult.Refused<>(ErrorClass.SERVER_ERROR, 500, "broken");
        assertThat(Hospital.get(stage.remove(job, "a1"))).isEqualTo(new Stage.Removal.Left(ErrorClass.CONFLICT,
                "whether another container leans on it cannot be seen"));
        assertThat(disk.removals).isEmpty();
    }

    @Test
    void whatIsGoneMeanwhileLeansOnNothing() {
        jobs(2);
        disk.leftovers.removeIf(one -> one.id().equals(id(2)));
        assertThat(plan().things()).extracting(Thing::name).containsExactly("job-1");
    }
}
