package io.dockmedic.api.view;

import static org.assertj.core.api.Assertions.assertThat;

import io.dockmedic.rules.incident.Incident;
import io.dockmedic.rules.incident.Incident.State;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** All samples are about the container web. */
class MeantTest {
    @Test
    void anIdIsMeantBeforeItIsAPartOfAnother() {
        assertThat(id(of(List.of(firing("01JCAAAA"), firing("01JCAAAAB")), "01JCAAAA"))).isEqualTo("01JCAAAA");
    }

    @Test
    void aBeginningOrAnEndThatOneAloneHasIsEnoughInWhicheverCase() {
        List<IncidentEntry> all = List.of(firing("01JC2222"), firing("01JC3333"));

        assertThat(id(of(all, "3333"))).isEqualTo("01JC3333");
        assertThat(id(of(all, "01jc2"))).isEqualTo("01JC2222");
        assertThat(why(of(all, "01JC"))).isEqualTo("that could be 2 incidents: 01JC2222 (ContainerExited, firing),"
                + " 01JC3333 (ContainerExited, firing)");
        assertThat(why(of(all, "333"))).as("too short to be meant").startsWith("no such incident");
    }

    @Test
    void aContainersNameMeansItsOpenIncidentElseTheNewest() {
        assertThat(id(of(List.of(over("C"), firing("B"), over("A")), "web"))).isEqualTo("B");
        assertThat(id(of(List.of(over("C"), over("A")), "web"))).isEqualTo("C");
        assertThat(why(of(List.of(firing("B"), firing("A")), "web"))).contains("2 incidents", "B (", "A (");
        assertThat(why(of(List.of(firing("A")), "we"))).startsWith("no such incident");
    }

    @Test
    void whatMayOnlyBecomeOneIsMeantOnlyWhereThereIsNoOther() {
        assertThat(id(of(List.of(entry("C", State.PENDING), firing("B")), "web"))).isEqualTo("B");
        assertThat(id(of(List.of(entry("C", State.PENDING), over("A")), "web"))).isEqualTo("A");
        assertThat(id(of(List.of(entry("C", State.PENDING)), "web"))).isEqualTo("C");
        assertThat(why(of(List.of(entry("D", State.PENDING), entry("C", State.PENDING)), "web")))
                .contains("2 incidents");
    }

    @Test
    void ofManyOnlySomeAreNamed() {
        List<IncidentEntry> many = Stream.of("a", "b", "c", "d", "e", "f").map(MeantTest::firing).toList();

        assertThat(why(of(many, "web"))).startsWith("that could be 6 incidents: a (")
                .endsWith("e (ContainerExited, firing), …");
    }

    @Test
    void theIdThatWasProbablyMeantIsSaid() {
        assertThat(why(of(List.of(firing("01JC2222")), "01JC2322")))
                .isEqualTo("no such incident; did you mean 01JC2222?");
    }

    private static Meant of(List<IncidentEntry> newestFirst, String said) {
        return Meant.of(newestFirst, said);
    }

    private static String id(Meant meant) {
        return ((Meant.One) meant).entry().incident().id();
    }

    private static String why(Meant meant) {
        return ((Meant.None) meant).why();
    }

    private static IncidentEntry firing(String id) {
        return entry(id, State.FIRING);
    }

    private static IncidentEntry over(String id) {
        return entry(id, State.RESOLVED);
    }

    private static IncidentEntry entry(String id, Incident.State state) {
        return new IncidentEntry(Samples.incident(id, state), null);
    }
}
