package io.dockmedic.api.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.List;
import org.junit.jupiter.api.Test;

class ApprovalTextTest {
    private static List<String> lines(String calls) {
        return ApprovalText.lines(new JsonArray().add(new JsonObject(
                """
                        {"id": "1a2b", "incident": "01JC", "state": "pending", "action": "host-command", "service": "shop/web/1",
                         "parameters": {"name": "mend", "runs": "/bin/true"}, "until": "10:00", "why": "it is down",
                         "would": "Runs it.", "undo": "nobody", "note": "", "calls": %s}
                        """
                        .formatted(calls))));
    }

    @Test
    void whatIsAskedIsShownWithWhatItTakes() {
        assertThat(lines("[\"POST /a\", \"GET /b\"]")).containsExactly(
                "1a2b  host-command name=mend runs=/bin/true of shop/web/1  until 10:00",
                "    it is down",
                "    Runs it.",
                "    calls POST /a, GET /b; undone by nobody",
                "    dockmedic approve 1a2b --reason …   or   dockmedic reject 1a2b");
    }

    @Test
    void nothingIsSaidOfCallsWhereThereAreNone() {
        assertThat(lines("[]")).contains("    undone by nobody");
    }
}
