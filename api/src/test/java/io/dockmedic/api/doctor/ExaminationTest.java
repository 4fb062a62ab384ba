package io.dockmedic.api.doctor;

import static org.assertj.core.api.Assertions.assertThat;

import io.dockmedic.api.doctor.check.Check;
import io.dockmedic.api.doctor.fact.Facts;
import io.dockmedic.api.doctor.finding.Finding;
import io.dockmedic.api.doctor.finding.Level;
import io.dockmedic.api.doctor.finding.Section;
import io.dockmedic.collectors.base.time.ManualTime;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.function.Supplier;
import org.junit.jupiter.api.Test;

class ExaminationTest {
    private static final Duration DEADLINE = Duration.ofSeconds(15);

    private final ManualTime time = new ManualTime(Instant.parse("2026-03-01T03:00:00Z"));

    private record Fake(String name, Supplier<Future<List<Finding>>> finds) implements Check {
        @Override
        public Section section() {
            return Section.ENGINE;
        }

        @Override
        public Future<List<Finding>> look(Facts facts) {
            return finds.get();
        }
    }

    private static Fake well() {
        return new Fake("well", () -> Future.succeededFuture(List.of(Finding.ok("all is well"))));
    }

    private static Fake broken() {
        return new Fake("broken_one", () -> {
            throw new IllegalStateException("a defect of ours");
        });
    }

    private Future<Report> examine(Check... checks) {
        return new Examination(List.of(checks), DEADLINE, time).of(new Prepared().facts());
    }

    @Test
    void oneThatFailsOrThrowsSaysSoAndTakesNoOtherWithIt() {
        Report report = examine(broken(), new Fake("refused", () -> Future.failedFuture("not told")), well()).result();

        assertThat(report.looked()).extracting(Looked::check).containsExactly("broken_one", "refused", "well");
        assertThat(report.looked().getFirst().findings()).singleElement()
                .satisfies(finding -> assertThat(finding.level()).isEqualTo(Level.UNKNOWN))
                .satisfies(finding -> assertThat(finding.subject()).isEqualTo("broken one"))
                .satisfies(finding -> assertThat(finding.what()).isEqualTo(
                        "could not be looked at: a defect of ours"));
        assertThat(report.count(Level.UNKNOWN)).isEqualTo(2);
        assertThat(report.exitCode()).isZero();
    }

    @Test
    void oneThatHangsIsGivenUpAtItsDeadlineAndTheOthersAreShown() {
        Future<Report> report = examine(new Fake("hangs", () -> Promise.<List<Finding>>promise().future()), well());

        time.advance(DEADLINE.minusMillis(1));
        assertThat(report.isComplete()).isFalse();
        time.advance(Duration.ofMillis(1));
        assertThat(report.result().looked()).flatExtracting(Looked::findings)
                .extracting(Finding::what)
                .containsExactly("could not be looked at: no answer within 15 s", "all is well");
    }

    @Test
    void onlyWhatIsMissingIsWrong() {
        Fake loses = new Fake("loses", () -> Future.succeededFuture(List.of(Finding.loses("less"))));
        Fake missing = new Fake("missing", () -> Future.succeededFuture(List.of(Finding.missing("nothing"))));

        assertThat(examine(well(), loses).result().exitCode()).isZero();
        assertThat(examine(well(), loses, missing).result().exitCode()).isEqualTo(1);
    }
}
