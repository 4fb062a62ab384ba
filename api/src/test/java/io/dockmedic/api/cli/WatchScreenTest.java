package io.dockmedic.api.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.List;
import org.junit.jupiter.api.Test;

class WatchScreenTest {
    private static final WatchScreen WIDE = new WatchScreen(200, 40, false);
    private static final JsonObject STATUS = new JsonObject(
            """
                    {"version": "1.0", "host": "nas", "now": "2026-11-01T10:00:00.123Z"}
                    """);
    private static final JsonObject NO_BRAKES = new JsonObject(
            """
                    {"switches": [], "storms": [], "maintenance": [], "dryRun": false}
                    """);

    @Test
    void whatNeedsAPersonStandsFirst() {
        JsonArray incidents = new JsonArray(
                """
                        [{"key": "db", "rule": "R", "attention": "over", "activeAt": "2026-11-01T09:00:00Z"},
                         {"key": "web", "rule": "R", "attention": "treated", "activeAt": "2026-11-01T09:59:00.5Z",
                          "annotations": {"summary": "web exited"},
                          "remedy": {"last": {"action": "restart", "detail": "nothing stands against it", "outcome": ""}}},
                         {"key": "miner\\u001b[2J", "rule": "Miner", "attention": "person", "activeAt": "2026-11-01T09:58:00Z"}]
                        """);
        JsonArray approvals = new JsonArray(
                """
                        [{"id": "1a2b", "state": "pending", "action": "stop", "service": "miner"},
                         {"id": "ffff", "state": "rejected", "action": "stop", "service": "db"}]
                        """);

        assertThat(String.join("\n", WIDE.of(seen(well(), incidents, NO_BRAKES, approvals)))).isEqualTo(
                """
                        Dockmedic 1.0 on nas  2026-11-01T10:00:00Z
                        It needs you: 1 of 2 open incidents, 1 to approve.
                        asks: stop of miner?  dockmedic approve 1a2b  or  reject

                        NEEDS YOU  2026-11-01T09:58:00Z  miner\\u001b[2J  Miner
                        treated    2026-11-01T09:59:00Z  web  R  web exited  [restart: nothing stands against it]
                        over       2026-11-01T09:00:00Z  db  R""");
    }

    @Test
    void allIsWell() {
        assertThat(WIDE.of(seen(well(), new JsonArray(), NO_BRAKES, new JsonArray()))).contains("Nothing is wrong.");
    }

    @Test
    void whatIsDownAndWhatHoldsUpIsSaid() {
        JsonObject ready = new JsonObject(
                """
                        {"ready": false, "parts": {"engine": {"status": "down", "reason": "no such file"},
                                                   "journal": {"status": "up", "reason": ""}}}
                        """);

        assertThat(WIDE.of(seen(ready, new JsonArray(), NO_BRAKES.copy().put("dryRun", true), new JsonArray())))
                .contains("engine is down: no such file", "held up by dry_run is set in the configuration")
                .contains("Dockmedic cannot act now. Nothing is known to be wrong.")
                .noneMatch(line -> line.contains("journal") || line.contains("Nothing is wrong"));
    }

    @Test
    void whatWorksInPartIsNotCalledWell() {
        JsonObject ready = new JsonObject(
                """
                        {"ready": true, "parts": {"disks": {"status": "degraded", "reason": "one hangs"}}}
                        """);
        JsonArray noted = new JsonArray("[{\"key\": \"db\", \"attention\": \"noted\"}]");

        assertThat(WIDE.of(seen(ready, new JsonArray(), NO_BRAKES, new JsonArray())))
                .contains("Nothing is known to be wrong, but not all of Dockmedic works.",
                        "disks is degraded: one hangs");
        assertThat(WIDE.of(seen(ready, noted, NO_BRAKES, new JsonArray())))
                .contains("No incident needs you: 1 is open, but not all of Dockmedic works.");
    }

    @Test
    void ofSeveralHostsThoseThatCannotActAreNamed() {
        JsonObject blind = new JsonObject("{\"ready\": false, \"parts\": {}}");
        JsonArray person = new JsonArray("[{\"key\": \"db\", \"attention\": \"person\"}]");
        List<Sight> sights = List.of(new Sight.There("fine", seen(well(), new JsonArray(), NO_BRAKES, new JsonArray())),
                new Sight.There("blind", seen(blind, new JsonArray(), NO_BRAKES, new JsonArray())),
                new Sight.There("both", seen(blind, person, NO_BRAKES, new JsonArray())),
                new Sight.Away("gone", "no Dockmedic answers"));

        List<String> lines = new HostsScreen(200, 60, false).of(sights);
        assertThat(lines.getFirst()).isEqualTo("Need you: both. Cannot act now: blind. Do not answer: gone.");
        assertThat(lines.stream().filter(line -> line.matches("(fine|blind|both|gone): .*")))
                .extracting(line -> line.replaceFirst(":.*", ""))
                .containsExactly("gone", "blind", "both", "fine");
        assertThat(new HostsScreen(200, 60, false).of(sights.subList(0, 1)).getFirst())
                .isEqualTo("None of 1 hosts needs you.");
    }

    @Test
    void noLineIsLongerThanTheTerminalNorAreThereMore() {
        JsonArray incidents = new JsonArray();
        for (int i = 0; i < 30; i++) {
            incidents.add(new JsonObject().put("key", "a-service-with-a-long-name-" + i).put("attention", "noted"));
        }

        assertThat(new WatchScreen(30, 10, false).of(seen(well(), incidents, NO_BRAKES, new JsonArray())))
                .hasSize(10)
                .allMatch(line -> line.length() <= 30)
                .last()
                .isEqualTo("and 24 more: dockmedic incide…");
    }

    @Test
    void aTerminalThatSaysNothingOfItsSizeIsTakenForAUsualOne() {
        Terminal.Size usual = new Terminal.Size(100, 40);

        assertThat(Terminal.Size.of("24 80\n", usual)).isEqualTo(new Terminal.Size(80, 24));
        assertThat(Terminal.Size.of("1 1", usual)).isEqualTo(new Terminal.Size(20, 5));
        assertThat(Terminal.Size.of("0 0", usual)).isEqualTo(usual);
        assertThat(Terminal.Size.of("", usual)).isEqualTo(usual);
    }

    private static JsonObject well() {
        return new JsonObject().put("ready", true).put("parts", new JsonObject());
    }

    private static WatchScreen.Seen seen(JsonObject ready, JsonArray incidents, JsonObject brakes,
            JsonArray approvals) {
        return new WatchScreen.Seen(STATUS, ready, incidents, brakes, approvals);
    }
}
