package io.dockmedic.api.view;

import static org.assertj.core.api.Assertions.assertThat;

import io.dockmedic.remediation.publish.Attempt;
import io.dockmedic.remediation.publish.RemedyChange;
import io.dockmedic.remediation.remark.Remark;
import io.dockmedic.rules.incident.Incident;
import io.dockmedic.rules.incident.Incident.State;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class WeightTest {
    private static final String LONG = "x".repeat(10_000);

    /** Each of them can be long, and is chosen elsewhere or made of what was. */
    @Test
    void allTextsWeighAsMuchAsTheyAreLong() {
        int bare = Weight.of(incident("", "", Map.of(), Map.of()));
        assertThat(bare).isPositive();
        assertThat(Weight.of(incident(LONG, "", Map.of(), Map.of()))).isGreaterThanOrEqualTo(bare + 10_000);
        assertThat(Weight.of(incident("", LONG, Map.of(), Map.of()))).isGreaterThanOrEqualTo(bare + 10_000);
        assertThat(Weight.of(incident("", "", Map.of("a", LONG), Map.of()))).isGreaterThan(bare + 10_000);
        assertThat(Weight.of(incident("", "", Map.of(), Map.of(LONG, "a")))).isGreaterThan(bare + 10_000);

        Incident heavy = Heavy.incident("x", State.FIRING, 2, 5_000);
        assertThat(Weight.of(heavy)).isGreaterThan(bare + 10_000);
        Incident read = Samples.incident("x", State.FIRING);
        assertThat(Weight.of(read)).as("with a reading")
                .isGreaterThan(Weight.of(new Incident(read.id(), read.rule(), read.key(), read.state(),
                        read.activeAt(), null, null, "", read.labels(), read.annotations(), read.evidence(), 1)));

        int entry = Weight.of(new IncidentEntry(heavy, null));
        assertThat(entry).isEqualTo(Weight.of(heavy));
        assertThat(Weight.of(new IncidentEntry(heavy, Heavy.remedy("x", 10_000)))).isGreaterThan(entry + 10_000);
        assertThat(Weight.of(new IncidentEntry(heavy, null,
                List.of(new Remark("x", Samples.THEN, Remark.Kind.ACK, "anna", LONG)))))
                .isGreaterThan(entry + 10_000);
    }

    @Test
    void ofARemedyAllThatIsSaidWeighs() {
        int bare = Weight.ofRemedy(remedy("", ""));
        assertThat(Weight.ofRemedy(remedy(LONG, ""))).isEqualTo(bare + 10_000);
        assertThat(Weight.ofRemedy(remedy("", LONG))).isEqualTo(bare + 10_000);
        assertThat(Weight.ofRemedy(null)).isZero();
    }

    private static RemedyChange remedy(String detail, String decided) {
        return new RemedyChange(Samples.THEN, "x", "r", "s", "planned", detail,
                List.of(new Attempt(Samples.THEN, "restart", 1, "defer", "paused", decided, "")), false, false);
    }

    private static Incident incident(String key, String resolvedBy, Map<String, String> labels,
            Map<String, String> annotations) {
        return new Incident("x", "r", key, State.RESOLVED, Samples.THEN, null, null, resolvedBy, labels, annotations,
                List.of(), 0);
    }
}
