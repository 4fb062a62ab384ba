package io.dockmedic.collectors.gpu.fault;

import static org.assertj.core.api.Assertions.assertThat;

import io.dockmedic.collectors.event.Cure;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Lines as users of {@code amdgpu} posted them in their reports, and as its source writes them. */
class AmdLogTest {
    private static final Instant AT = Instant.parse("2026-01-01T00:00:00Z");
    private static final String PLACE = "0000:03:00.0";

    private List<String> places = List.of(PLACE);
    private final AmdLog log = new AmdLog(() -> places);
    private final AmdCatalogue catalogue = new AmdCatalogue(Map.of());

    private List<String> lines(String... lines) {
        List<Report> told = new ArrayList<>();
        for (String line : lines) {
            assertThat(AmdLog.may(line)).isTrue();
            told.addAll(log.take(line, AT, AT));
        }
        told.addAll(log.due(AT.plusSeconds(2)));
        return told.stream()
                .map(one -> one.pci() + " " + catalogue.find(one.code()).name()
                        + (one.pid() == 0 ? "" : " " + one.process() + " " + one.pid()))
                .toList();
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', value = {
            "ring gfx_0.0.0 timeout, but soft recovered|RING_RECOVERED",
            "ring gfx timeout, but device unplugged, skipping.|RING_UNPLUGGED",
            "GPU reset begin!|RESET_BEGINS", "GPU reset begin!. Source:  1|RESET_BEGINS",
            "GPU reset(2) succeeded!|RESET_DONE", "GPU reset(3) failed|RESET_FAILED",
            "GPU reset(3) failed with error -19|RESET_FAILED", "GPU Recovery Failed: -19|RESET_FAILED",
            "GPU reset end with ret = -19|RESET_FAILED", "VRAM is lost due to GPU reset!|MEMORY_LOST",
            "device lost from bus!|LOST", "Ring gfx_0.0.0 reset failed|RING_RESET_FAILED",
            "Ring comp_1.0.1 reset failure|RING_RESET_FAILED", "Ring sdma0 reset succeeded|RING_RESET_DONE",
            "MES failed to respond to msg=REMOVE_QUEUE|QUEUES_SILENT",
            "MES(0) failed to respond to msg=INV_GART|QUEUES_SILENT",
            "SMU: I'm not done with your previous command: SMN_C2PMSG_66:0x00000032 SMN_C2PMSG_82:0x00000000|SMU_SILENT",
            "2 uncorrectable hardware errors detected in umc block|RAS_UNCORRECTED",
            "socket: 4, die: 0 3 correctable hardware errors detected in gfx block|RAS_CORRECTED",
            "{12}socket: 0, die: 1, 1 new uncorrectable hardware errors detected in umc block|RAS_UNCORRECTED",
            "{12} socket: 0, die: 1, 1 new deferred hardware errors detected in umc block|RAS_DEFERRED",
            "uncorrectable hardware error (ERREVENT_ATHUB_INTERRUPT) detected!|FATAL_ERROR",
            "CP ECC ERROR IRQ|ECC_ERROR", "RAS records:12 exceed threshold:10|TOO_MANY_BAD_PAGES",
            "Saved bad pages 12 reaches threshold value 10|TOO_MANY_BAD_PAGES",
            "WARN: GPU is throttled, expect performance decrease. VR.|SLOWED_DOWN",
            "ERROR: GPU over temperature range(SW CTF) detected!|TOO_HOT",
            "ERROR: System is going to shutdown due to GPU SW CTF!|HEAT_ENDS_MACHINE",
            "Fatal error during GPU init|START_FAILED"})
    void kernelsDifferInWhatStandsBeforeTheWords(String words, String name) {
        for (String before : List.of("amdgpu 0000:03:00.0: amdgpu: ", "amdgpu 0000:03:00.0: ",
                "amdgpu 0000:03:00.0: [drm] *ERROR* ",
                "amdgpu 0000:03:00.0: [drm:amdgpu_job_timedout [amdgpu]] *ERROR* ", "amdgpu: ",
                "[drm:amdgpu_job_timedout [amdgpu]] *ERROR* ")) {
            assertThat(lines(before + words)).containsExactly(PLACE + " " + name);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"amdgpu 0000:03:00.0: amdgpu: ring gfx uses VM inv eng 0 on hub 0",
            "amdgpu 0000:03:00.0: amdgpu: 1048560 uncorrectable hardware errors detected in umc block",
            "amdgpu 0000:03:00.0: amdgpu: 0 uncorrectable hardware errors detected in umc block",
            "amdgpu 0000:03:00.0: amdgpu: {1}socket: 0, die: 1, 5 uncorrectable hardware errors detected in total in umc block",
            "amdgpu 0000:03:00.0: amdgpu: GPU reset succeeded, trying to resume",
            "amdgpu 0000:03:00.0: amdgpu: Starting gfx_0.0.0 ring reset",
            "amdgpu 0000:03:00: device lost from bus!", "amdgpu: 0000:03:00.0: x: device lost from bus!",
            "[drm] GPU reset begin!", "[drm:i915_reset [i915]] *ERROR* GPU reset begin!",
            "amdgpu 0000:03:[77]: segfault at 0 ip 0 sp 0 error 4 in x: device lost from bus!",
            "[drm:x [amdgpu][77]: segfault at 0: device lost from bus!",
            "amdgpu 0000:03:00.0: amdgpu: Process device lost from bus! x"})
    void othersAreNone(String line) {
        assertThat(lines(line)).isEmpty();
    }

    @Test
    void theProcessIsInTheLineOrInTheOneAfter() {
        assertThat(lines("[drm:amdgpu_job_timedout [amdgpu]] *ERROR* ring gfx timeout, signaled seq=5, emitted seq=7",
                "[drm:amdgpu_job_timedout [amdgpu]] *ERROR* Process information: process Xorg pid 2184 thread Xorg:cs0"
                        + " pid 2284"))
                .containsExactly(PLACE + " RING_TIMEOUT Xorg 2184");
        assertThat(lines("amdgpu 0000:28:00.0: ring comp_1.2.0 timeout, signaled seq=57638, emitted seq=57641",
                "amdgpu 0000:28:00.0:  Process llama-server pid 51590 thread llama-server pid 51601"))
                .containsExactly("0000:28:00.0 RING_TIMEOUT llama-server 51590");
        assertThat(lines("amdgpu 0000:28:00.0: ring comp_1.2.0 timeout, signaled seq=57638, emitted seq=57641",
                "amdgpu 0000:28:00.0: amdgpu:  Process llama-server pid 51590"))
                .containsExactly("0000:28:00.0 RING_TIMEOUT llama-server 51590");
        assertThat(lines("amdgpu 0000:03:00.0: amdgpu: [gfxhub0] no-retry page fault (src_id:0 ring:24 vmid:3"
                + " pasid:32770, for process python3 pid 3190 thread python3 pid 3190)"))
                .containsExactly(PLACE + " PAGE_FAULT python3 3190");
        assertThat(lines("amdgpu 0000:03:00.0: amdgpu: [mmhub] page fault (src_id:0 ring:24 vmid:3 pasid:32770)",
                "amdgpu 0000:03:00.0: amdgpu:  for process python3 pid 3190 thread python3 pid 3190)"))
                .containsExactly(PLACE + " PAGE_FAULT python3 3190");
        assertThat(lines("amdgpu 0000:03:00.0: amdgpu: GPU fault detected: 146 0x0a80440c for process a b pid 7 thread"
                + " a b:cs0 pid 8")).containsExactly(PLACE + " PAGE_FAULT a b 7");
    }

    @Test
    void whatTheDriverCuredItselfNeedsNothing() {
        assertThat(List.of("RING_RECOVERED", "RING_UNPLUGGED", "PAGE_FAULT")).allSatisfy(name -> assertThat(
                catalogue.all().stream().filter(one -> one.name().equals(name)).map(FaultKind::cure))
                .containsExactly(Cure.NONE));
        assertThat(lines("amdgpu 0000:03:00.0: amdgpu: ring gfx timeout, but something new")).isEmpty();
    }

    @Test
    void aFaultWhoseProcessIsNotToldIsToldAllTheSame() {
        String timeout = "amdgpu 0000:03:00.0: amdgpu: ring sdma0 timeout, signaled seq=1, emitted seq=2";
        assertThat(log.take(timeout, AT, AT)).isEmpty();
        assertThat(log.waits()).isTrue();
        assertThat(log.due(AT.plusMillis(1_999))).isEmpty();
        assertThat(log.due(AT.plusMillis(2_000))).singleElement()
                .satisfies(report -> assertThat(report.text()).isEqualTo(timeout));
        assertThat(lines(timeout, "amdgpu 0000:03:00.0: amdgpu: GPU reset begin!")).containsExactly(
                PLACE + " RING_TIMEOUT", PLACE + " RESET_BEGINS");
        assertThat(lines(timeout, "amdgpu 0000:03:00.0: amdgpu: Process information: process  pid 0 thread  pid 0"))
                .containsExactly(PLACE + " RING_TIMEOUT");
        assertThat(lines(timeout, timeout.replace("03:00", "0c:00"),
                "amdgpu 0000:0c:00.0: amdgpu:  Process x pid 12 thread x pid 12")).containsExactlyInAnyOrder(
                        PLACE + " RING_TIMEOUT", "0000:0c:00.0 RING_TIMEOUT x 12");
    }

    @Test
    void aNameThatPosesAsAnotherProcessIsNotBelieved() {
        String timeout = "amdgpu 0000:03:00.0: amdgpu: ring sdma0 timeout, signaled seq=1, emitted seq=2";
        for (String process : List.of("a pid 77 thread pid 4242 thread b pid 4243",
                "a pid 4242 thread b pid 77 thread c pid 4243", "a pid 77 pid 4242 thread b pid 4243",
                "a pid 77 pid 4242", " pid 77 thread  pid 4242")) {
            assertThat(lines(timeout, "amdgpu 0000:03:00.0: amdgpu:  Process " + process))
                    .as("it is nobody's, which is another thing than not told")
                    .containsExactly(PLACE + " RING_TIMEOUT  -1");
        }
        assertThat(lines("amdgpu 0000:03:00.0: amdgpu: GPU fault detected: 146 0x0a80440c for process a pid 0 pid 7"))
                .containsExactly(PLACE + " PAGE_FAULT  -1");
    }

    @Test
    void linesThatDoNotSayWhichAreOfTheOnlyOne() {
        places = List.of(PLACE, "0000:0c:00.0");
        assertThat(lines("[drm:amdgpu_job_timedout [amdgpu]] *ERROR* ring gfx timeout, signaled seq=5, emitted seq=7"))
                .isEmpty();
        places = List.of();
        assertThat(lines("[drm] RAS event of type ERREVENT_ATHUB_INTERRUPT detected!")).isEmpty();
        places = List.of(PLACE);
        assertThat(lines("[drm] RAS event of type ERREVENT_ATHUB_INTERRUPT detected!"))
                .containsExactly(PLACE + " FATAL_ERROR");
    }

    @Test
    void memoryThatMostKernelsSayWasLostWithoutAPlaceIsThatOfTheGpuInReset() {
        places = List.of(PLACE, "0000:0c:00.0");
        String lost = "[drm] VRAM is lost due to GPU reset!";
        String begins = "amdgpu 0000:0c:00.0: amdgpu: GPU reset begin!";
        String done = "amdgpu 0000:0c:00.0: amdgpu: GPU reset(1) succeeded!";
        assertThat(lines(begins, lost, done)).containsExactly("0000:0c:00.0 RESET_BEGINS", "0000:0c:00.0 MEMORY_LOST",
                "0000:0c:00.0 RESET_DONE");
        assertThat(lines(lost)).as("none is reset now").isEmpty();
        assertThat(lines(begins, begins.replace("0c:00", "03:00"), lost)).as("two are, and nobody knows which")
                .hasSize(2);
        places = List.of(PLACE);
        assertThat(new AmdLog(() -> places).take(lost, AT, AT)).as("another driver's, perhaps").isEmpty();
        AmdLog later = new AmdLog(() -> places);
        later.take(begins, AT, AT);
        assertThat(later.take(lost, AT.plusSeconds(121), AT)).isEmpty();
    }

    @Test
    void theOwnerKnowsBetter() {
        assertThat(new AmdCatalogue(Map.of(AmdCatalogue.MEMORY_LOST, Cure.NONE)).find(AmdCatalogue.MEMORY_LOST).cure())
                .isEqualTo(Cure.NONE);
        assertThat(catalogue.find(AmdCatalogue.MEMORY_LOST).name()).isEqualTo("MEMORY_LOST");
        assertThat(catalogue.find(AmdCatalogue.UNCORRECTED).name()).isEqualTo("RAS_UNCORRECTED");
        assertThat(catalogue.find(AmdCatalogue.RESET_DONE).name()).isEqualTo("RESET_DONE");
        assertThat(catalogue.all().stream().collect(Collectors.toMap(FaultKind::code, FaultKind::name)))
                .hasSize(catalogue.all().size());
    }
}
