package io.dockmedic.api.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.dockmedic.api.config.Surroundings;
import io.dockmedic.remediation.Shipped;
import io.dockmedic.rules.file.RuleLoader;
import io.dockmedic.rules.kind.Kinds;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

class CommandsTest {
    @TempDir
    Path folder;

    private final StringWriter out = new StringWriter();
    private final StringWriter err = new StringWriter();

    /** What tells a configuration from a file of rules, which have groups both. */
    @Test
    void aConfigurationWithGroupsIsNoFileOfRules() throws IOException {
        for (String sound : List.of("groups: [{name: a, services: [web]}]\n", "heal: all\ngroups: []\n")) {
            Path file = Files.writeString(folder.resolve("dockmedic.yml"), sound);
            assertThat(run("check", file.toString())).as(out.toString()).isZero();
        }
        Path wrong = Files.writeString(folder.resolve("dockmedic.yml"),
                "heal: all\ngroups: [{name: a, service: [web]}]\n");
        assertThat(run("check", wrong.toString())).isOne();
        assertThat(err.toString()).contains("did you mean services?");
        Path rules = Files.writeString(folder.resolve("mine.yml"),
                "groups:\n  - {name: a, labels: {x: y}, rule: []}\n");
        assertThat(run("check", rules.toString())).isOne();
        assertThat(out.toString() + err).doesNotContain("taken for a configuration");
    }

    @Test
    void checkSaysFineWith0AndWhatIsWrongWith1() throws IOException {
        Path good = Files.writeString(folder.resolve("dockmedic.yml"), "heal: all\n");
        Path bad = Files.writeString(folder.resolve("dockmedic-host.yml"), "heel: all\n");

        assertThat(run("check", good.toString())).isZero();
        assertThat(out.toString()).isEqualTo(good + ": fine\n");

        assertThat(run("check", good.toString(), bad.toString())).isEqualTo(1);
        assertThat(err.toString()).isEqualTo(bad + ":1:1: unknown setting heel (did you mean heal?)\n");
    }

    @Test
    void checkSaysTheSameAsJson() throws IOException {
        Path good = Files.writeString(folder.resolve("dockmedic.yml"), "heal: all\n");
        Path bad = Files.writeString(folder.resolve("dockmedic-host.yml"), "heel: all\n");

        assertThat(run("check", "--json", good.toString(), bad.toString(), "compose.xml")).isEqualTo(1);
        assertThat(err.toString()).isEmpty();
        JsonArray files = new JsonObject(out.toString()).getJsonArray("files");
        assertThat(files).containsExactly(
                new JsonObject().put("file", good.toString())
                        .put("fine", true)
                        .put("problems", new JsonArray())
                        .put("warnings", new JsonArray())
                        .put("notes", new JsonArray()),
                new JsonObject().put("file", bad.toString())
                        .put("fine", false)
                        .put("problems", new JsonArray()
                                .add(bad + ":1:1: unknown setting heel (did you mean heal?)"))
                        .put("warnings", new JsonArray())
                        .put("notes", new JsonArray()),
                new JsonObject().put("file", "compose.xml")
                        .put("fine", false)
                        .put("problems", new JsonArray()
                                .add("compose.xml: neither a dockmedic*.yml nor a rule file or directory"))
                        .put("warnings", new JsonArray())
                        .put("notes", new JsonArray()));
        assertThat(run("check", "--json", good.toString())).isZero();
    }

    @Test
    void checkShowsWhichReceiverHearsOfWhat() throws IOException {
        Path file = Files.writeString(folder.resolve("dockmedic.yml"), """
                escalation:
                  receivers:
                    - {name: ann, webhook: {url_env: ANN_IS_SECRET}, routes: [owner, decision]}
                    - name: shop
                      webhook: {url: "http://127.0.0.1:1/"}
                      routes: [owner, network]
                      services: [shop, "mail*"]
                      unacknowledged: {after: 30m, then: boss}
                    - {name: host, webhook: {url: "http://127.0.0.1:1/"}, routes: [host]}
                    - {name: boss, webhook: {url: "http://127.0.0.1:1/"}, routes: [security]}
                """);
        assertThat(run("check", file.toString())).as("%s", err).isZero();
        assertThat(out.toString()).isEqualTo(file + ": fine\n" + """
                  receiver ann hears what has route owner, decision
                  receiver shop hears what has route owner, network of services shop, mail*
                  receiver host hears what has route host
                  receiver boss hears what another does not acknowledge
                  what has route security, network and is for none of them goes to all
                """);
    }

    @Test
    void checkKnowsAConfigurationAndRulesByTheirKeysWhateverTheyAreCalled() throws IOException {
        Path config = Files.writeString(folder.resolve("d.yml"), "heal: all\n");
        Path rules = rule(folder.resolve("dockmedic-rules.yml"), "Own");
        assertThat(run("check", config.toString(), rules.toString())).as("%s", err).isZero();
        assertThat(out.toString()).isEqualTo(config + ": fine\n"
                + "  taken for a configuration, not for rules: 'heal' is a setting\n" + rules + ": fine\n");
        Files.writeString(config, "heal: al\n");
        assertThat(run("check", config.toString())).isEqualTo(1);
        assertThat(err.toString()).contains(config + ":1:7: heal", config
                + ": taken for a configuration, not for rules: 'heal' is a setting").doesNotContain("groups");
        Files.writeString(config, "heel: all\n");
        assertThat(run("check", config.toString())).isEqualTo(1);
        assertThat(err.toString()).contains("unknown key 'heel'", config
                + ": taken for a rule file: none of its keys is a setting, and a configuration is named dockmedic*.yml");
        Files.writeString(config, "rule_files: [own.yml]\nalerts: [Own]\ntests: []\n");
        assertThat(run("check", config.toString())).isEqualTo(1);
        assertThat(err.toString().lines()).containsExactly(config
                + ":1:1: this is a file of tests of rules; run it with: dockmedic test " + config
                + "; it does not belong into a rules directory");
    }

    @Test
    void checkWarnsOfAVariableThatTheEnvironmentHasNotAndShowsNoSecret() throws IOException {
        Path config = Files.writeString(folder.resolve("dockmedic.yml"), """
                escalation:
                  receivers:
                    - {name: pager, webhook: {url_env: PAGER_URL}}
                    - {name: known, webhook: {url_env: IS_SECRET}}
                    - {name: pasted, webhook: {url_env: "https://hooks.example.net/very-secret"}}
                """);
        assertThat(run("check", config.toString())).as("%s", err).isZero();
        assertThat(err.toString()).isEqualTo("warning: " + config
                + ":3:40: the environment has no PAGER_URL here, and where serve has none either it does not start;"
                + " export it there first\n");
    }

    @Test
    void checkWarnsOfARuleThatTheShippedOneIsAheadOf() throws IOException {
        String flaps = """
                groups:
                  - name: own
                    rules:
                      - alert: Flaps
                        on: container.health
                        when: event.service == 'app' && event.status != 'starting'
                        changes: {of: event.status, at_least: 3, within: 10m}
                        resolve: {on: [container.died, container.removed]}
                        remedy: [{action: restart, verify: {running: 10s, within: 60s}}]
                """;
        Path rules = Files.writeString(folder.resolve("flaps.yml"), flaps);
        assertThat(run("check", rules.toString())).as("%s", err).isZero();
        assertThat(err.toString()).startsWith("warning: " + rules
                + ":4:16: 'Flaps' waits for several, and the shipped ContainerUnhealthy acts at the first unhealthy, before it;");
        String snippet = err.toString().substring(err.toString().indexOf('\n') + 1);
        Files.writeString(rules, flaps + snippet.replace("…", "app"));
        assertThat(run("check", rules.toString())).as("%s", err).isZero();
        assertThat(err.toString()).as("what it says to write")
                .contains("'FlapsFirst' inhibits others and tells nobody")
                .doesNotContain("waits for several");
        Files.writeString(rules, (flaps + snippet).replace("60s}}]", "60s}}, {action: escalate}]").replace("…", "app"));
        assertThat(run("check", rules.toString())).isZero();
        assertThat(err.toString()).as("the rule beside it tells").isEmpty();
        Files.writeString(rules, flaps.replace("[{action: restart, verify: {running: 10s, within: 60s}}]",
                "[{action: escalate}]"));
        assertThat(run("check", rules.toString())).isZero();
        assertThat(err.toString()).as("one that only tells is no question of who acts").isEmpty();
    }

    @Test
    void checkDoesNotPassOverAFileItDoesNotKnow() {
        assertThat(run("check", "compose.xml")).isEqualTo(1);
        assertThat(err.toString()).contains("neither a dockmedic*.yml nor a rule file");
    }

    @Test
    void checkOfTheConfigurationADirectoryOrAFileFindsANameThatTheShippedRulesHave() throws IOException {
        Path config = Files.writeString(folder.resolve("dockmedic.yml"), "heal: all\n");
        Path rules = Files.createDirectory(folder.resolve("rules.d"));
        Path mine = rule(rules.resolve("mine.yaml"), "Mine");

        assertThat(run("check", config.toString(), rules.toString(), mine.toString())).as("%s", err).isZero();

        rule(mine, "ContainerExitedWithError");
        for (Path checked : List.of(config, rules, mine)) {
            assertThat(run("check", checked.toString())).isEqualTo(1);
            assertThat(err.toString().lines()).singleElement()
                    .asString()
                    .startsWith(mine + ":4:")
                    .contains("ContainerExitedWithError");
        }
    }

    @Test
    void checkWarnsOfAnAlertThatKeepsOthersFromBeingToldAndTellsNobody() throws IOException {
        String silent = """
                groups:
                  - name: own
                    rules:
                      - {alert: DatabaseDown, on: container.died, resolve: {on: [container.started, container.removed]}}
                inhibit: [{source: DatabaseDown, target: ContainerExitedWithError, equal: [event.project]}]
                """;
        Path rules = Files.writeString(folder.resolve("shop.yml"), silent);
        assertThat(run("check", rules.toString())).as("%s", err).isZero();
        assertThat(err.toString()).contains("warning: ", "'DatabaseDown' inhibits others and tells nobody itself");
        err.getBuffer().setLength(0);
        Files.writeString(rules, silent.replace("removed]}}", "removed]}, remedy: [{action: escalate}]}"));
        assertThat(run("check", rules.toString())).isZero();
        assertThat(err.toString()).isEmpty();
    }

    @Test
    void checkWarnsOfACommandOnThisMachineThatTheConfigurationHasNot() throws IOException {
        Path config = Files.writeString(folder.resolve("dockmedic.yml"),
                """
                        host_commands: [{name: reload-proxy, command: [/bin/true]}]
                        approvals: [{name: proxy, actions: [host-command], services: [proxy]}]
                        """);
        String wants = """
                groups:
                  - name: own
                    rules:
                      - alert: ProxyDown
                        on: container.died
                        resolve: {on: [container.started, container.removed]}
                        remedy: [{action: host-command, with: {name: reload-prxy}, verify: {running: 10s, within: 60s}}]
                """;
        Path rules = Files.writeString(Files.createDirectory(folder.resolve("rules.d")).resolve("own.yml"), wants);
        assertThat(run("check", config.toString())).as("%s", err).isZero();
        assertThat(err.toString()).isEqualTo("warning: " + rules
                + ": 'ProxyDown' wants host-command reload-prxy, which is not done: host_commands of the configuration"
                + " has reload-proxy\n");
        err.getBuffer().setLength(0);
        Files.writeString(rules, wants.replace("reload-prxy", "reload-proxy"));
        assertThat(run("check", config.toString())).isZero();
        assertThat(err.toString()).isEmpty();
    }

    @Test
    void checkWarnsOfACallOverHttpThatTheConfigurationHasNot() throws IOException {
        Path config = Files.writeString(folder.resolve("dockmedic.yml"),
                """
                        http_calls: [{name: purge, url_env: IS_SECRET}]
                        approvals: [{name: web, actions: [http], services: [web]}]
                        """);
        String wants = """
                groups:
                  - name: own
                    rules:
                      - alert: WebStale
                        on: container.died
                        resolve: {on: [container.started, container.removed]}
                        remedy: [{action: http, with: {name: prge}, verify: {running: 10s, within: 60s}}]
                """;
        Path rules = Files.writeString(Files.createDirectory(folder.resolve("rules.d")).resolve("own.yml"), wants);
        assertThat(run("check", config.toString())).as("%s", err).isZero();
        assertThat(err.toString()).isEqualTo("warning: " + rules
                + ": 'WebStale' wants http prge, which is not done: http_calls of the configuration has purge\n");
        err.getBuffer().setLength(0);
        Files.writeString(rules, wants.replace("prge", "purge"));
        assertThat(run("check", config.toString())).isZero();
        assertThat(err.toString()).isEmpty();
    }

    @Test
    void checkWarnsOfAProofByWhatTheConfigurationHasNobodyHear() throws IOException {
        Path config = Files.writeString(folder.resolve("dockmedic.yml"), "kernel_log: false\n");
        String wants = """
                groups:
                  - name: own
                    rules:
                      - alert: LostGpu
                        on: container.died
                        resolve: {on: [container.started, container.removed]}
                        remedy:
                          - {action: restart, verify: {seen: {on: container.sample}, within: 60s}}
                          - {action: restart, verify: {seen: {on: [container.gpu_access, host.oom]}, within: 10m}}
                          - {action: escalate}
                """;
        Path rules = Files.writeString(Files.createDirectory(folder.resolve("rules.d")).resolve("own.yml"), wants);
        assertThat(run("check", config.toString())).as("%s", err).isZero();
        assertThat(err.toString()).isEqualTo("warning: " + rules + ":4:16: 'LostGpu' wants restart proven by"
                + " container.gpu_access, host.oom, which is never told: write gpu: {probe: true} or kernel_log: true"
                + " in the configuration, or another proof\n");
        err.getBuffer().setLength(0);
        Files.writeString(config, "gpu: {probe: true}\n");
        assertThat(run("check", config.toString())).isZero();
        assertThat(err.toString()).isEmpty();
        Files.writeString(rules, wants.replace("[container.gpu_access, host.oom]", "container.gpu_fault"));
        assertThat(run("check", config.toString())).isZero();
        assertThat(err.toString()).isEmpty();
        Files.writeString(config, "{gpu: {enabled: false}, kernel_log: true}\n");
        assertThat(run("check", config.toString())).isZero();
        assertThat(err.toString()).contains("container.gpu_fault, which is never told: write gpu: {enabled: true} in");
    }

    @Test
    void checkWarnsOfARemedyThatComesTooLateToBeDone() throws IOException {
        String late = """
                groups:
                  - name: own
                    rules:
                      - alert: StaysDown
                        on: container.died
                        for: 10m
                        resolve: {on: [container.started, container.removed]}
                        remedy: [{action: restart, verify: {running: 10s, within: 60s}}, {action: escalate}]
                      - alert: Latency
                        on: external.alert
                        collect: 5m
                        by: [event.host]
                        resolve: {on: external.alert, when: event.status == 'resolved'}
                        remedy: [{action: restart, verify: {running: 10s, within: 60s}}]
                      - alert: Told
                        on: container.died
                        for: 10m
                        resolve: {on: [container.started, container.removed]}
                        remedy: [{action: escalate}]
                      - alert: Unhealthy
                        on: container.health
                        for: 10m
                        resolve: {on: [container.health, container.removed]}
                        remedy: [{action: restart, verify: {running: 10s, within: 60s}}]
                """;
        Path rules = Files.writeString(folder.resolve("shop.yml"), late);
        assertThat(run("check", rules.toString())).as("%s", err).isZero();
        assertThat(err.toString().lines()).containsExactly(
                "warning: " + rules
                        + ":4:16: 'StaysDown' fires 10m after the last death or alert that it needs, and one that is"
                        + " older than 5m is told, not acted on; wait for less than 5m, or let its remedy only escalate",
                "warning: " + rules
                        + ":9:16: 'Latency' fires 5m after the last death or alert that it needs, and one that is"
                        + " older than 5m is told, not acted on; wait for less than 5m, or let its remedy only escalate");
        err.getBuffer().setLength(0);
        Files.writeString(rules, late.replace("for: 10m", "for: 4m").replace("collect: 5m", "collect: 299s"));
        assertThat(run("check", rules.toString())).isZero();
        assertThat(err.toString()).as("the shipped rules are among them").isEmpty();
    }

    @Test
    void checkWarnsOfStepsThatTheConfigurationDoesNotLetBeDone() throws IOException {
        String steps = """
                groups:
                  - name: own
                    rules:
                      - alert: Stuck
                        on: container.health
                        resolve: {on: [container.health, container.removed]}
                        remedy:
                          - {action: stop, verify: {stopped: 5s, within: 1m}}
                          - {action: recreate, verify: {running: 10s, within: 60s}}
                          - {action: restart-stack, verify: {running: 10s, within: 60s}}
                          - {action: restart, verify: {exec: {command: [id]}, within: 60s}}
                          - {action: escalate}
                      - alert: Nightly
                        schedule: {cron: "30 3 * * *", zone: UTC, within: 2h}
                        remedy: [{action: prune, verify: {freed: 0s, within: 2m}}, {action: escalate}]
                """;
        Path config = Files.writeString(folder.resolve("dockmedic.yml"), "actions: {ask: [prune]}\n");
        Path rules = Files.writeString(Files.createDirectory(folder.resolve("rules.d")).resolve("own.yml"), steps);
        assertThat(run("check", config.toString())).as("%s", err).isZero();
        String stuck = "warning: " + rules + ":4:16: 'Stuck' wants ";
        assertThat(err.toString().lines()).containsExactly(
                stuck + "stop, which can destroy and which no approval of the configuration names, so it waits for a person's"
                        + " yes each time; to have it done without, write approvals: [{name: …, actions: [stop], services: […]}]",
                stuck + "recreate, which is not switched on, so the step is skipped; write actions: {careful: [recreate]} in"
                        + " the configuration",
                stuck + "restart-stack, which is not switched on, so the step is skipped; write actions:"
                        + " {careful: [restart-stack]} in the configuration, or {ask: [restart-stack]}",
                stuck + "a proof by exec, which no approval of the configuration names, so the step is skipped; write"
                        + " approvals: [{name: …, actions: [exec], services: […]}]",
                "warning: " + rules
                        + ":13:16: 'Nightly' wants prune, about which a person is asked, and a schedule asks nobody;"
                        + " write actions: {careful: [prune]} in the configuration");
        err.getBuffer().setLength(0);
        Files.writeString(config, """
                actions: {careful: [prune, recreate], ask: [restart-stack]}
                approvals: [{name: web, actions: [stop, exec], services: [web]}]
                """);
        assertThat(run("check", config.toString())).as("%s", err).isZero();
        assertThat(err.toString()).as("nor what is shipped").isEmpty();
    }

    @Test
    void checkWarnsOfAStepForAQuietTimeWhereNoneIsNamed() throws IOException {
        Path config = Files.writeString(folder.resolve("dockmedic.yml"), "{}\n");
        Path rules = Files.writeString(Files.createDirectory(folder.resolve("rules.d")).resolve("own.yml"), """
                groups:
                  - name: own
                    rules:
                      - alert: Bloated
                        on: container.health
                        resolve: {on: [container.health, container.removed]}
                        remedy:
                          - {action: restart, quiet: 2h, verify: {running: 10s, within: 3m}}
                          - {action: escalate}
                """);
        assertThat(run("check", config.toString())).as("%s", err).isZero();
        assertThat(err.toString().lines()).containsExactly("warning: " + rules
                + ":4:16: 'Bloated' has a step for a quiet time, and the configuration names none, so the step is"
                + " skipped; write quiet: [{name: …, from: …, to: …, services: […]}]");
        Files.writeString(config, "quiet: [{name: night, from: \"02:00\", to: \"05:00\"}]\n");
        assertThat(run("check", config.toString())).as("%s", err).isZero();
        assertThat(err.toString()).isEmpty();
    }

    @Test
    void checkWarnsOfActsThatTheBudgetOfAServiceNeverHasLeft() throws IOException {
        String ladder = """
                groups:
                  - name: own
                    rules:
                      - alert: Stuck
                        on: container.health
                        resolve: {on: [container.health, container.removed]}
                        remedy:
                          - {action: restart, attempts: [0s, 10s, 1m], verify: {running: 10s, within: 3m}}
                          - {action: start, attempts: [0s, 5m], verify: {running: 10s, within: 2m}}
                          - {action: escalate}
                      - alert: Again
                        on: container.health
                        resolve: {on: [container.health, container.removed]}
                        remedy:
                          - action: restart
                            skip_after: {acts: 5, within: 30m}
                            verify: {running: 10s, within: 60s}
                          - {action: escalate}
                """;
        Path config = Files.writeString(folder.resolve("dockmedic.yml"), "budgets: {service: {acts: 4}}\n");
        Path rules = Files.writeString(Files.createDirectory(folder.resolve("rules.d")).resolve("own.yml"), ladder);
        assertThat(run("check", config.toString())).as("%s", err).isZero();
        assertThat(err.toString().lines()).containsExactly(
                "warning: " + rules
                        + ":4:16: 'Stuck' has a remedy of 5 acts, and a service may have 4 in 1h: what comes"
                        + " after those is skipped; let it have fewer attempts or steps, or write budgets: {service:"
                        + " {acts: 5}} in the configuration",
                "warning: " + rules
                        + ":11:16: 'Again' skips restart after 5 acts in 30m, and a service may have 4 in 1h:"
                        + " it is never skipped for that; write skip_after: {acts: 3, within: 30m}");
        for (String enough : List.of("budgets: {service: {acts: 5}}",
                "budgets: {service: {acts: 4, within: 10m}}",
                "{cooldown: 15m, budgets: {service: {acts: 4}}}")) {
            Files.writeString(config, enough + "\n");
            Files.writeString(rules, ladder.replace("acts: 5, within", "acts: 4, within"));
            assertThat(run("check", config.toString())).as("%s", err).isZero();
            assertThat(err.toString()).as(enough).isEmpty();
        }
        Files.writeString(config, "budgets: {service: {acts: 4}}\n");
        Files.writeString(rules, ladder.replace("30m}", "2h}").replace("[0s, 10s, 1m]", "[0s, 10s]"));
        assertThat(run("check", config.toString())).as("%s", err).isZero();
        assertThat(err.toString()).as("four acts, and five in two hours").isEmpty();
    }

    @Test
    void checkWarnsOfActsThatAnyBudgetNeverHasLeft() throws IOException {
        String ladder = """
                groups:
                  - name: own
                    rules:
                      - alert: Stuck
                        on: container.health
                        resolve: {on: [container.health, container.removed]}
                        remedy:
                          - {action: restart, attempts: [0s, 10s, 1m], verify: {running: 10s, within: 1m}}
                          - {action: start, attempts: [0s], verify: {running: 10s, within: 1m}}
                          - {action: escalate}
                """;
        Path config = folder.resolve("dockmedic.yml");
        Path rules = Files.writeString(Files.createDirectory(folder.resolve("rules.d")).resolve("own.yml"), ladder);
        for (String whose : List.of("rule: {acts: 3}}| 4 acts, and a rule may have 3 in 1h|rule: {acts: 4}",
                "host: {acts: 3}, service: {acts: 3}, rule: {acts: 3}, action: {acts: 3}}| 4 acts, and a service may have 3 in 1h|service: {acts: 4}",
                "action: {acts: 2}}| 3 acts by restart, and an action may have 2 in 1h|action: {acts: 3}")) {
            String[] part = whose.split("\\|", -1);
            Files.writeString(config, "budgets: {" + part[0] + "\n");
            assertThat(run("check", config.toString())).as("%s", err).isZero();
            assertThat(err.toString().lines()).containsExactly("warning: " + rules + ":4:16: 'Stuck' has a remedy of"
                    + part[1] + ": what comes after those is skipped; let it have fewer attempts or steps, or write"
                    + " budgets: {" + part[2] + "} in the configuration");
        }
        Files.writeString(config, "budgets: {rule: {acts: 4}, action: {acts: 3}, host: {acts: 6}}\n");
        assertThat(run("check", config.toString())).as("%s", err).isZero();
        assertThat(err.toString()).isEmpty();
    }

    @Test
    void checkWarnsOfBudgetsThatAreNeverSpent() throws IOException {
        Path config = Files.writeString(folder.resolve("dockmedic.yml"),
                "heal: labelled\nbudgets:\n  host: {acts: 4}\n  rule: {acts: 4}\n  action: {acts: 4}\n");
        assertThat(run("check", config.toString())).as("%s", err).isZero();
        assertThat(err.toString().lines()).containsExactly("warning: " + config
                + ":2:1: budgets.service lets be 5 in 1h and is never spent, for this host may have 4 in 1h, and one service"
                + " in trouble can spend all of it; write service: {acts: 4} or less, or more for host");
        Files.writeString(config, "cooldown: 1h\n");
        assertThat(run("check", config.toString())).as("%s", err).isZero();
        assertThat(err.toString().lines()).containsExactly("warning: " + config
                + ":1:1: a cooldown of 1h leaves one act in each, so the service's budget of 5 in 1h is never spent; write"
                + " a cooldown shorter than 1h, or budgets: {service: {acts: 5, within: 5h}}");
        for (String meant : List.of("cooldown: 59m", "{cooldown: 2h, budgets: {service: {acts: 1}}}",
                "budgets: {host: {acts: 20}}", "budgets: {host: {acts: 5, within: 10m}}")) {
            Files.writeString(config, meant + "\n");
            assertThat(run("check", config.toString())).as("%s", err).isZero();
            assertThat(err.toString()).as(meant).isEmpty();
        }
        Files.writeString(config, "budgets: {service: {acts: 0}}\n");
        assertThat(run("check", config.toString())).isEqualTo(1);
    }

    @Test
    void checkOfARuleFileAloneSaysWhatNeedsAConfiguration() throws IOException {
        Path rules = Files.writeString(folder.resolve("own.yml"), """
                groups:
                  - name: own
                    rules:
                      - alert: Stuck
                        on: container.health
                        when: event.status == 'unhealthy' && event.status == 'healthy'
                        resolve: {on: [container.health, container.removed]}
                        remedy:
                          - {action: stop, verify: {stopped: 5s, within: 1m}}
                          - {action: restart, verify: {running: 10s, within: 60s}}
                          - {action: recreate, verify: {running: 10s, within: 60s}}
                          - {action: escalate}
                """);
        String without = " (checked without one: dockmedic check dockmedic.yml goes by what yours says)";
        assertThat(run("check", rules.toString())).as("%s", err).isZero();
        assertThat(err.toString().lines()).containsExactlyInAnyOrder(
                "warning: " + rules + ":6:15: this is never true: event.status == 'unhealthy' and event.status =="
                        + " 'healthy' exclude each other; mend one of them, or write || where one is enough",
                "warning: " + rules + ":4:16: 'Stuck' wants stop, which can destroy and which no approval of the"
                        + " configuration names, so it waits for a person's yes each time; to have it done without, write"
                        + " approvals: [{name: …, actions: [stop], services: […]}]" + without,
                "warning: " + rules + ":4:16: 'Stuck' wants recreate, which is not switched on, so the step is skipped;"
                        + " write actions: {careful: [recreate]} in the configuration" + without);
        assertThat(run("check", folder.toString())).isZero();
        assertThat(err.toString()).contains("wants recreate");
    }

    @Test
    void checkWarnsOfBackupsThatAreCalledTheSameAndAreNot() throws IOException {
        String two = """
                groups:
                  - name: own
                    rules:
                      - alert: One
                        schedule: {cron: "30 3 * * *", zone: UTC, within: 2h}
                        remedy:
                          - action: backup-volume
                            with: {service: shop/db/1, volume: shop_db, keep: "14"}
                            verify: {running: 10s, within: 2m}
                          - action: escalate
                      - alert: Two
                        schedule: {cron: "30 4 * * *", zone: UTC, within: 2h}
                        remedy:
                          - action: backup-volume
                            with: {service: shop/db/1, volume: shop_db, keep: "2"}
                            verify: {running: 10s, within: 2m}
                          - action: escalate
                """;
        Path rules = Files.writeString(folder.resolve("rules.yml"), two);
        assertThat(run("check", rules.toString())).as("%s", err).isZero();
        assertThat(err.toString().lines().filter(line -> !line.contains(" wants "))).containsExactly("warning: " + rules
                + ":11:16: 'Two' backs up shop/db/1, shop_db: shop_db, the last 2, and so does another step: shop_db, the last 14;"
                + " have both the same, or give one another name: for its files");
        err.getBuffer().setLength(0);
        Files.writeString(rules, two.replace("keep: \"2\"", "keep: \"2\", name: often"));
        assertThat(run("check", rules.toString())).isZero();
        assertThat(err.toString()).doesNotContain("backs up");
    }

    @Test
    void wrongUseIs2() {
        assertThat(run()).isEqualTo(2);
        assertThat(run("check")).isEqualTo(2);
        assertThat(run("heal")).isEqualTo(2);
        assertThat(run("incidents", "--colour")).isEqualTo(2);
    }

    @Test
    void versionAndHelpAreNoErrors() {
        assertThat(run("--version")).isZero();
        assertThat(out.toString()).startsWith("dockmedic ");
        assertThat(run("serve", "--help")).isZero();
    }

    @Test
    void incidentsWithoutARunningInstanceIs1AndSaysWhere() throws IOException {
        Path config = Files.writeString(folder.resolve("dockmedic.yml"), "data_directory: " + folder + "\n");

        assertThat(run("incidents", "--config", config.toString())).isEqualTo(1);
        assertThat(err.toString()).contains("no Dockmedic answers at " + folder.resolve("control.sock"));
    }

    @Test
    void onlyServeNeedsTheSecretsOfReceivers() throws IOException {
        Path config = Files.writeString(folder.resolve("dockmedic.yml"), "data_directory: " + folder + "\n"
                + "escalation: {receivers: [{name: pager, webhook: {url_env: DOCKMEDIC_TEST_NEVER_SET}}]}\n");

        assertThat(run("check", config.toString())).isZero();
        assertThat(run("incidents", "--config", config.toString())).isEqualTo(1);
        assertThat(err.toString()).contains("no Dockmedic answers at ");
        assertThat(run("serve", "--config", config.toString())).isEqualTo(1);
        assertThat(err.toString()).contains("the environment has no DOCKMEDIC_TEST_NEVER_SET");
    }

    @Test
    void serveGetsTheConfigurationAndRefusesABadOne() throws IOException {
        Path good = Files.writeString(folder.resolve("dockmedic.yml"), "listen: 127.0.0.1:1\n");
        Path bad = Files.writeString(folder.resolve("dockmedic-bad.yml"), "listen: 1\n");
        AtomicReference<String> served = new AtomicReference<>("");
        CommandLine line = line(new Serve(config -> {
            served.set(config.listen().toString());
            return 0;
        }));

        assertThat(line.execute("serve", "--config", bad.toString())).isEqualTo(1);
        assertThat(served).hasValue("");
        assertThat(line.execute("serve", "--config", good.toString())).isZero();
        assertThat(served).hasValue("127.0.0.1:1");
    }

    @Test
    void checkWarnsOfANameThatNothingUsesAndIsFine() throws IOException {
        Path file = rule(folder.resolve("own.yml"), "Own");
        Files.writeString(file, Files.readString(file) + "lists: {codes: [1]}\n");
        assertThat(run("check", file.toString())).isZero();
        assertThat(err.toString()).contains("warning: " + file + ":7:9: nothing uses 'codes'");
        assertThat(out.toString()).contains(": fine");
    }

    private static Path rule(Path file, String alert) throws IOException {
        return Files.writeString(file,
                "groups:\n- name: g\n  rules:\n  - alert: " + alert
                        + "\n    on: container.died\n    resolve: {on: container.started}\n");
    }

    private int run(String... arguments) {
        out.getBuffer().setLength(0);
        err.getBuffer().setLength(0);
        Surroundings root = new Surroundings(Map.of("IS_SECRET", "http://127.0.0.1:1/"), Path.of("/root"), true);
        RuleCheck rules = new RuleCheck(new RuleLoader(Kinds.standard(), Shipped.catalog()));
        return line(
                new Serve(config -> 0), new Check(List.of(new ConfigCheck(root, rules), rules)), new IncidentsCommand())
                .execute(arguments);
    }

    private CommandLine line(Object... commands) {
        return CommandLineTool.with(commands).setOut(new PrintWriter(out, true)).setErr(new PrintWriter(err, true));
    }
}
