package io.dockmedic.collectors.gpu.fault;

import static org.assertj.core.api.Assertions.assertThat;

import io.dockmedic.collectors.gpu.reading.GpuPart;
import java.time.Instant;
import org.junit.jupiter.api.Test;

class MergeTest {
    private static final Instant START = Instant.parse("2026-11-26T00:00:00Z");

    private final Merge merge = new Merge();

    private static Instant at(long milliseconds) {
        return START.plusMillis(milliseconds);
    }

    private static Report kernel(int code, long milliseconds) {
        return new Report(Report.Source.KERNEL, "nvidia", "0000:18:00.0", code, at(milliseconds), "text", 4242,
                "python");
    }

    private static Report words(long milliseconds) {
        return Report.inWords("nvidia", "0000:18:00.0", 79, at(milliseconds), "has fallen off the bus");
    }

    private static Report library(int code, long milliseconds) {
        return Report.ofLibrary("nvidia", "0000:18:00.0", code, at(milliseconds));
    }

    @Test
    void theLibrarysWordWaitsForTheKernelsWhichHasTheProcess() {
        assertThat(merge.take(library(31, 0))).isEmpty();
        assertThat(merge.due(at(900))).isEmpty();
        assertThat(merge.take(kernel(31, 800))).containsExactly(kernel(31, 800));
        assertThat(merge.due(at(60_000))).isEmpty();
    }

    @Test
    void ofMoreThanCanWaitTheFirstIsToldAtOnce() {
        for (int i = 0; i < 1_000; i++) {
            assertThat(merge.take(library(95, i))).isEmpty();
        }
        assertThat(merge.take(library(95, 1_000))).containsExactly(library(95, 0));
        assertThat(merge.due(at(60_000))).hasSize(1_000);
    }

    @Test
    void thePartThatTheLibraryAloneNamesIsThatOfTheKernelsWord() {
        GpuPart part = new GpuPart(5, 1);
        merge.take(library(31, 0).of(part));
        assertThat(merge.take(kernel(31, 500))).containsExactly(kernel(31, 500).of(part));
        merge.take(library(43, 0).of(part));
        Report own = kernel(43, 500).of(new GpuPart(3, 0));
        assertThat(merge.take(own)).containsExactly(own);
    }

    @Test
    void faultsOfTwoPartsAreTwo() {
        GpuPart third = new GpuPart(3, 0);
        GpuPart fifth = new GpuPart(5, 0);
        merge.take(library(31, 0).of(fifth));
        assertThat(merge.take(kernel(31, 10).of(third))).containsExactly(kernel(31, 10).of(third));
        assertThat(merge.due(at(3_000))).containsExactly(library(31, 0).of(fifth));
        assertThat(merge.take(kernel(43, 4_000).of(third))).hasSize(1);
        assertThat(merge.take(library(43, 4_001).of(fifth))).isEmpty();
        assertThat(merge.take(library(43, 4_002).of(new GpuPart(3, -1)))).as("as far as it is named").isEmpty();
        assertThat(merge.due(at(8_000))).containsExactly(library(43, 4_001).of(fifth));
    }

    @Test
    void whatTheKernelToldFirstIsNotToldAgain() {
        assertThat(merge.take(kernel(31, 0))).containsExactly(kernel(31, 0));
        assertThat(merge.take(library(31, 9_000))).isEmpty();
        assertThat(merge.due(at(60_000))).isEmpty();
    }

    @Test
    void withoutTheKernelTheLibrarysWordIsToldAfterAWhile() {
        merge.take(library(31, 0));
        assertThat(merge.due(at(2_999))).isEmpty();
        assertThat(merge.due(at(3_000))).containsExactly(library(31, 0));
        assertThat(merge.take(kernel(31, 100))).as("a log that was read late").isEmpty();
    }

    @Test
    void twoOfTheKernelAreTwo() {
        assertThat(merge.take(kernel(31, 0))).hasSize(1);
        assertThat(merge.take(kernel(31, 1))).hasSize(1);
        assertThat(merge.take(library(31, 2))).isEmpty();
        assertThat(merge.take(library(31, 3))).isEmpty();
        merge.take(library(31, 4));
        assertThat(merge.due(at(5_000))).as("the third").hasSize(1);
    }

    @Test
    void othersAreNotTheSame() {
        merge.take(kernel(31, 0));
        merge.take(library(43, 0));
        merge.take(Report.ofLibrary("nvidia", "0000:19:00.0", 31, at(0)));
        merge.take(library(31, 10_001));
        assertThat(merge.due(at(20_000))).hasSize(3);
    }

    /** The driver writes "Xid …: 79" and "GPU has fallen off the bus", in two forms at times, and its library tells of it, too. */
    @Test
    void aGpuFallsOffTheBusOnceInWhateverWordsThatIsTold() {
        assertThat(merge.take(kernel(79, 0))).hasSize(1);
        assertThat(merge.take(words(1))).isEmpty();
        assertThat(merge.take(words(2_000))).isEmpty();
        assertThat(merge.take(library(79, 3_000))).isEmpty();
        assertThat(merge.take(words(9_000))).isEmpty();
        assertThat(merge.due(at(9_500))).isEmpty();
        assertThat(merge.take(words(10_001))).as("another time").hasSize(1);
    }

    @Test
    void soItIsInAnyOrder() {
        assertThat(merge.take(library(79, 0))).isEmpty();
        assertThat(merge.take(words(1))).containsExactly(words(1));
        assertThat(merge.take(kernel(79, 2))).isEmpty();
        assertThat(merge.take(words(3))).isEmpty();
        assertThat(merge.due(at(9_000))).isEmpty();
        assertThat(merge.take(kernel(79, 20_000))).hasSize(1);
        assertThat(merge.take(kernel(79, 20_001))).as("two lines with the number are two").hasSize(1);
    }
}
