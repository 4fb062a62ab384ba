package io.dockmedic.api.view;

import static org.assertj.core.api.Assertions.assertThat;

import io.dockmedic.remediation.publish.Attempt;
import io.dockmedic.remediation.publish.RemedyChange;
import io.dockmedic.rules.incident.Incident;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** What an incident asks of who looks at it. */
class AttentionTest {
    private static Attention of(Incident.State state, @Nullable Record remedy) {
        return Attention.of(new IncidentEntry(Samples.incident("a", state), remedy));
    }

    private static Attention firing(String state, boolean escalated, String... reasons) {
        List<Attempt> attempts = List.of(reasons)
                .stream()
                .map(reason -> new Attempt(Samples.THEN, "restart", 1, reason.equals("clear") ? "act" : "suppress",
                        reason,
                        "", ""))
                .toList();
        return of(Incident.State.FIRING,
                new RemedyChange(Samples.THEN, "a", "r", "s", state, "", attempts, false, escalated));
    }

    @Test
    void aPersonIsWantedWhenOneWasCalledOrNothingHelped() {
        assertThat(firing("escalated", true, "clear")).isEqualTo(Attention.PERSON);
        assertThat(firing("exhausted", false, "clear")).isEqualTo(Attention.PERSON);
        // Also when somebody is at it by now.
        assertThat(firing("yielded", true, "yielded")).isEqualTo(Attention.PERSON);
    }

    @Test
    void aPersonIsWantedWhileSomethingWaitsForTheirAnswer() {
        assertThat(firing("suppressed", false, "awaits_approval")).isEqualTo(Attention.PERSON);
        assertThat(firing("verifying", false, "awaits_approval")).isEqualTo(Attention.PERSON);
        assertThat(of(Incident.State.FIRING, new RemedyChange(Samples.THEN, "a", "r", "s", "suppressed", "",
                List.of(new Attempt(Samples.THEN, "stop", 1, "suppress", "awaits_approval", "", "rejected by anna")),
                false, false))).isEqualTo(Attention.HELD);
    }

    @Test
    void whatIsUnderWayIsBeingTreated() {
        for (String state : List.of("planned", "waiting", "deciding", "acting", "unsettled", "verifying", "healed")) {
            assertThat(firing(state, false, "clear")).as(state).isEqualTo(Attention.TREATED);
        }
        assertThat(firing("waiting", false, "cooldown")).isEqualTo(Attention.TREATED);
    }

    @Test
    void whatSomethingHoldsUpIsHeldAndWhatNobodyConsentedToIsOnlyNoted() {
        assertThat(firing("suppressed", false, "storm")).isEqualTo(Attention.HELD);
        assertThat(firing("waiting", false, "silenced")).isEqualTo(Attention.HELD);
        assertThat(firing("yielded", false, "clear")).isEqualTo(Attention.HELD);
        assertThat(firing("suppressed", false, "no_consent")).isEqualTo(Attention.NOTED);
        assertThat(of(Incident.State.FIRING, null)).isEqualTo(Attention.NOTED);
    }

    @Test
    void whatWasGivenUpAndSomebodyKnowsOfIsTreatedByNobody() {
        for (String state : List.of("escalated", "exhausted", "suppressed", "yielded")) {
            assertThat(known(state, "clear")).as(state).isEqualTo(Attention.NOTED);
        }
        assertThat(of(Incident.State.ACKNOWLEDGED, null)).isEqualTo(Attention.NOTED);
        assertThat(known("verifying", "clear")).isEqualTo(Attention.TREATED);
        assertThat(known("suppressed", "awaits_approval")).isEqualTo(Attention.PERSON);
    }

    private static Attention known(String state, String reason) {
        return of(Incident.State.ACKNOWLEDGED, new RemedyChange(Samples.THEN, "a", "r", "s", state, "",
                List.of(new Attempt(Samples.THEN, "restart", 1, "suppress", reason, "", "")), false,
                state.equals("escalated")));
    }

    @Test
    void whatHasNotBegunOrIsOverAsksNothing() {
        assertThat(of(Incident.State.PENDING, null)).isEqualTo(Attention.PENDING);
        assertThat(of(Incident.State.RESOLVED, null)).isEqualTo(Attention.OVER);
    }

    @Test
    void inShortThereIsNoEvidenceAndOfWhatWasDecidedTheLast() {
        RemedyChange remedy = new RemedyChange(Samples.THEN, "a", "r", "shop/web/1", "escalated", "told",
                List.of(new Attempt(Samples.THEN, "restart", 1, "suppress", "loop", "", ""),
                        new Attempt(Samples.THEN, "escalate", 1, "act", "clear", "", "sent")),
                false, true);
        var json = new IncidentJson(at -> at)
                .brief(new IncidentEntry(Samples.incident("a", Incident.State.FIRING), remedy));

        assertThat(json.fieldNames()).contains("id", "rule", "key", "state", "activeAt", "annotations", "attention")
                .doesNotContain("evidence", "readings");
        assertThat(json.getString("attention")).isEqualTo("person");
        assertThat(json.getJsonObject("remedy").getJsonObject("last").getString("action")).isEqualTo("escalate");
        assertThat(json.getJsonObject("remedy").fieldNames()).doesNotContain("attempts");
    }
}
