package io.dockmedic.remediation.action.gpu;

import static org.assertj.core.api.Assertions.assertThat;

import io.dockmedic.collectors.event.Cure;
import io.dockmedic.collectors.event.Gpu;
import io.dockmedic.collectors.event.GpuDriverState;
import io.dockmedic.collectors.event.GpuState;
import io.dockmedic.collectors.gpu.reading.GpuTraits;
import io.dockmedic.collectors.gpu.reading.Quantity;
import io.dockmedic.collectors.gpu.watch.DriverSample;
import io.dockmedic.collectors.gpu.watch.Holders;
import io.dockmedic.collectors.gpu.watch.Unseen;
import io.dockmedic.remediation.FakeGpus;
import io.dockmedic.remediation.company.Company;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Whatever stands against it, or cannot be seen, keeps a GPU from being reset, and a person from being asked. */
class SurveyTest {
    @TempDir
    Path dir;

    private Machine machine;
    private Rig rig;

    @BeforeEach
    void begin() {
        machine = new Machine(dir).chain();
        rig = new Rig(machine, dir.resolve("journal.db"));
    }

    @AfterEach
    void end() {
        rig.close();
        assertThat(machine.log()).as("only looked").isEmpty();
    }

    private String against() {
        return rig.against(FakeGpus.gpu(0));
    }

    private void held(int pid, String program) {
        machine.gpus.holders = () -> new Holders(List.of(new Holders.Holder(pid, program, null, Set.of("nvidia0"))),
                Unseen.NOTHING);
    }

    @Test
    void aProcessOfNoContainerIsNamed() {
        held(4711, "Xorg");
        assertThat(against())
                .isEqualTo("not reset: no container's, and nothing that Dockmedic could stop, has it or what"
                        + " it is linked to open: Xorg (process 4711)");
    }

    @Test
    void whatKeepsPersistenceModeLetsGoWhenThatIsSwitchedOff() {
        held(12, "nvidia-persiste");
        assertThat(against()).startsWith("nothing: Resets GPU 0");
        machine.gpus.samples = List.of(FakeGpus.sample(0, Cure.RESET, "so", Map.of(Quantity.PERSISTENCE, 0L)));
        assertThat(against()).as("it does not for another reason").contains("nvidia-persiste (process 12)");
    }

    @Test
    void whoCannotSeeAllProcessesResetsNothing() {
        machine.gpus.holders = () -> new Holders(List.of(),
                new Unseen(List.of("Dockmedic is not root, which that takes"), List.of()));
        assertThat(against())
                .isEqualTo("not reset: not everything that may have it open can be seen: Dockmedic is not root, which"
                        + " that takes");
    }

    @Test
    void aProcessThatDoesNotShowWhatItHasOpenIsNamed() {
        machine.gpus.holders = () -> new Holders(List.of(), new Unseen(List.of(), List.of("init (process 1)")));
        assertThat(against())
                .startsWith("not reset: not everything that may have it open can be seen: not even root is shown what"
                        + " this has open: init (process 1). In a container give Dockmedic --privileged; else end it,");
    }

    @Test
    void inWhomSomebodySitsOrMayIsNotStopped() {
        rig.inside = () -> new Company(List.of("bash"), "");
        assertThat(against()).contains("uses it, and is not stopped: somebody is inside, at a terminal");
        rig.inside = () -> Company.unseen("GET /exec/ID/json is answered 403 no");
        assertThat(against()).contains("is not stopped: whether somebody is inside cannot be seen: GET /exec");
    }

    @Test
    void whoseOwnersWordIsNotThereIsNotStopped() {
        machine.with("notebook", "dockmedic.heal", "false");
        assertThat(against()).isEqualTo("not reset: notebook uses it, and is not stopped: it does not consent");
    }

    @Test
    void whatCouldNotBeBroughtBackIsNotStopped() {
        machine.with("lost", "footing", "/data lies on something else");
        assertThat(against())
                .contains(
                        "lost uses it, and is not stopped: it could not be started again: /data lies on something else");
    }

    @Test
    void whatTheEngineRemovesIsNotStopped() {
        machine.with("once");
        machine.autoRemove("once");
        assertThat(against()).contains("once uses it, and is not stopped: the engine would remove it when it ends");
    }

    @Test
    void whatIsPausedIsNotStopped() {
        machine.with("held");
        machine.isPaused("held");
        assertThat(against()).contains("held uses it, and is not stopped: it is paused, which only somebody does");
    }

    @Test
    void whereSomebodyIsAtWorkItWaits() {
        machine.with("deployed", "touched", "somebody did create on deployed");
        assertThat(against()).contains("somebody did create on deployed a moment ago");
    }

    @Test
    void besideAnotherActItIsNotDone() {
        rig.lanes.take("ai/llm/1", "i2");
        assertThat(against()).contains("ai-llm uses it, and is not stopped: an act of i2 on it has not settled");
    }

    @Test
    void whatDependsOnEachOtherInACircleHasNoOrder() {
        machine.of("round", "a", "b").of("round", "b", "a");
        assertThat(against()).contains("depends on each other in a circle: round-a -> round-b -> round-a");
    }

    @Test
    void withoutNvidiaSmiNobodyIsAsked() {
        machine.unset("nvidia-smi");
        assertThat(against()).contains("/nvidia-smi cannot be run");
    }

    @Test
    void oneOfAnotherMakersIsRefusedPlainly() {
        assertThat(rig.against(Gpu.at(Gpu.AMD, FakeGpus.place(0)))).contains("only NVIDIA's GPUs are reset");
        assertThat(rig.wouldDo(Gpu.at(Gpu.AMD, FakeGpus.place(0))))
                .startsWith("nothing would have been reset: only NVIDIA's GPUs are reset");
    }

    @Test
    void aScreenKeepsItFromBeingReset() {
        machine.gpus.traits = Map.of(FakeGpus.place(0), FakeGpus.linked().shown());
        assertThat(against()).contains("a screen hangs on GPU 0 (H100 at 0000:18:00.0)");
    }

    @Test
    void oneThatIsDividedIsNotReset() {
        machine.gpus.samples = List.of(FakeGpus.sample(0, Cure.RESET, "so",
                Map.of(Quantity.PERSISTENCE, 1L, Quantity.DIVIDED, 1L)));
        assertThat(against()).contains("is divided into instances (MIG), which a reset takes away");
    }

    @Test
    void whatIsNotKnownOfItKeepsItFromBeingReset() {
        machine.gpus.samples = List.of(FakeGpus.sample(0, Cure.RESET, "so", Map.of()));
        assertThat(against()).contains("does not say whether persistence mode is on");
    }

    @Test
    void aLostOneNeedsTheMachineToBeStartedAnew() {
        machine.gpus.samples = List.of(FakeGpus.silent(0, GpuState.LOST, Cure.REBOOT));
        assertThat(against()).contains("it has fallen off the bus: no reset helps, the machine must be started anew");
    }

    @Test
    void oneThatDoesNotAnswerIsLeftToAPerson() {
        machine.gpus.samples = List.of(FakeGpus.silent(0, GpuState.FAILED, Cure.RESET));
        assertThat(against()).contains("it is failed (NVML says so), so that how it is set up and who uses it cannot");
    }

    @Test
    void oneThatNeedsItNoMoreIsNotReset() {
        machine.gpus.samples = List.of(FakeGpus.sample(0, Cure.NONE));
        assertThat(against()).isEqualTo("not reset: nothing says any more that it needs a reset");
        machine.gpus.samples = List.of(FakeGpus.sample(0, Cure.REPLACE));
        assertThat(against()).contains("it needs something else by now, replace");
    }

    /** A fault is told before the GPU is read again, and that may take some time. */
    @Test
    void whatWasReadBeforeTheFaultSaysNothingOfIt() {
        machine.gpus.samples = List.of(FakeGpus.sample(0, Cure.NONE));
        machine.gpus.began = rig.now().minusSeconds(1);
        AtomicInteger asked = new AtomicInteger();
        machine.gpus.onAsked = () -> {
            if (asked.incrementAndGet() == 3) {
                machine.gpus.samples = List.of(FakeGpus.sample(0, Cure.RESET));
                machine.gpus.began = rig.now();
            }
        };
        assertThat(against()).startsWith("nothing: Resets GPU 0");
        assertThat(asked).hasValue(3);
    }

    @Test
    void whereItIsNotReadAgainWhatWasReadLastHolds() {
        machine.gpus.samples = List.of(FakeGpus.sample(0, Cure.NONE));
        machine.gpus.began = rig.now().minusSeconds(1);
        assertThat(against()).isEqualTo("not reset: nothing says any more that it needs a reset");
    }

    @Test
    void whatWasReadSinceIsBelievedAtOnce() {
        machine.gpus.samples = List.of(FakeGpus.sample(0, Cure.NONE));
        machine.gpus.began = rig.now();
        AtomicInteger asked = new AtomicInteger();
        machine.gpus.onAsked = () -> {
            asked.incrementAndGet();
            machine.gpus.began = rig.now().plusSeconds(3);
        };
        assertThat(against()).isEqualTo("not reset: nothing says any more that it needs a reset");
        assertThat(asked).hasValue(1);
    }

    @Test
    void withAnotherDriverThanItsLibraryNothingIsStopped() {
        machine.gpus.driver = new DriverSample(Gpu.NVIDIA, GpuDriverState.MISMATCH, "580 and 590", "", 1);
        assertThat(against()).contains("of different versions (580 and 590)");
    }

    @Test
    void whatIsLinkedToItMustBeKnown() {
        machine.gpus.samples = List.of(FakeGpus.sample(0, Cure.RESET), FakeGpus.sample(1, Cure.NONE));
        machine.gpus.traits = Map.of(FakeGpus.place(0), GpuTraits.UNKNOWN, FakeGpus.place(1), FakeGpus.linked());
        assertThat(against()).contains("it is not known whether the GPUs at 0000:18:00.0 and 0000:19:00.0 are linked");
    }

    @Test
    void beforeAmpereAllThatAreLinkedAreResetTogether() {
        machine.gpus.samples = List.of(FakeGpus.sample(0, Cure.RESET), FakeGpus.sample(1, Cure.NONE));
        machine.gpus.traits = Map.of(FakeGpus.place(0), new GpuTraits(5, false, Set.of(FakeGpus.place(1)), true),
                FakeGpus.place(1), new GpuTraits(5, false, Set.of(FakeGpus.place(0)), true));
        assertThat(against()).contains("000000000000,GPU-00000000-0000-0000-0000-000000000001",
                "GPU 1 (H100 at 0000:19:00.0), which is reset with it.");
    }

    @Test
    void throughASwitchAllOnItAreLinked() {
        machine.gpus.samples = List.of(FakeGpus.sample(0, Cure.RESET), FakeGpus.sample(1, Cure.NONE),
                FakeGpus.sample(2, Cure.NONE));
        machine.gpus.traits = Map.of(FakeGpus.place(0), FakeGpus.linked("0000:c1:00.0"),
                FakeGpus.place(1), FakeGpus.linked("0000:c2:00.0"), FakeGpus.place(2), FakeGpus.linked());
        assertThat(against()).contains("linked to by NVLink meanwhile either: GPU 1 (H100 at 0000:19:00.0).")
                .doesNotContain("GPU 2");
    }
}
