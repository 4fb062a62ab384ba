package io.dockmedic.remediation.decide.brake;

import static org.assertj.core.api.Assertions.assertThat;

import io.dockmedic.collectors.event.Container;
import io.dockmedic.collectors.event.Service;
import io.dockmedic.remediation.Samples;
import io.dockmedic.remediation.decide.Policy;
import java.time.DayOfWeek;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalTime;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** What fits several groups belongs to the first, and has that one's limits. */
class GroupsTest {
    private static final Budget ONE = new Budget(1, Duration.ofHours(3));
    private static final Group BY_LABEL = new Group("storage", "gold", List.of(),
            Map.of("team", "stor*", "stage", "live"), ONE, "");
    private static final Group BY_NAME = new Group("media", "", List.of(new ServicePattern("media/*")), Map.of(), null,
            "");
    private static final Groups GROUPS = new Groups(List.of(BY_LABEL, BY_NAME));

    private static Container of(String project, Map<String, String> labels) {
        return new Container(Samples.ID, "c", "web:1", labels, new Service(project, "web", "1"), false);
    }

    @Test
    void byAllOfTheLabelsOrByOneOfTheServices() {
        Map<String, String> both = Map.of("team", "storage", "stage", "live", "other", "x");
        assertThat(GROUPS.of(of("shop", both))).contains(BY_LABEL);
        assertThat(GROUPS.of(of("shop", Map.of("team", "storage")))).isEmpty();
        assertThat(GROUPS.of(of("shop", Map.of("team", "shop", "stage", "live")))).isEmpty();
        assertThat(GROUPS.of(of("media", Map.of()))).contains(BY_NAME);
        assertThat(GROUPS.of(of("media", both))).as("the first").contains(BY_LABEL);
        assertThat(GROUPS.of(null)).isEmpty();
    }

    @Test
    void whoBelongsToAnotherGroupIsNoMember() {
        Container both = of("media", Map.of("team", "storage", "stage", "live"));
        assertThat(new Members(GROUPS, "storage").matches(both)).isTrue();
        assertThat(new Members(GROUPS, "media").matches(both)).isFalse();
        assertThat(new Members(GROUPS, "media").matches(of("media", Map.of()))).isTrue();
    }

    @Test
    void aServiceHasItsGroupsBudgetWhereThatHasOne() {
        Policy base = Policy.DEFAULT;
        Policy policy = new Policy(base.heal(), false, base.service(), base.rule(), base.action(), base.host(),
                base.settle(), base.staleAfter(), base.cooldown(), base.storm(), base.windows(), base.permits(),
                base.ownContainers(), base.ownImages(), GROUPS);
        assertThat(policy.budget(of("shop", Map.of("team", "s", "stage", "live")))).isEqualTo(base.service());
        assertThat(policy.budget(of("shop", Map.of("team", "storage", "stage", "live")))).isEqualTo(ONE);
        assertThat(policy.budget(of("media", Map.of()))).isEqualTo(base.service());
        assertThat(policy.budget(null)).isEqualTo(base.service());
        assertThat(policy.lookBack()).as("what was done is remembered for as long").isEqualTo(Duration.ofHours(3));
    }

    @Test
    void aWindowOfAGroupHoldsUpItsMembersAlone() {
        Windows windows = new Windows(List.of(new Window("night", Set.of(DayOfWeek.values()), LocalTime.MIDNIGHT,
                LocalTime.MIDNIGHT, ZoneOffset.UTC, List.of(new Members(GROUPS, "media")))));
        Instant now = Instant.parse("2026-03-01T12:00:00Z");
        assertThat(windows.hold(of("media", Map.of()), now, now)).isPresent();
        assertThat(windows.hold(of("shop", Map.of()), now, now)).isEmpty();
        assertThat(windows.hold(null, now, now)).as("what is about no service").isEmpty();
        assertThat(windows.upcoming(now).getFirst().services()).containsExactly("group media");
    }
}
