package io.dockmedic.remediation.action.gpu;

import static org.assertj.core.api.Assertions.as;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.InstanceOfAssertFactories.DURATION;
import static org.awaitility.Awaitility.await;

import io.dockmedic.collectors.engine.client.ErrorClass;
import io.dockmedic.collectors.event.Cure;
import io.dockmedic.collectors.event.GpuState;
import io.dockmedic.collectors.gpu.watch.Holders;
import io.dockmedic.collectors.gpu.watch.Releasable;
import io.dockmedic.collectors.gpu.watch.Unseen;
import io.dockmedic.collectors.host.disk.Usage;
import io.dockmedic.collectors.intent.OwnAct;
import io.dockmedic.remediation.FakeGpus;
import io.dockmedic.remediation.Hospital;
import io.dockmedic.remediation.action.Outcome;
import io.dockmedic.remediation.action.about.MachinePart;
import io.dockmedic.remediation.company.Company;
import io.vertx.core.Future;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A GPU is reset once nothing uses it; whatever fails, and whenever we end, all is put back and it is reset once at most. */
class ResetGpuTest {
    private static final Duration LONG = Duration.ofMinutes(1);
    private static final String STOP_WEB = "stop ai-web";
    private static final String STOP_LLM = "stop ai-llm";
    private static final String START_LLM = "start ai-llm";
    private static final String START_WEB = "start ai-web";
    private static final String OFF = "nvidia-smi -i 0 -pm 0";
    private static final String ON = "nvidia-smi -i 0 -pm 1";
    private static final String RESET = "nvidia-smi --gpu-reset -i 0";
    private static final String RELEASED = "released";
    private static final String READ = "read again";

    @TempDir
    Path dir;

    private Machine machine;

    @BeforeEach
    void chain() {
        machine = new Machine(dir).chain();
    }

    private Rig rig() {
        return new Rig(machine, dir.resolve("journal.db"));
    }

    /** That are linked. */
    private void two() {
        machine.gpus.samples = List.of(FakeGpus.sample(0, Cure.RESET), FakeGpus.sample(1, Cure.NONE));
        machine.gpus.traits = Map.of(FakeGpus.place(0), FakeGpus.linked(FakeGpus.place(1)),
                FakeGpus.place(1), FakeGpus.linked(FakeGpus.place(0)));
    }

    private void allIsAsItWas() {
        assertThat(machine.allRun()).isTrue();
        assertThat(machine.gpus.released().map(Releasable.Released::release).filter(one -> one.ended() == null))
                .isEmpty();
        List<String> persistence = machine.log().stream().filter(line -> line.contains("-pm")).toList();
        assertThat(persistence.isEmpty() || persistence.getLast().equals(ON)).as("%s", persistence).isTrue();
    }

    @Test
    void itIsResetInTheRightOrderAndAllIsPutBack() {
        try (Rig rig = rig()) {
            assertThat(rig.reset()).isEqualTo(new Outcome.Done(
                    "GPU 0 (H100 at 0000:18:00.0) was reset; started again: ai-llm, ai-web"));
            assertThat(machine.log()).containsExactly(STOP_WEB, STOP_LLM, OFF, RELEASED, RESET, READ, ON, START_LLM,
                    START_WEB);
            assertThat(rig.heard).containsExactly("All done.");
            assertThat(machine.gpus.forgotten).as("of what was reset").containsExactly(FakeGpus.place(0));
            assertThat(rig.counted.values()).containsExactly(List.of("ai/llm/1", "ai/web/1"));
            assertThat(rig.lanes.busy("ai/llm/1", "another")).isNotEmpty();
            assertThat(rig.ledger.stream().filter(act -> act.phase() == OwnAct.Phase.BEGINS)).extracting(OwnAct::action)
                    .containsExactly("stop", "stop", "start", "start");
        }
        allIsAsItWas();
    }

    @Test
    void whoCameInsideMeanwhileIsNotThrownOutAndAllIsBroughtBack() {
        try (Rig rig = rig()) {
            rig.inside = () -> machine.log().contains(STOP_WEB)
                    ? new Company(List.of("bash"), "")
                    : Company.NOBODY;
            assertThat(rig.reset().toString()).contains("ai-llm is not stopped: somebody is inside, at a terminal");
            assertThat(machine.log()).contains(STOP_WEB).doesNotContain(STOP_LLM).doesNotContain(RESET);
        }
        allIsAsItWas();
    }

    @Test
    void onAFullDiskNothingIsStoppedAndNobodyIsAsked() {
        try (Rig rig = rig()) {
            String approved = rig.toApprove();
            rig.room = () -> new Usage(1L << 30, 0, 0, 0, 0, false);
            assertThat(rig.against(FakeGpus.gpu(0)))
                    .startsWith("not reset: ai-llm uses it, and is not stopped: the engine's disk is full");
            assertThat(Hospital.get(rig.begin(approved))).isInstanceOfSatisfying(Outcome.Refused.class,
                    refused -> assertThat(refused.error()).isEqualTo(ErrorClass.SERVER_ERROR));
        }
        assertThat(machine.log()).isEmpty();
    }

    @Test
    void whereTheDiskFillsUpMeanwhileNoMoreIsStopped() {
        try (Rig rig = rig()) {
            rig.room = () -> new Usage(1L << 30, machine.log().contains(STOP_WEB) ? 0 : 1L << 29, 0, 0, 0, false);
            assertThat(rig.reset().toString()).contains("ai-llm is not stopped: the engine's disk is full");
            assertThat(machine.log()).contains(STOP_WEB, START_WEB).doesNotContain(STOP_LLM, RESET);
        }
        allIsAsItWas();
    }

    @Test
    void whatCouldNeverBeStartedAgainIsNotStoppedAndNobodyIsAsked() {
        machine.shares("ai-web", "ai-vpn");
        try (Rig rig = rig()) {
            assertThat(rig.against(FakeGpus.gpu(0)))
                    .startsWith("not reset: ai-web uses it, and is not stopped: container ")
                    .contains("is gone, so once stopped ai-web never starts again; by hand: docker compose");
            assertThat(Hospital.get(rig.begin("yes"))).isInstanceOfSatisfying(Outcome.Refused.class,
                    refused -> assertThat(refused.error()).isEqualTo(ErrorClass.NETWORK_GONE));
        }
        assertThat(machine.log()).isEmpty();
        allIsAsItWas();
    }

    @Test
    void whatLosesItsNetworkMeanwhileIsNotStoppedAndAllIsBroughtBack() {
        machine.with("ai-vpn");
        machine.shares("ai-llm", "ai-vpn");
        machine.ended("ai-vpn", Instant.parse("2026-11-01T00:00:00Z"));
        try (Rig rig = rig()) {
            assertThat(Hospital.get(rig.begin("yes"))).isInstanceOfSatisfying(Outcome.Refused.class,
                    refused -> assertThat(refused.error()).isEqualTo(ErrorClass.NOT_YET));
            machine.starts("ai-vpn");
            machine.upon.put(STOP_WEB, () -> machine.removed("ai-vpn"));
            assertThat(rig.reset().toString()).contains("ai-llm is not stopped: container ", "is gone");
            assertThat(machine.log()).contains(STOP_WEB, START_WEB).doesNotContain(STOP_LLM, RESET);
        }
        allIsAsItWas();
    }

    @Test
    void whoIsAskedReadsAllThatIsDone() {
        try (Rig rig = rig()) {
            assertThat(rig.toApprove()).isEqualTo("Resets GPU 0 (H100 at 0000:18:00.0) by " + machine.smi()
                    + " --gpu-reset -i GPU-00000000-0000-0000-0000-000000000000. Stops these containers, in this order:"
                    + " ai-web, ai-llm; starts them again in this one, whatever comes of it: ai-llm (until it runs), ai-web"
                    + " (until it runs). What they were computing is lost. Persistence mode is switched off for it and on"
                    + " again. No GPU of this machine is read meanwhile.");
            assertThat(rig.wouldDo(FakeGpus.gpu(0))).isEqualTo(rig.toApprove());
        }
        assertThat(machine.log()).isEmpty();
    }

    @Test
    void itIsOfTheSamePartOfTheMachineAsWhateverElseIsDoneToTheGpu() {
        try (Rig rig = rig()) {
            assertThat(rig.parts()).hasSize(2).containsOnly(MachinePart.gpu(FakeGpus.place(0)));
        }
    }

    @Test
    void whatIsNotGivenBackByItselfIsNotTakenForLessThanTheLongestReset() {
        try (Rig rig = rig()) {
            assertThat(rig.reset()).isInstanceOf(Outcome.Done.class);
        }
        assertThat(machine.gpus.released()).get()
                .extracting(one -> Duration.between(one.release().since(), one.release().until()), as(DURATION))
                .as("a reset that hangs is waited for 25 min")
                .isGreaterThan(Duration.ofMinutes(25));
    }

    @Test
    void whatWasApprovedIsDoneAndNothingElse() {
        try (Rig rig = rig()) {
            String approved = rig.toApprove();
            machine.with("late");
            assertThat(Hospital.get(rig.begin(approved)))
                    .isInstanceOfSatisfying(Outcome.Refused.class, refused -> {
                        assertThat(refused.error()).isEqualTo(ErrorClass.CONFLICT);
                        assertThat(refused.message()).contains("what was approved is not what would be done now",
                                "late");
                    });
        }
        assertThat(machine.log()).isEmpty();
    }

    @Test
    void withoutAPersonsYesNothingIsDone() {
        try (Rig rig = rig()) {
            assertThat(Hospital.get(rig.begin(""))).isInstanceOfSatisfying(Outcome.Refused.class,
                    refused -> assertThat(refused.message()).contains("nobody has said yes to it"));
        }
        assertThat(machine.log()).isEmpty();
    }

    @Test
    void whatNvidiaSmiSaysIsToldAndAllIsPutBack() {
        machine.set("fails");
        try (Rig rig = rig()) {
            assertThat(rig.reset()).isInstanceOfSatisfying(Outcome.Failed.class, failed -> assertThat(failed.why())
                    .contains("nvidia-smi ended with 3: GPU 00000000:18:00.0 is currently in use by another client",
                            "needs reset", "started again: ai-llm, ai-web"));
        }
        assertThat(machine.log()).endsWith(READ, ON, START_LLM, START_WEB);
        assertThat(machine.gpus.forgotten).as("it was not reset").isEmpty();
        allIsAsItWas();
    }

    @Test
    void whereItIsStillIllAfterwardsAPersonIsTold() {
        machine.set("stays-ill");
        try (Rig rig = rig()) {
            assertThat(rig.reset()).isInstanceOfSatisfying(Outcome.Failed.class,
                    failed -> assertThat(failed.why()).contains("after it GPU 0", "needs reset: its driver says so"));
        }
        allIsAsItWas();
    }

    @Test
    void oneThatSleepsAfterwardsIsWell() {
        machine.gpus.onLook = () -> machine.gpus.samples = machine.log().contains(RESET)
                ? List.of(FakeGpus.silent(0, GpuState.ASLEEP, Cure.NONE))
                : machine.gpus.samples;
        try (Rig rig = rig()) {
            assertThat(rig.reset()).isInstanceOf(Outcome.Done.class);
        }
        allIsAsItWas();
    }

    @Test
    void withoutPersistenceModeOffNothingIsReset() {
        machine.set("fails-off");
        try (Rig rig = rig()) {
            assertThat(rig.reset()).isInstanceOfSatisfying(Outcome.Undone.class, undone -> assertThat(undone.why())
                    .contains("was not reset: persistence mode could not be switched off", "Insufficient Permissions"));
        }
        assertThat(machine.log()).containsExactly(STOP_WEB, STOP_LLM, OFF, ON, START_LLM, START_WEB);
        allIsAsItWas();
    }

    @Test
    void persistenceModeThatCannotBeSwitchedOnAgainIsTold() {
        machine.set("fails-on");
        try (Rig rig = rig()) {
            assertThat(rig.reset()).isInstanceOfSatisfying(Outcome.Failed.class,
                    failed -> assertThat(failed.why()).contains("could not be switched on again (nvidia-smi -i GPU-",
                            "Unable to set persistence mode", "started again: ai-llm, ai-web"));
        }
        assertThat(machine.allRun()).isTrue();
    }

    @Test
    void whileSomethingOfOursIsOpenNothingIsReset() {
        machine.gpus.open = "a call has not come back: GPU 0";
        try (Rig rig = rig()) {
            assertThat(rig.reset()).isInstanceOfSatisfying(Outcome.Undone.class,
                    undone -> assertThat(undone.why()).contains("Dockmedic itself has GPUs open: a call has not"));
        }
        assertThat(machine.log()).doesNotContain(RESET);
        allIsAsItWas();
    }

    @Test
    void whatOpensItInTheMiddleIsNamedAndNothingIsReset() {
        try (Rig rig = rig()) {
            String approved = rig.toApprove();
            machine.gpus.onLetGo = () -> machine.gpus.holders = () -> new Holders(
                    List.of(new Holders.Holder(4711, "nv-hostengine", null, Set.of("nvidia0"))), Unseen.NOTHING);
            assertThat(Hospital.get(rig.begin(approved))).isInstanceOfSatisfying(
                    Outcome.Undone.class,
                    undone -> assertThat(undone.why()).contains("it is still open: nv-hostengine (process 4711)"));
        }
        assertThat(machine.log()).doesNotContain(RESET);
        allIsAsItWas();
    }

    @Test
    void whoHasThemReadInTheMiddleKeepsItFromBeingReset() {
        machine.gpus.onLetGo = () -> machine.gpus.takeBack("ann");
        try (Rig rig = rig()) {
            assertThat(rig.reset()).isInstanceOfSatisfying(Outcome.Undone.class,
                    undone -> assertThat(undone.why()).contains("somebody else released the GPUs in the middle"));
        }
        assertThat(machine.log()).doesNotContain(RESET);
        allIsAsItWas();
    }

    @Test
    void whoHasReleasedThemInTheMiddleKeepsThem() {
        machine.upon.put(STOP_LLM, () -> machine.gpus.letGo(LONG, "ann", "a new driver"));
        try (Rig rig = rig()) {
            assertThat(rig.reset()).isInstanceOfSatisfying(Outcome.Undone.class,
                    undone -> assertThat(undone.why()).contains("Dockmedic could not let go of the GPUs",
                            "by ann (a new"));
        }
        assertThat(machine.log()).doesNotContain(RESET, READ).endsWith(ON, START_LLM, START_WEB);
        assertThat(machine.gpus.released()).get().satisfies(one -> {
            assertThat(one.release().by()).isEqualTo("ann");
            assertThat(one.release().ended()).isNull();
        });
    }

    @Test
    void aPauseInTheMiddleKeepsItFromBeingReset() {
        try (Rig rig = rig()) {
            rig.mayReset = false;
            assertThat(rig.reset()).isInstanceOfSatisfying(Outcome.Undone.class,
                    undone -> assertThat(undone.why()).contains("acts on the host are held up meanwhile"));
        }
        assertThat(machine.log()).doesNotContain(RESET);
        allIsAsItWas();
    }

    @Test
    void whatDoesNotStopKeepsItFromBeingReset() {
        machine.refused.add(STOP_LLM);
        try (Rig rig = rig()) {
            assertThat(rig.reset()).isInstanceOfSatisfying(Outcome.Undone.class,
                    undone -> assertThat(undone.why()).contains("ai-llm cannot be stopped: the engine says no",
                            "started again: ai-llm (it was not stopped), ai-web"));
        }
        assertThat(machine.log()).containsExactly(STOP_WEB, START_WEB);
        allIsAsItWas();
    }

    @Test
    void withoutTheJournalNothingIsBegun() {
        try (Rig rig = rig()) {
            String approved = rig.toApprove();
            machine.upon.put(STOP_WEB, rig::diskFull);
            assertThat(Hospital.get(rig.begin(approved)))
                    .isInstanceOfSatisfying(Outcome.Undone.class, undone -> assertThat(undone.why())
                            .contains("that ai-llm is stopped could not be written down"));
        }
        assertThat(machine.log()).containsExactly(STOP_WEB, START_WEB);
        assertThat(machine.allRun()).isTrue();
    }

    /** After so many writes: of the intent, of each step before and after it. */
    @ParameterizedTest
    @ValueSource(ints = {0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14})
    void whereverWeEndAllIsPutBackAndItIsResetOnceAtMost(int writes) {
        try (Rig rig = rig()) {
            String approved = rig.toApprove();
            rig.endsAfterWrites(writes);
            Future<Outcome> over = rig.begin(approved);
            await().atMost(LONG).until(() -> rig.standsStill() || over.isComplete());
            rig.dies();
        }
        try (Rig next = rig()) {
            List<Outcome> outcomes = next.settle();
            assertThat(outcomes).noneMatch(Outcome.Unknown.class::isInstance);
            boolean wasReset = machine.log().contains(RESET);
            assertThat(outcomes).allMatch(outcome -> !wasReset || outcome instanceof Outcome.Done, "" + machine.log());
        }
        List<String> log = machine.log();
        assertThat(log.stream().filter(RESET::equals).count()).isLessThanOrEqualTo(1);
        if (log.contains(RESET)) {
            assertThat(log.indexOf(RESET)).isGreaterThan(log.indexOf(STOP_LLM));
            assertThat(log.subList(log.indexOf(STOP_WEB), log.indexOf(RESET))).doesNotContain(START_LLM, START_WEB);
        }
        allIsAsItWas();
    }

    @Test
    void whileTheResetGoesOnWithoutUsNothingIsStarted() {
        machine.set("holds");
        try (Rig rig = rig()) {
            rig.begin(rig.toApprove());
            await().atMost(LONG).until(() -> machine.log().contains(RESET));
            rig.dies();
        }
        try (Rig next = rig()) {
            machine.upon.put(READ, () -> assertThat(machine.log()).doesNotContain(START_LLM, START_WEB));
            assertThat(next.settling(() -> !machine.runs("ai-llm") && machine.log().getLast().equals(RESET),
                    () -> machine.unset("holds"))).containsExactly(new Outcome.Done(
                            "GPU 0 (H100 at 0000:18:00.0) was reset; started again: ai-llm, ai-web"));
        }
        allIsAsItWas();
    }

    @Test
    void whatSwitchesPersistenceModeOffWithoutUsDoesNotHaveTheLastWord() {
        machine.set("holds-off");
        try (Rig rig = rig()) {
            rig.begin(rig.toApprove());
            await().atMost(LONG).until(() -> machine.log().contains(OFF));
            rig.dies();
        }
        try (Rig next = rig()) {
            assertThat(next.settling(() -> true, () -> machine.unset("holds-off"))).singleElement()
                    .isInstanceOf(Outcome.Undone.class);
        }
        machine.unset("holds-off");
        await().atMost(LONG).until(() -> machine.is("was-off"));
        assertThat(machine.is("persistent")).as("it is on in the end").isTrue();
        allIsAsItWas();
    }

    @Test
    void whatWeStoppedAndFindDownAfterAStartOfOursIsBroughtBack() {
        machine.set("holds");
        try (Rig rig = rig()) {
            rig.begin(rig.toApprove());
            await().atMost(LONG).until(() -> machine.log().contains(RESET));
            rig.dies();
        }
        machine.unset("holds");
        try (Rig next = rig()) {
            machine.upon.put(READ, () -> next.finds(machine.state("ai-llm")));
            assertThat(next.settle()).containsExactly(new Outcome.Done(
                    "GPU 0 (H100 at 0000:18:00.0) was reset; started again: ai-llm, ai-web"));
        }
        allIsAsItWas();
    }

    @Test
    void whatEndedLaterThanByOurStopMayHaveBeenStoppedBySomebody() {
        try (Rig rig = rig()) {
            machine.upon.put(STOP_WEB, rig::dies);
            rig.begin(rig.toApprove());
            await().atMost(LONG).until(() -> machine.log().contains(STOP_WEB));
        }
        try (Rig next = rig()) {
            machine.ended("ai-web", next.now().plusSeconds(600));
            assertThat(next.settle()).singleElement()
                    .isInstanceOfSatisfying(Outcome.Undone.class, undone -> assertThat(undone.why())
                            .contains("left as they are: ai-web (it ended later than by our stop"));
        }
        assertThat(machine.log()).doesNotContain(START_WEB);
    }

    @Test
    @Tag("long")
    void whatTheEngineDoesNotStartIsForAPerson() {
        machine.refused.add(START_LLM);
        try (Rig rig = rig()) {
            assertThat(rig.reset()).isInstanceOfSatisfying(Outcome.Unknown.class, unknown -> assertThat(unknown.why())
                    .contains(
                            "was reset; down by our doing, start them by hand (docker start): ai-llm (the engine does not"
                                    + " start it: the engine says no); started again: ai-web"));
        }
    }

    @Test
    void whileTheEngineRefusesOneThoseGoOnThatDoNotNeedIt() {
        machine.with("other");
        machine.refused.add(START_LLM);
        machine.upon.put("start other", () -> machine.refused.remove(START_LLM));
        try (Rig rig = rig()) {
            assertThat(rig.reset()).isInstanceOf(Outcome.Done.class);
        }
        assertThat(machine.log()).endsWith(ON, "start other", START_LLM, START_WEB);
        allIsAsItWas();
    }

    @Test
    void whatIsLinkedToItIsDrainedToo() {
        two();
        try (Rig rig = rig()) {
            assertThat(rig.toApprove()).contains(
                    "Nothing may use what it is linked to by NVLink meanwhile either: GPU 1 (H100 at 0000:19:00.0).");
            assertThat(rig.reset()).isInstanceOf(Outcome.Done.class);
        }
        assertThat(machine.log()).contains(RESET).doesNotContain("nvidia-smi -i 1 -pm 0");
    }

    @Test
    void whatKeepsPersistenceModeMayKeepWhatIsOnlyLinked() {
        two();
        machine.daemon = Set.of("nvidia0", "nvidia1");
        try (Rig rig = rig()) {
            assertThat(rig.reset()).isInstanceOf(Outcome.Done.class);
        }
        assertThat(machine.log()).contains(RESET).doesNotContain("nvidia-smi -i 1 -pm 0");
        allIsAsItWas();
    }
}
