package io.dockmedic.api.schema;

import static org.assertj.core.api.Assertions.assertThat;

import io.dockmedic.api.view.ApprovalJson;
import io.dockmedic.api.view.StandingJson;
import io.dockmedic.collectors.image.report.Assessed;
import io.dockmedic.remediation.brake.Standing;
import io.dockmedic.remediation.publish.RemedyChange;
import io.dockmedic.remediation.record.AnsweredQuestion;
import io.dockmedic.rules.incident.Incident;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** The schemas of {@code openapi.yaml} have the fields of the records that are written. */
class DocumentedTest {
    private final RecordSchema records = new RecordSchema("#/components/schemas/");

    @Test
    void everyAnswerIsDescribed() {
        assertThat(Documented.SHIPPED.undescribed()).isEmpty();
    }

    @Test
    void whatIsWrittenByItsComponentsIsDescribedByThem() {
        records.reference(RemedyChange.class);
        records.reference(Assessed.class);
        records.reference(Incident.class);
        JsonObject made = records.definitions();
        for (String name : List.of("RemedyChange", "Attempt", "Measured", "Usage", "Inhibited", "Assessed",
                "SeverityCounts", "Vulnerability")) {
            assertThat(bare(Documented.SHIPPED.schema(name))).as(name).isEqualTo(bare(made.getJsonObject(name)));
        }
    }

    /** What else is said of an incident is not of the record. */
    @Test
    void anIncidentHasWhatTheRecordHas() {
        records.reference(Incident.class);
        JsonObject made = bare(records.definitions().getJsonObject("Incident"));
        for (String name : List.of("Incident", "IncidentWhole")) {
            JsonObject described = bare(Documented.SHIPPED.schema(name));
            for (String own : Set.of("remedy", "acknowledged", "remarks", "acts", "told")) {
                described.getJsonObject("properties").remove(own);
                described.getJsonArray("required").remove(own);
            }
            assertThat(described).as(name).isEqualTo(made);
        }
    }

    /** What remediation says, which does not run where every endpoint is tried. */
    @Test
    void whatHoldsUpActsAndWhatIsAskedIsAsItSays() {
        for (Made made : Made.values()) {
            JsonObject standing = new StandingJson(at -> at).of(made.of(Standing.class));
            assertThat(problems("GET", "/api/v1/brakes", standing)).as("%s", standing).isEmpty();
            ApprovalJson approvals = new ApprovalJson(at -> at);
            AnsweredQuestion question = made.of(AnsweredQuestion.class);
            assertThat(problems("GET", "/api/v1/approvals", approvals.of(List.of(question)))).isEmpty();
            assertThat(problems("POST", "/api/v1/approvals/0a", approvals.of(question.question()))).isEmpty();
            assertThat(problems("POST", "/api/v1/approvals/0a", approvals.of(question.question()).put("more", 1)))
                    .isNotEmpty();
        }
    }

    private static List<String> problems(String method, String path, JsonObject data) {
        return Documented.SHIPPED.answer(method, path, 200, "application/json",
                new JsonObject().put("status", "success").put("data", data).encode());
    }

    /** Without what is for people, and without an order. */
    private static JsonObject bare(JsonObject schema) {
        JsonObject bare = new JsonObject();
        schema.forEach(entry -> {
            if (!entry.getKey().equals("description") || entry.getValue() instanceof JsonObject) {
                bare.put(entry.getKey(), entry.getValue() instanceof JsonObject inner ? bare(inner) : entry.getValue());
            }
        });
        if (bare.getValue("required") instanceof JsonArray required) {
            bare.put("required",
                    new JsonArray(new ArrayList<>(required.stream().map(String::valueOf).sorted().toList())));
        }
        return bare;
    }
}
