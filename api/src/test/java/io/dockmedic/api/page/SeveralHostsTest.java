package io.dockmedic.api.page;

import static org.assertj.core.api.Assertions.assertThat;

import io.dockmedic.api.cli.ApprovalsCommand;
import io.dockmedic.api.cli.ApproveCommand;
import io.dockmedic.api.cli.CommandLineTool;
import io.dockmedic.api.cli.IncidentsCommand;
import io.dockmedic.api.cli.WatchCommand;
import io.dockmedic.api.config.Entrance.Certificate;
import io.dockmedic.api.config.Entrance.Clients;
import io.dockmedic.api.security.Known;
import io.dockmedic.api.security.Scope;
import io.dockmedic.api.view.IncidentEntry;
import io.dockmedic.collectors.base.time.SystemClock;
import io.dockmedic.collectors.gpu.watch.GpuSamples;
import io.dockmedic.testkit.Certificates;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The command line, of instances on other machines: one with TLS and a token, one on loopback, and one that is gone. */
class SeveralHostsTest {
    @TempDir
    static Path certified;

    @TempDir
    Path folder;

    private final Cases cases = new Cases(new SystemClock().now());
    private final List<Served> all = new ArrayList<>();
    private final StringWriter out = new StringWriter();
    private final StringWriter err = new StringWriter();
    private Path config;

    @BeforeAll
    static void certify() {
        Certificates.in(certified).client("ops", "/CN=ops", "extendedKeyUsage=clientAuth");
    }

    @BeforeEach
    void serve() throws Exception {
        Certificate certificate = new Certificate(certified.resolve("server.pem"), certified.resolve("server-key.pem"));
        Files.copy(certified.resolve("ca.pem"), folder.resolve("ca.pem"));
        all.add(new Served(Files.createDirectory(folder.resolve("one")), "0.0.0.0", 0, List.of(
                cases.called("shop/web/1", "ContainerExited", "web exited with 1", 9),
                cases.called("shop/db/1", "ContainerExited", "db exited with 1", 2)), List.of(), GpuSamples.NONE,
                Optional.of(certificate), Optional.empty()));
        List<IncidentEntry> well = List.of(cases.entry("ml/train/1", "ContainerThrottled", "train is slowed down", 5,
                null, null));
        all.add(new Served(Files.createDirectory(folder.resolve("two")), "127.0.0.1", 0, well));
        Files.writeString(folder.resolve("one.token"), "operate\n");
        config = Files.writeString(folder.resolve("dockmedic.yml"), """
                hosts:
                  - {name: one, url: "https://127.0.0.1:%d", token_file: one.token, ca_file: ca.pem}
                  - {name: two, url: "http://localhost:%d/"}
                  - {name: gone, url: "http://127.0.0.1:1"}
                """.formatted(all.getFirst().port(), all.getLast().port()));
    }

    @AfterEach
    void close() {
        all.forEach(Served::close);
    }

    private int run(String... arguments) {
        out.getBuffer().setLength(0);
        err.getBuffer().setLength(0);
        List<String> line = new ArrayList<>(List.of(arguments));
        line.addAll(List.of("--config", config.toString()));
        return CommandLineTool
                .with(new IncidentsCommand(), new ApprovalsCommand(), new ApproveCommand(), new WatchCommand())
                .setOut(new PrintWriter(out, true))
                .setErr(new PrintWriter(err, true))
                .execute(line.toArray(String[]::new));
    }

    @Test
    void theirIncidentsAreOneListAndWhoDoesNotAnswerIsSaid() {
        assertThat(run("incidents", "--host", "two,one")).as("%s", err).isZero();
        assertThat(out.toString().lines().map(line -> line.replaceFirst(" .*", ""))).containsExactly("HOST", "one",
                "two",
                "one");
        assertThat(out.toString()).containsSubsequence("shop/db/1", "ml/train/1", "shop/web/1");

        assertThat(run("incidents", "--host", "all")).isEqualTo(1);
        assertThat(out.toString().lines()).hasSize(4);
        assertThat(err.toString()).startsWith("gone: no Dockmedic answers at http://127.0.0.1:1: ");

        assertThat(run("incidents", "--json", "--host", "two")).isZero();
        assertThat(out.toString()).contains("\"host\" : \"two\"", "ml/train/1");
    }

    @Test
    void watchSaysWhichOfThemNeedAPerson() {
        assertThat(run("watch", "--once", "--host", "two,one")).as("%s", err).isZero();
        assertThat(out.toString().lines()).startsWith("Need you: one.");
        assertThat(out.toString()).containsSubsequence("one: Dockmedic", "It needs you: 2 of 2 open incidents",
                "two: Dockmedic", "It does not need you: 1 open incident.");
        assertThat(run("watch", "--once", "--host", "two")).as("%s%s", out, err).isZero();
        assertThat(out.toString()).startsWith("Dockmedic 1.0 on atlas");
        assertThat(run("watch", "--once", "--host", "gone,two")).isEqualTo(1);
        assertThat(out.toString()).startsWith("Do not answer: gone.").contains("gone: no Dockmedic answers at ");
    }

    @Test
    void whatOneAsksIsAnsweredThereAndNowhereElse() {
        all.getFirst().ask(Asking.question("1a2b3c4d", "miner", "it burns"));
        assertThat(run("approvals", "--host", "one,two")).as("%s", err).isZero();
        assertThat(out.toString()).contains("of miner on one", "dockmedic approve 1a2b3c4d --host one --reason");
        assertThat(run("watch", "--once", "--host", "one")).isZero();
        assertThat(out.toString()).contains("dockmedic approve 1a2b3c4d --host one  or  reject");
        assertThat(run("approve", "1a2b3c4d", "--host", "one", "--reason", "seen", "--json")).as("%s", err).isZero();
        assertThat(all.getFirst().asking.sent).singleElement().asString().startsWith("1a2b3c4d ").contains("seen");
        assertThat(all.getLast().asking.sent).isEmpty();

        assertThat(run("approve", "1a2b3c4d", "--host", "all")).isEqualTo(2);
        assertThat(err.toString()).contains("approve asks one host: --host NAME");
        assertThat(run("approve", "1a2b3c4d", "--host", "onee")).isEqualTo(2);
        assertThat(err.toString()).contains("there is no onee; did you mean one?");
    }

    @Test
    void whoCannotProveToBeItIsNotShownTheToken() throws Exception {
        Path other = Files.createDirectory(folder.resolve("other"));
        Certificates.in(other);
        Files.copy(other.resolve("ca.pem"), folder.resolve("ca.pem"),
                StandardCopyOption.REPLACE_EXISTING);
        assertThat(run("incidents", "--host", "one")).isEqualTo(1);
        assertThat(err.toString()).contains("no Dockmedic answers at https://127.0.0.1:")
                .contains("does ca_file vouch for it?");
    }

    @Test
    void aTokenThatIsMissingOrWrongIsSaidAndTheOthersAreAskedAllTheSame() throws Exception {
        Files.writeString(folder.resolve("one.token"), "wrong");
        assertThat(run("incidents", "--host", "one,two")).isEqualTo(1);
        assertThat(err.toString()).startsWith("one: needs the header Authorization");
        assertThat(out.toString()).contains("ml/train/1");
        Files.writeString(folder.resolve("one.token"), "# of one\noperate\n");
        assertThat(run("incidents", "--host", "one,two")).isEqualTo(1);
        assertThat(err.toString()).startsWith("one: " + folder.resolve("one.token") + " holds no token")
                .doesNotContain("operate");
        assertThat(out.toString()).contains("ml/train/1");
        Files.delete(folder.resolve("one.token"));
        assertThat(run("watch", "--once", "--host", "one,two")).isEqualTo(1);
        assertThat(err.toString()).startsWith("one: " + folder.resolve("one.token") + " cannot be read");
        assertThat(out.toString()).contains("ml/train/1");
    }

    @Test
    void oneThatWantsACertificateIsShownOne() throws Exception {
        Served wants = new Served(Files.createDirectory(folder.resolve("wants")), "0.0.0.0", 0, List.of(
                cases.called("shop/web/1", "ContainerExited", "web exited with 1", 9)), List.of(), GpuSamples.NONE,
                Optional.of(new Certificate(certified.resolve("server.pem"), certified.resolve("server-key.pem"))),
                Optional.of(new Clients(certified.resolve("ca.pem"), true,
                        List.of(new Known("ops", Set.of(Scope.READ))))));
        all.add(wants);
        for (String file : List.of("ops.pem", "ops-key.pem")) {
            Files.copy(certified.resolve(file), folder.resolve(file));
        }
        Files.writeString(config,
                """
                        hosts:
                          - {name: mine, url: "https://127.0.0.1:%1$d", ca_file: ca.pem, certificate_file: ops.pem, key_file: ops-key.pem}
                          - {name: bare, url: "https://127.0.0.1:%1$d", ca_file: ca.pem}
                          - {name: lost, url: "https://127.0.0.1:%1$d", ca_file: ca.pem, certificate_file: lost.pem, key_file: ops-key.pem}
                        """
                        .formatted(wants.port()));
        run("incidents", "--host", "mine");
        assertThat(out.toString()).contains("shop/web/1");
        assertThat(run("incidents", "--host", "bare")).isEqualTo(1);
        assertThat(err.toString()).contains("it wants a certificate: set certificate_file and key_file");
        assertThat(run("incidents", "--host", "lost")).isEqualTo(1);
        assertThat(err.toString()).contains("lost.pem cannot be read");
    }
}
