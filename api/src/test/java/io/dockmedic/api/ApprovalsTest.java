package io.dockmedic.api;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import io.dockmedic.testkit.PrivateEngine;
import io.dockmedic.testkit.RealEngine;
import io.dockmedic.testkit.browser.Browser;
import io.dockmedic.testkit.browser.Page;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A person is asked, by the whole program on a real engine, and answers by command line and on the page. */
@RealEngine
class ApprovalsTest {
    private static final String HEAL = "--label=dockmedic.heal=true";
    private static final String RULES = """
            groups:
              - name: mine
                rules:
                  - alert: Miner
                    on: container.started
                    when: event.service.startsWith('miner')
                    by: [event.service]
                    resolve: {on: container.removed}
                    annotations: {summary: "{{ event.service }} mines coins"}
                    remedy:
                      - {action: stop, verify: {stopped: 1s, within: 60s}}
                      - action: escalate
            """;

    @TempDir
    Path home;

    private String said = "";

    private int command(String... arguments) {
        StringWriter out = new StringWriter();
        List<String> all = new ArrayList<>(List.of(arguments));
        all.addAll(List.of("--config", home.resolve("dockmedic.yml").toString()));
        int code = Main.commands()
                .setOut(new PrintWriter(out, true))
                .setErr(new PrintWriter(out, true))
                .execute(all.toArray(String[]::new));
        said = out.toString();
        return code;
    }

    private static String asked(Spine spine, String service) {
        JsonNode page = spine.page(service);
        await().atMost(Spine.SOON)
                .until(() -> spine.incidents(service).getFirst().at("/remedy/state").asText().equals("escalated"));
        return page.at("/approvals/0/id").asText();
    }

    @Test
    void whatOnlyAPersonMaySayIsAskedAndAnswered(PrivateEngine engine, @TempDir Path profile) throws Exception {
        Files.createDirectories(home.resolve("rules.d"));
        Files.writeString(home.resolve("rules.d/mine.yml"), RULES);
        String kept;
        try (Spine spine = Spine.ready(engine.dockerHost(), home, "")) {
            for (String name : List.of("miner-a", "miner-b", "miner-c", "miner-d")) {
                engine.run(name, List.of(HEAL, "--stop-timeout=1"), "sleep", "1000");
            }
            String first = asked(spine, "miner-a");
            assertThat(spine.page("miner-a").at("/approvals/0/approve").asText())
                    .isEqualTo("dockmedic approve " + first);
            assertThat(Spine.status(engine, "miner-a")).isEqualTo("running");

            assertThat(command("approvals")).isZero();
            assertThat(said).contains(first + "  stop of miner-a", "miner-a mines coins", "/stop",
                    "dockmedic approve " + first);
            // To look never approves.
            spine.body("/api/v1/approvals");
            assertThat(command("approve", "nonsense")).isEqualTo(2);
            assertThat(command("approve", "00000000")).isEqualTo(1);
            assertThat(said).contains("nothing of that id");

            assertThat(command("pause")).isZero();
            assertThat(command("approve", first, "--reason", "seen it")).isEqualTo(1);
            assertThat(said).contains("not done: paused");
            assertThat(command("resume")).isZero();
            assertThat(command("approve", first, "--reason", "seen it")).as(() -> said).isZero();
            await().atMost(Spine.SOON).until(() -> Spine.status(engine, "miner-a").equals("exited"));
            await().atMost(Spine.SOON).until(() -> spine.incidents("miner-a").toString().contains("contained"));
            assertThat(spine.incidents("miner-a").getFirst().at("/remedy/attempts").toString())
                    .contains("approved by " + System.getProperty("user.name") + ": seen it");
            assertThat(command("reject", first)).isEqualTo(1);
            assertThat(said).contains("it waits for no answer any more: approved by");
            assertThat(command("approvals", "--all", "--json")).isZero();
            assertThat(said).contains("\"approved\"", "\"outcome\" : \"done\"");

            String incident = spine.incidents("miner-a").getFirst().path("id").asText();
            assertThat(command("ack", incident, "--note", "taking it apart")).as(() -> said).isZero();
            assertThat(said).contains(incident + ": acknowledged by " + System.getProperty("user.name"))
                    .contains("miner-a mines coins");
            String once = said;
            assertThat(command("ack", incident)).as("said before").isZero();
            assertThat(said).isEqualTo(once);
            assertThat(command("show", incident)).isZero();
            assertThat(said).contains("message (escalation) to ", ": taken at ");
            assertThat(command("note", incident, "it came by mail")).as(() -> said).isZero();
            assertThat(command("note", "X" + incident.substring(1), "nothing")).isEqualTo(1);
            assertThat(said).contains("no such incident; did you mean " + incident);
            assertThat(command("ack", "../pause")).isEqualTo(2);
            await().atMost(Spine.SOON)
                    .until(() -> spine.body("/api/v1/incidents?state=acknowledged").contains(incident));
            assertThat(command("incidents")).isZero();
            assertThat(said).contains("acknowledged", "KNOWN BY");

            String second = asked(spine, "miner-b");
            assertThat(command("reject", second, "--reason", "it is ours")).isZero();
            assertThat(said).contains("rejected by").contains("it is ours");
            kept = asked(spine, "miner-c");
            assertThat(asked(spine, "miner-d")).isNotEmpty();
            engine.docker("rm", "-f", "miner-d").orFail();
            await().atMost(Spine.SOON)
                    .until(() -> spine.body("/api/v1/approvals").contains("\"withdrawn\""));
            await().atMost(Spine.SOON)
                    .until(() -> spine.incidents("miner-d").getFirst().path("state").asText().equals("resolved"));
            assertThat(command("ack", spine.incidents("miner-d").getFirst().path("id").asText())).isEqualTo(1);
            assertThat(said).contains("there is nothing to acknowledge any more: it is over");
        }
        try (Spine spine = Spine.ready(engine.dockerHost(), home, "");
                Browser browser = new Browser(profile);
                Page page = browser.open(URI.create("http://127.0.0.1:" + spine.port() + "/#approval-" + kept), 360,
                        740,
                        false)) {
            JsonNode known = spine.incidents("miner-a").getFirst();
            assertThat(known.path("state").asText()).as("over a restart").isEqualTo("acknowledged");
            assertThat(spine.body("/api/v1/incidents/" + known.path("id").asText())).contains("taking it apart",
                    "it came by mail", "\"ack\"", "\"note\"");
            page.until("document.querySelector('h1').innerText === 'May Dockmedic stop miner-c?'");
            PageOnEngineTest.token(page, Files.readString(home.resolve("data/token")).strip());
            page.until("document.activeElement.id === 'approval-" + kept + "'");
            // Past what is folded away.
            page.press("Tab");
            page.press("Tab");
            page.type("it mines");
            page.value("document.querySelector('.approval .danger').click()");
            page.until("document.querySelector('.approval .danger').innerText === 'Yes, stop miner-c'");
            page.value("document.querySelector('.approval .danger').click()");
            page.until("!document.querySelector('.approval')");
            page.until("[...document.querySelectorAll('#answered li')].some(one =>"
                    + " one.innerText.includes('Stop miner-c: approved') && one.innerText.includes('done: stopped'))");
            assertThat(Spine.status(engine, "miner-c")).isEqualTo("exited");
            assertThat(Spine.status(engine, "miner-b")).isEqualTo("running");
            assertThat(spine.body("/api/v1/approvals")).contains("owner on the page", "it mines");
            assertThat(page.problems()).isEmpty();
        }
    }
}
