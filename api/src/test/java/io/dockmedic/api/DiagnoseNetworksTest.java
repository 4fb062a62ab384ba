package io.dockmedic.api;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.dockmedic.testkit.BusyboxImage;
import io.dockmedic.testkit.PrivateEngine;
import io.dockmedic.testkit.RealEngine;
import io.vertx.core.json.JsonObject;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Whether a container of a real engine reaches whom it is set up to reach, as a diagnosis says, and as it finds itself. */
@RealEngine
class DiagnoseNetworksTest {
    private static final String NETWORK = "diag-net";
    private static final String OTHER = "diag-other";
    private static final List<String> NAMES = List.of("need-web", "need-db", "need-cache", "need-far", "need-down");

    private final PrivateEngine engine;
    private final Diagnosed diagnosed = new Diagnosed();

    DiagnoseNetworksTest(PrivateEngine engine) {
        this.engine = engine;
    }

    @AfterEach
    void remove() {
        NAMES.forEach(name -> engine.docker("rm", "--force", name));
        engine.docker("network", "rm", NETWORK, OTHER);
    }

    private void run(String network, String name, List<String> more, String... command) {
        List<String> all = new ArrayList<>(List.of("run", "--detach", "--network=" + network, "--name=" + name));
        all.addAll(more);
        all.add(BusyboxImage.in(engine));
        all.addAll(List.of(command));
        engine.docker(all.toArray(String[]::new)).orFail();
    }

    private String inside(String name) {
        return engine.docker("exec", "need-web", "nslookup", name).stdout();
    }

    @Test
    void whomItNeedsIsLookedForOnItsNetworks(@TempDir Path home) {
        engine.docker("network", "create", "--subnet=172.29.91.0/24", NETWORK).orFail();
        engine.docker("network", "create", "--subnet=172.29.92.0/24", OTHER).orFail();
        try (Spine spine = Spine.ready(engine.dockerHost(), home, "")) {
            run(NETWORK, "need-db", List.of("--network-alias=db"), "httpd", "-f", "-p", "5432");
            run(NETWORK, "need-cache", List.of("--network-alias=cache"), "httpd", "-f", "-p", "127.0.0.1:6379");
            run(OTHER, "need-far", List.of(), "sleep", "1000");
            run(NETWORK, "need-down", List.of("--network-alias=queue"), "sh", "-c", "exit 3");
            run(NETWORK, "need-web", List.of("--env=DATABASE_URL=postgres://shop:hunter2@db:5432/shop",
                    "--env=CACHE_URL=redis://:hunter2@cache:6379", "--env=OTHER_URL=http://db:81/",
                    "--env=FAR_HOST=need-far", "--env=AMQP_URL=amqp://a:hunter2@queue:5672",
                    "--env=NOBODY_HOST=nobody", "--env=SELF_URL=http://localhost:8080/x",
                    "--env=MAIL_URL=smtp://mail.example.org:25", "--env=TOLD_HOST=ldap", "--add-host=ldap:10.0.0.1"),
                    "sleep", "1000");
            await().atMost(Spine.SOON).until(() -> Spine.status(engine, "need-down").equals("exited"));
            await().atMost(Spine.SOON)
                    .untilAsserted(() -> assertThat(diagnosed.text(home, "need-web")).contains(
                            "db:5432 (DATABASE_URL): need-db on " + NETWORK + ", which runs, and listens there",
                            "It is set up to reach cache:6379 (CACHE_URL): need-cache on " + NETWORK
                                    + ", which runs, but it listens at port 6379 for itself alone (127.0.0.1).",
                            "It is set up to reach db:81 (OTHER_URL): need-db on " + NETWORK
                                    + ", which runs, but nobody in it listens at port 81; it listens at 5432.",
                            "It is set up to reach need-far (FAR_HOST): need-far has that name, and they share no network",
                            "It is set up to reach queue:5672 (AMQP_URL): need-down has that name on " + NETWORK
                                    + ", and ended with exit code 3",
                            "It is set up to reach nobody (NOBODY_HOST): no container on its networks (" + NETWORK
                                    + ")",
                            "It is set up to reach localhost:8080 (SELF_URL): that is the container itself, and nobody in"
                                    + " it listens there.",
                            "mail.example.org:25 (MAIL_URL): not a container of this engine",
                            "ldap (TOLD_HOST): it is told the address", "nameserver 127.0.0.11", "gateway 172.29.91.1")
                            .doesNotContain("hunter2", "reach mail", "reach ldap", "reach db:5432"));
            JsonObject found = diagnosed.json(home, "need-web");
            assertThat(found.encode()).doesNotContain("hunter2");
            assertThat(found.getJsonArray("needs").stream().map(one -> ((JsonObject) one).getString("verdict")))
                    .containsExactlyInAnyOrder("answers", "silent", "silent", "apart", "down", "unknown", "itself",
                            "outside",
                            "told");
            // What it finds itself when it is asked, which a diagnosis does not do.
            assertThat(inside("db")).contains("172.29.91.");
            for (String name : List.of("need-far", "queue", "nobody")) {
                assertThat(inside(name)).as(name).doesNotContain("Address 1: 172.29", "Address: 172.29");
            }
            assertThat(spine.status("/-/ready")).isEqualTo(200);
        }
    }
}
