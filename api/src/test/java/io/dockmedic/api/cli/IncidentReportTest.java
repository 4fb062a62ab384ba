package io.dockmedic.api.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import org.junit.jupiter.api.Test;

class IncidentReportTest {
    private static final JsonObject INCIDENT = new JsonObject(
            """
                    {"id": "01JC", "rule": "ContainerExited", "key": "shop/web/1", "state": "resolved",
                     "activeAt": "2026-11-01T10:00:00Z", "firedAt": "2026-11-01T10:00:00.000250Z",
                     "resolvedAt": "2026-11-01T10:01:00Z", "resolvedBy": "it runs", "count": 2,
                     "labels": {"severity": "warning"},
                     "annotations": {"summary": "shop/web/1 exited", "runbook": "https://wiki/web www.wiki"},
                     "evidence": [{"kind": "container.died", "at": "2026-11-01T10:00:00Z", "summary": "web exited with 1: nobody asked",
                                   "judgement": {"intent": "not_asked"}}],
                     "readings": [{"at": "2026-11-01T09:59:56Z", "used": "memory 480 MiB of 512 MiB"}],
                     "remedy": {"state": "over", "detail": "it runs again", "healed": true, "escalated": false, "attempts": [
                       {"at": "2026-11-01T10:00:00.5Z", "action": "restart", "number": 2, "verdict": "act", "reason": "clear",
                        "detail": "nothing stands against it", "outcome": "healed"}]},
                     "remarks": [{"kind": "note", "at": "2026-11-01T10:00:00.400Z", "by": "anna", "note": "<b>seen</b> @all\\u001b[2J"}],
                     "told": [{"receiver": "pager", "at": "2026-11-01T10:00:00.55Z", "kind": "escalation", "state": "delivered",
                               "attempts": 2, "endedAt": "2026-11-01T10:00:09Z"},
                              {"receiver": "mail", "at": "2026-11-01T10:00:00.55Z", "kind": "escalation", "state": "given_up",
                               "attempts": 9, "detail": "503"}],
                     "acts": [{"at": "2026-11-01T10:00:00.6Z", "action": "exec", "outcome": "done", "detail": "exit code 0",
                               "output": ["read *again*", "\\u001b[2J"]},
                              {"at": "2026-11-01T10:00:00.7Z", "action": "restart", "outcome": "done", "detail": ""}]}
                    """);
    private static final JsonArray APPROVALS = new JsonArray(
            """
                    [{"id": "1a2b", "incident": "01JC", "state": "pending", "action": "stop", "service": "shop/web/1",
                      "would": "Stops the container."},
                     {"id": "3c4d", "incident": "01JC", "state": "pending", "action": "exec", "service": "shop/web/1",
                      "parameters": {"command": "[nginx, -s, reload]"}, "would": "Runs it."},
                     {"id": "ffff", "incident": "another", "state": "pending", "action": "stop", "service": "db", "would": ""},
                     {"id": "eeee", "incident": "01JC", "state": "rejected", "action": "kill", "service": "db", "would": ""}]
                    """);

    private static final JsonArray ENDS = new JsonArray(
            """
                    [{"at": "2026-11-01T10:00:00Z", "container": "web", "lines": ["listening", "FATAL *db* is gone\\u001b[2J"]}]
                    """);

    private static final JsonObject LOOKED = new JsonObject(
            """
                    {"at": "2026-11-01T10:00:00.1Z", "container": "web", "diagnosis": {
                      "conclusions": ["It does not run; it ended with exit code 1.", "The first error in its log: FATAL *db*"],
                      "missing": ["memory: the engine does not answer"]}}
                    """);

    @Test
    void whatWasProvenAndWhenStandsInItsCourse() {
        JsonObject healed = INCIDENT.copy();
        healed.getJsonObject("remedy")
                .put("state", "healed")
                .put("at", "2026-11-01T10:00:30Z")
                .put("detail", "the proof held: healthy for 30s");
        assertThat(ReportText.lines(IncidentReport.of(healed, APPROVALS, ENDS, LOOKED)))
                .contains("  2026-11-01T10:00:30.000Z  the proof held: healthy for 30s");
    }

    @Test
    void theTerminalShowsItInTheOrderOfTime() {
        assertThat(String.join("\n", ReportText.lines(IncidentReport.of(INCIDENT, APPROVALS, ENDS, LOOKED)))).isEqualTo(
                """
                        ContainerExited: shop/web/1
                        shop/web/1 exited

                          id          01JC
                          state       resolved
                          severity    warning
                          since       2026-11-01T10:00:00.000Z
                          over since  2026-11-01T10:01:00.000Z
                          events      2
                          remedy      over, healed: it runs again
                          runbook     https://wiki/web www.wiki

                        What it looked like:
                          2026-11-01T10:00:00.100Z  It does not run; it ended with exit code 1.
                          2026-11-01T10:00:00.100Z  The first error in its log: FATAL *db*
                          2026-11-01T10:00:00.100Z  could not be found out: memory: the engine does not answer

                        What happened:
                          2026-11-01T10:00:00.000Z  web exited with 1: nobody asked
                          2026-11-01T10:00:00.000Z  the rule fired
                          2026-11-01T10:00:00.400Z  noted by anna: <b>seen</b> @all\\u001b[2J
                          2026-11-01T10:00:00.500Z  restart, attempt 2: act, clear: nothing stands against it; healed
                          2026-11-01T10:00:00.550Z  message (escalation) to pager: taken at 2026-11-01T10:00:09.000Z
                          2026-11-01T10:00:00.550Z  message (escalation) to mail: given up, nobody was told by it; 503
                          2026-11-01T10:01:00.000Z  over: it runs

                        What it used:
                          2026-11-01T09:59:56.000Z  memory 480 MiB of 512 MiB

                        Its log before it ended:
                          2026-11-01T10:00:00.000Z  listening
                          2026-11-01T10:00:00.000Z  FATAL *db* is gone\\u001b[2J

                        What was heard:
                          2026-11-01T10:00:00.600Z  exec: read *again*
                          2026-11-01T10:00:00.600Z  exec: \\u001b[2J

                        Waits for an answer:
                          stop of shop/web/1: Stops the container.
                            dockmedic approve 1a2b --reason …   or   dockmedic reject 1a2b
                          exec command=[nginx, -s, reload] of shop/web/1: Runs it.
                            dockmedic approve 3c4d --reason …   or   dockmedic reject 3c4d""");
    }

    @Test
    void inMarkdownNothingFromOutsideIsMoreThanText() {
        String markdown = String.join("\n", ReportMarkdown.lines(IncidentReport.of(INCIDENT, APPROVALS, ENDS, LOOKED)));

        assertThat(markdown)
                .startsWith("# ContainerExited: shop/web/1\n\nshop/web/1 exited\n\n| | |\n|---|---|\n| id | 01JC |")
                .contains("## What it looked like\n\n- ", "The first error in its log: FATAL \\*db\\*")
                .contains("## What happened\n\n- ")
                .contains("noted by anna: \\<b\\>seen\\</b\\> \\@all\\\\u001b\\[2J")
                .contains("https\\://wiki/web www\\.wiki", "## What was heard\n\n- ", "FATAL \\*db\\* is",
                        "exec: read \\*again\\*")
                .contains(
                        "- stop of shop/web/1: Stops the container. `dockmedic approve 1a2b` or `dockmedic reject 1a2b`")
                .contains("- exec command=\\[nginx, -s, reload\\] of shop/web/1");
    }

    /** RiskySetup's has a line for each check. */
    @Test
    void whatHasLinesOfItsOwnIsShownInLinesBelowItsBeginning() {
        JsonObject incident = new JsonObject().put("id", "1")
                .put("annotations", new JsonObject().put("description", "To\nwrite instead:\r\nroot-user: \u001b[2J|\n")
                        .put("nothing", ""));

        assertThat(ReportText.lines(IncidentReport.of(incident, new JsonArray(), new JsonArray(), new JsonObject())))
                .containsSequence(
                        "  description  To",
                        "               write instead:",
                        "               root-user: \\u001b[2J|",
                        "")
                .noneMatch(line -> line.contains("nothing"));
        assertThat(
                ReportMarkdown.lines(IncidentReport.of(incident, new JsonArray(), new JsonArray(), new JsonObject())))
                .contains("| description | To<br>write instead:<br>root-user: \\\\u001b\\[2J\\|<br> |");
    }

    @Test
    void anIncidentOfWhichLittleIsKnownIsShownToo() {
        assertThat(
                ReportText.lines(IncidentReport.of(new JsonObject().put("id", "1"), new JsonArray(), new JsonArray(),
                        new JsonObject())))
                .contains("  id      1", "  remedy  none");
    }
}
