package io.dockmedic.api.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.json.JsonArray;
import org.junit.jupiter.api.Test;

class IncidentTableTest {
    @Test
    void columnsLineUpAndNothingSteersTheTerminal() {
        JsonArray incidents = new JsonArray(
                """
                        [{"id": "1", "state": "firing", "activeAt": "2026-11-01T10:00:00.123456Z", "rule": "ContainerCrashLoop",
                          "key": "shop/web/1", "count": 12, "annotations": {"summary": "died\\u001b[2J 12 times"},
                          "remedy": {"state": "exhausted", "healed": false, "escalated": true},
                          "acknowledged": [{"by": "anna\\u001b[2J"}, {"by": ""}]},
                         {"id": "22", "state": "resolved", "activeAt": "2026-11-01T10:00:00Z", "rule": "R", "key": "db",
                          "count": 1, "annotations": {"summary": "t"}, "remedy": {"state": "over", "healed": true, "escalated": false}},
                         {"id": "3", "state": "firing", "activeAt": "2026-11-01T10:00:00Z", "rule": "R", "key": "db",
                          "count": 1, "annotations": {"summary": "s"}}]
                        """);

        assertThat(IncidentTable.of(incidents)).isEqualTo(
                """
                        ID  STATE     SINCE                 RULE                SUBJECT     COUNT  REMEDY     KNOWN BY            SUMMARY
                        1   firing    2026-11-01T10:00:00Z  ContainerCrashLoop  shop/web/1  12     escalated  anna [2J, somebody  died [2J 12 times
                        22  resolved  2026-11-01T10:00:00Z  R                   db          1      healed     -                   t
                        3   firing    2026-11-01T10:00:00Z  R                   db          1      -          -                   s
                        """);
    }
}
