package io.dockmedic.collectors.engine.watch;

import static org.assertj.core.api.Assertions.assertThat;

import io.dockmedic.collectors.base.time.ManualTime;
import io.dockmedic.collectors.engine.client.CallResult;
import io.dockmedic.collectors.engine.client.ContainerState;
import io.dockmedic.collectors.engine.client.ContainerState.RestartPolicy;
import io.dockmedic.collectors.engine.client.EngineInfo;
import io.dockmedic.collectors.engine.stream.EngineMessage;
import io.dockmedic.collectors.event.ContainerEvent.Died;
import io.dockmedic.collectors.event.ContainerEvent.Started;
import io.dockmedic.collectors.event.Event;
import io.dockmedic.collectors.event.StartCause;
import io.dockmedic.collectors.intent.Intent;
import io.dockmedic.collectors.intent.Judgement;
import io.dockmedic.collectors.intent.Kill;
import io.dockmedic.collectors.intent.OwnActs;
import io.vertx.core.Future;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** Messages that are dealt with when the world has moved on: no death is lost for it. */
class LateLookTest {
    private static final Instant T = Instant.parse("2026-11-01T00:00:00Z");

    private final FakeCalls calls = new FakeCalls();
    private final Scene scene = new Scene(new EngineInfo("e", "host", "20.10", "1.41", "/var/lib/docker", true), calls,
            new ManualTime(T), new OwnActs(), (id, action, within) -> Future.succeededFuture(false),
            (tracker, happened) -> Future.failedFuture("nothing here is known before a look"));
    private final Tracker tracker = Tracker.fresh(Facts.of("c1", Map.of("name", "web")));
    private final List<Event> told = new ArrayList<>();

    @Test
    void everyDeathOfALoopIsToldThoughInspectShowsTheLastRunOnly() {
        calls.inspect = new CallResult.Done<>(state(10, 1, true));
        start(0);
        die(1);
        calls.inspect = new CallResult.Done<>(state(20, 2, true));
        start(10);
        die(11);
        calls.inspect = new CallResult.Done<>(state(20, 2, false));
        start(20);
        die(21);

        assertThat(deaths()).hasSize(3);
        assertThat(deaths().subList(0, 2)).allMatch(Died::engineRestarts);
        assertThat(causes()).containsExactly(StartCause.FOREIGN, StartCause.ENGINE, StartCause.ENGINE);
    }

    /** So it is on a busy host: of a loop of four runs in a second, the first look shows the third. */
    @Test
    void aStartByThePolicyIsNobodysThoughInspectIsRunsAhead() {
        calls.inspect = new CallResult.Done<>(state(0, 0, true));
        start(0);
        calls.inspect = new CallResult.Done<>(state(20, 2, true));
        die(1);
        start(10);
        die(11);
        start(20);
        calls.inspect = new CallResult.Done<>(state(30, 3, false));
        die(21);
        start(30);
        die(31);

        assertThat(causes()).containsExactly(StartCause.FOREIGN, StartCause.ENGINE, StartCause.ENGINE,
                StartCause.ENGINE);
        assertThat(deaths()).extracting(Died::engineRestarts).containsExactly(true, true, true, false);
        assertThat(deaths()).extracting(Died::restartCount).containsExactly(1, 2, 3, 3);
    }

    @Test
    void whatInspectCountsWhileTheBackOffRunsIsTheNextStart() {
        calls.inspect = new CallResult.Done<>(state(0, 0, true));
        start(0);
        calls.inspect = new CallResult.Done<>(backingOff(0, 1));
        die(1);
        calls.inspect = new CallResult.Done<>(backingOff(10, 2));
        start(10);
        calls.inspect = new CallResult.Done<>(state(20, 2, true));
        die(11);
        start(20);

        assertThat(causes()).containsExactly(StartCause.FOREIGN, StartCause.ENGINE, StartCause.ENGINE);
    }

    @Test
    void aPersonsStartIsTheirsThoughItsRunIsOverAndThePolicyAtWork() {
        calls.inspect = new CallResult.Done<>(state(0, 0, true));
        start(0);
        calls.inspect = new CallResult.Done<>(state(0, 0, false));
        die(1);
        calls.inspect = new CallResult.Done<>(backingOff(10, 1));
        start(10);

        assertThat(causes()).containsExactly(StartCause.FOREIGN, StartCause.FOREIGN);
    }

    @Test
    void aDeathAfterAStartThatCouldNotBeLookedAtIsTold() {
        calls.inspect = new CallResult.Done<>(state(0, 0, true));
        start(0);
        calls.inspect = new CallResult.Done<>(state(0, 0, false));
        die(1);
        calls.inspect = new CallResult.Unknown<>("no answer within 5000 ms");
        start(60);
        die(61);

        assertThat(deaths()).hasSize(2);
    }

    @Test
    void aDeathReadAfterAComparisonToldItIsNotToldAgain() {
        calls.inspect = new CallResult.Done<>(state(0, 0, true));
        start(0);
        tracker.ended(new Tracker.End(T.plusSeconds(2), 1, new Judgement(
                Intent.NOT_ASKED, false, List.of())), false, 0, false);
        calls.inspect = new CallResult.Done<>(state(0, 0, false));
        start(0);
        die(1);

        assertThat(deaths()).isEmpty();
        assertThat(tracker.running()).isFalse();
    }

    @Test
    void aDeathAfterTheEnginesClockWasSetBackIsTold() {
        calls.inspect = new CallResult.Done<>(state(3600, 0, true));
        start(3600);
        calls.inspect = new CallResult.Done<>(ended(3600, 10));
        die(10);

        assertThat(deaths()).singleElement().returns(1, Died::exitCode).returns(false, Died::engineRestarts);
        assertThat(tracker.running()).isFalse();
    }

    @Test
    void aDeathOfAnEarlierRunIsNotTakenForThisOne() {
        calls.inspect = new CallResult.Done<>(state(100, 1, true));
        start(100);
        die(90);
        calls.inspect = new CallResult.Done<>(state(100, 1, false));
        die(91);
        assertThat(deaths()).isEmpty();

        die(101);
        assertThat(deaths()).hasSize(1);
    }

    /** The engine's own word of it may be late, or lost. */
    @Test
    void anOutOfMemoryKillBeforeTheFirstLookIsSeenByItsFlag() {
        calls.inspect = new CallResult.Done<>(killedForWantOfMemory());
        start(0);
        die(1);
        assertThat(deaths()).singleElement().returns(137, Died::exitCode).returns(true, Died::oomKilled);
    }

    @Test
    void whatAskedForNoDeathPushesNoRequestAside() {
        calls.inspect = new CallResult.Done<>(state(0, 0, true));
        start(0);
        for (int i = 0; i < 40; i++) {
            tracker.killed(new Kill(T.plusSeconds(1), 1));
        }
        assertThat(tracker.signals().mayAskToDie()).isFalse();
        tracker.killed(new Kill(T.plusSeconds(2), 9));
        assertThat(tracker.signals().mayAskToDie()).isTrue();
        assertThat(tracker.kills()).hasSize(32).last().returns(9, Kill::signal);
    }

    @Test
    void whatHadAHarmlessSignalMayDieForWantOfMemory() {
        calls.inspect = new CallResult.Done<>(state(0, 0, true));
        start(0);
        tracker.killed(new Kill(T, 1));
        calls.inspect = new CallResult.Done<>(killedSilently());
        told.addAll(new OnDie(Duration.ZERO, id -> Optional.of(T.plusSeconds(1)))
                .handle(message("die", 1), tracker, scene)
                .result());
        assertThat(deaths()).singleElement().returns(137, Died::exitCode).returns(true, Died::oomKilled);
    }

    @Test
    void aKillForWantOfMemoryThatIsOverBeforeTheFirstLookIsSeenWhileTheBackOffRuns() {
        calls.inspect = new CallResult.Done<>(killed("restarting", true));
        start(0);
        die(1);
        assertThat(deaths()).singleElement().returns(137, Died::exitCode).returns(true, Died::oomKilled);
    }

    @Test
    void oneThatRunsAsWeKnowItHasNotDied() {
        calls.inspect = new CallResult.Done<>(state(100, 1, true));
        start(100);
        die(3600);

        assertThat(deaths()).isEmpty();
        assertThat(tracker.running()).isTrue();
    }

    private void start(int second) {
        told.addAll(new OnStart().handle(message("start", second), tracker, scene).result());
    }

    private void die(int second) {
        told.addAll(
                new OnDie(Duration.ZERO, MemoryKills.UNKNOWN).handle(message("die", second), tracker, scene).result());
    }

    private static ContainerState killedForWantOfMemory() {
        return killed("exited", true);
    }

    /** Of which the engine has not said why. */
    private static ContainerState killedSilently() {
        return killed("exited", false);
    }

    private static ContainerState killed(String status, boolean flag) {
        boolean restarting = status.equals("restarting");
        return new ContainerState("c1", "web", "image", "sha256:1", Map.of(), status, restarting, restarting, false, 0,
                137, flag, "", T, T, T.plusSeconds(1), 0, null, new RestartPolicy(restarting ? "always" : "no", 0),
                "SIGTERM",
                Duration.ofSeconds(10),
                false,
                List.of("sh"), false, List.of(), ContainerState.Log.NONE, ContainerState.Limits.NONE);
    }

    private List<Died> deaths() {
        return told.stream().filter(Died.class::isInstance).map(Died.class::cast).toList();
    }

    private List<StartCause> causes() {
        return told.stream()
                .filter(Started.class::isInstance)
                .map(event -> ((Started) event).cause())
                .toList();
    }

    private static EngineMessage message(String action, int second) {
        Instant at = T.plusSeconds(second).plusMillis(5);
        return new EngineMessage("container", action, "c1", Map.of("name", "web", "exitCode", "9"), at, at, false);
    }

    private static ContainerState state(int started, int restarts, boolean running) {
        return state(started, restarts, running ? "running" : "exited", started + 1);
    }

    private static ContainerState ended(int started, int ended) {
        return state(started, 0, "exited", ended);
    }

    private static ContainerState backingOff(int started, int restarts) {
        return state(started, restarts, "restarting", started + 1);
    }

    private static ContainerState state(int started, int restarts, String status, int ended) {
        Instant run = T.plusSeconds(started);
        boolean running = status.equals("running");
        boolean restarting = status.equals("restarting");
        return new ContainerState("c1", "web", "image", "sha256:1", Map.of(), status, running || restarting,
                restarting, false, 0, 1, false, "", T, run, running ? null : T.plusSeconds(ended), restarts, null,
                new RestartPolicy("on-failure", 2), "SIGTERM", Duration.ofSeconds(10), false, List.of("sh"), false,
                List.of(),
                ContainerState.Log.NONE, ContainerState.Limits.NONE);
    }
}
