package io.dockmedic.collectors.gpu.fault;

import static org.assertj.core.api.Assertions.assertThat;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Errors that are found by looking, beside what the log told of them and what the driver did about them. */
class CountedTest {
    private static final String PLACE = "0000:83:00.0";
    private static final String LOG = "amdgpu " + PLACE + ": amdgpu: ";
    private static final Instant START = Instant.parse("2026-01-01T00:00:00Z");

    private final Looks looks = new Looks();
    private final FaultReports reports = new FaultReports(Map.of(), looks, new SimpleMeterRegistry());
    private final AmdLog log = new AmdLog(() -> List.of(PLACE));

    CountedTest() {
        looks.begins(PLACE, at(-20), true);
    }

    private static Instant at(long seconds) {
        return START.plusSeconds(seconds);
    }

    private List<String> log(String line, long seconds) {
        return told(log.take(LOG + line, at(seconds), at(seconds)), seconds);
    }

    /** A look finds an uncorrected error more. */
    private List<String> counts(long seconds) {
        looks.begins(PLACE, at(seconds), false);
        told(List.of(Report.ofLibrary("amd", PLACE, AmdCatalogue.UNCORRECTED, at(seconds))), seconds);
        return told(List.of(), seconds + 3);
    }

    private List<String> told(List<Report> fresh, long seconds) {
        return reports.round(fresh, at(seconds))
                .stream()
                .map(one -> one.kind().name() + " " + one.need().cure().word())
                .toList();
    }

    @Test
    void whatTheLogToldAndTheDriverCuredIsNotToldAgainByTheCount() {
        assertThat(log("1 uncorrectable hardware errors detected in umc block", 0))
                .containsExactly("RAS_UNCORRECTED reset");
        assertThat(log("GPU reset(1) succeeded!", 20)).containsExactly("RESET_DONE none");
        assertThat(counts(40)).isEmpty();
        assertThat(counts(100)).as("another").containsExactly("RAS_UNCORRECTED reset");
    }

    @Test
    void anErrorFromBeforeAResetPerhapsCallsForNothing() {
        assertThat(log("GPU reset(1) succeeded!", 20)).hasSize(1);
        assertThat(counts(40)).containsExactly("RAS_UNCORRECTED none");
        assertThat(log("1 new uncorrectable hardware errors detected in umc block", 41))
                .as("what the log tells because of the look")
                .isEmpty();
        assertThat(counts(100)).containsExactly("RAS_UNCORRECTED reset");
    }

    @Test
    void whatTheFirstLookFindsIsOldAndTheSecondOnesIsNew() {
        assertThat(log("{1}socket: 0, die: 1, 3 new uncorrectable hardware errors detected in umc block", -19))
                .containsExactly("RAS_UNCORRECTED none");
        assertThat(log("2 new deferred hardware errors detected in umc block", -19))
                .containsExactly("RAS_DEFERRED none");
        assertThat(log("CP ECC ERROR IRQ", -19)).as("no look makes this").containsExactly("ECC_ERROR reset");
        looks.begins(PLACE, at(40), false);
        assertThat(log("1 new uncorrectable hardware errors detected in umc block", 41))
                .containsExactly("RAS_UNCORRECTED reset");
    }

    @Test
    void anErrorThatOnlyTheCountTellsCallsForWhatItAlwaysDoes() {
        assertThat(counts(40)).containsExactly("RAS_UNCORRECTED reset");
        looks.begins(PLACE, at(100), true);
        assertThat(log("1 uncorrectable hardware errors detected in umc block", 101))
                .as("of a driver that begins anew")
                .containsExactly("RAS_UNCORRECTED none");
    }
}
