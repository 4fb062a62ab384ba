package io.dockmedic.collectors.container.sample;

import static org.assertj.core.api.Assertions.assertThat;

import io.dockmedic.collectors.container.view.Sighting;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

class ChoiceTest {
    private static final Sighting WEB = Sightings.running("web", 1);
    private static final Sighting DB = Sightings.running("db", 2);

    private final Choice choice = new Choice();

    private List<Sighting> elsewhere(List<Sighting> running, Sighting... here) {
        return choice.elsewhere(running, any -> true,
                List.of(here).stream().map(one -> Sightings.sample(one, Instant.EPOCH)).toList());
    }

    @Test
    void whereNoneCanBeReadAllAreAskedForAtOnce() {
        assertThat(elsewhere(List.of(WEB, DB))).containsExactly(WEB, DB);
    }

    @Test
    void whereAllCanBeReadNoneIs() {
        assertThat(elsewhere(List.of(WEB, DB), WEB, DB)).isEmpty();
        assertThat(elsewhere(List.of(WEB, DB), WEB, DB)).isEmpty();
    }

    @Test
    void oneThatMayJustHaveEndedIsGivenARound() {
        elsewhere(List.of(WEB, DB), WEB, DB);
        assertThat(elsewhere(List.of(WEB, DB), DB)).as("its process may be gone").isEmpty();
        assertThat(elsewhere(List.of(DB), DB)).as("it was").isEmpty();
        assertThat(elsewhere(List.of(WEB, DB), DB)).as("its groups may not be there yet").isEmpty();
        assertThat(elsewhere(List.of(WEB, DB), DB)).as("they cannot be seen").containsExactly(WEB);
        assertThat(elsewhere(List.of(WEB, DB), WEB, DB)).as("they can, after all").isEmpty();
        assertThat(elsewhere(List.of(WEB, DB), DB)).isEmpty();
    }

    @Test
    void aRoundAboutOneSaysNothingOfTheOthers() {
        elsewhere(List.of(WEB, DB), WEB, DB);
        assertThat(choice.elsewhere(List.of(WEB, DB), DB::equals, List.of())).as("given a round").isEmpty();
        assertThat(choice.elsewhere(List.of(WEB, DB), WEB::equals, List.of())).as("given a round").isEmpty();
        assertThat(choice.elsewhere(List.of(WEB, DB), DB::equals, List.of())).containsExactly(DB);
        assertThat(elsewhere(List.of(WEB, DB))).containsExactly(WEB, DB);
    }

    @Test
    void anotherRunIsAnotherProcess() {
        elsewhere(List.of(DB), DB);
        elsewhere(List.of(WEB, DB), DB);
        Sighting again = Sightings.running("web", 3);
        assertThat(elsewhere(List.of(again, DB), DB)).isEmpty();
        assertThat(elsewhere(List.of(again, DB), DB)).containsExactly(again);
    }
}
