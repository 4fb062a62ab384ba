package io.dockmedic.api;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.dockmedic.testkit.BusyboxImage;
import io.dockmedic.testkit.PrivateEngine;
import io.dockmedic.testkit.RealEngine;
import io.vertx.core.json.JsonObject;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Of containers of a real engine that may not do with their mounts what they are for, a diagnosis says why. */
@RealEngine
class DiagnoseMountsTest {
    private final PrivateEngine engine;
    private final Diagnosed diagnosed = new Diagnosed();

    DiagnoseMountsTest(PrivateEngine engine) {
        this.engine = engine;
    }

    @Test
    void whoMayNotWriteToItsFolderIsToldWhoseThatIs(@TempDir Path home, @TempDir Path data) throws Exception {
        Files.setPosixFilePermissions(data, PosixFilePermissions.fromString("rwxr-xr-x"));
        Path gone = Files.createDirectory(home.resolve("gone"));
        Path script = Files.writeString(home.resolve("run.sh"), "#!/bin/sh\n");
        try (Spine spine = Spine.ready(engine.dockerHost(), home, "")) {
            String image = BusyboxImage.in(engine);
            engine.run("denied",
                    List.of("--user=1234:1234", "--volume=" + data + ":/data", "--volume=" + gone + ":/gone",
                            "--volume=named:/named:ro"),
                    "sh", "-c", "touch /data/x");
            engine.run("reads", List.of("--user=1234", "--volume=" + data + ":/data:ro"), "sh", "-c", "touch /data/x");
            engine.run("runs", List.of("--user=1234:4321", "--group-add=77", "--volume=" + data + ":/data"), "sleep",
                    "1000");
            engine.docker("create", "--name=no-program", "--network=none", "--volume=" + script + ":/run.sh", image,
                    "/run.sh").orFail();
            engine.docker("start", "no-program");
            Files.delete(gone);
            await().atMost(Spine.SOON).until(() -> Spine.status(engine, "denied").equals("exited"));
            await().atMost(Spine.SOON)
                    .untilAsserted(() -> assertThat(diagnosed.text(home, "denied")).contains(
                            "It runs as 1234:1234 and may not write to /data: on the host " + data
                                    + " belongs to 0:0, mode 755. If it is to: chown 1234:1234 " + data,
                            "What it has at /gone is not on the host any more: " + gone,
                            "/data <- bind " + data + ", on the host 0:0 755", "as 1234:1234"));
            JsonObject found = diagnosed.json(home, "denied");
            assertThat(found.getJsonObject("user").encode())
                    .isEqualTo("{\"name\":\"1234:1234\",\"uid\":1234,\"gid\":1234,\"groups\":[],\"from\":\"image\"}");
            assertThat(found.getJsonArray("mounts").stream().map(JsonObject.class::cast))
                    .anySatisfy(mount -> assertThat(mount.getString("source")).isEqualTo("named"))
                    .anySatisfy(mount -> assertThat(mount.getString("path")).contains("/volumes/named/_data"))
                    .anySatisfy(mount -> assertThat(mount.getBoolean("there")).isFalse())
                    .anySatisfy(mount -> assertThat(mount.getString("filesystem", "")).isNotEmpty());
            await().atMost(Spine.SOON)
                    .untilAsserted(() -> assertThat(diagnosed.text(home, "reads"))
                            .contains("It cannot write to /data: that is mounted read-only in it."));
            await().atMost(Spine.SOON)
                    .untilAsserted(() -> assertThat(diagnosed.text(home, "no-program"))
                            .contains("Nobody may run /run.sh", "chmod +x " + script));
            JsonObject runs = diagnosed.json(home, "runs");
            assertThat(runs.getJsonObject("user").encode()).contains("\"uid\":1234,\"gid\":4321,\"groups\":[77",
                    "\"from\":\"process\"");
            assertThat(runs.getJsonArray("conclusions").encode()).as("nothing was denied to it")
                    .doesNotContain("chown");
            assertThat(spine.status("/-/ready")).isEqualTo(200);
        }
    }

    @Test
    void aNameIsLookedUpInTheImage(@TempDir Path home, @TempDir Path data) throws Exception {
        Files.setPosixFilePermissions(data, PosixFilePermissions.fromString("rwxr-xr-x"));
        try (Spine spine = Spine.ready(engine.dockerHost(), home, "")) {
            BusyboxImage.in(engine);
            engine.run("base", List.of(), "sh", "-c",
                    "mkdir -p /etc; echo 'root:x:0:0::/:/bin/sh' > /etc/passwd; echo 'app:x:4711:4712::/:/bin/sh' >> /etc/passwd;"
                            + " echo 'more:x:99:app' > /etc/group");
            await().atMost(Spine.SOON).until(() -> Spine.status(engine, "base").equals("exited"));
            engine.docker("commit", "base", "named-user:1").orFail();
            engine.docker("run", "--detach", "--network=none", "--name=by-name", "--user=app",
                    "--volume=" + data + ":/data", "named-user:1", "touch", "/data/x").orFail();
            await().atMost(Spine.SOON)
                    .untilAsserted(() -> assertThat(diagnosed.text(home, "by-name"))
                            .contains("It runs as 4711:4712 (app) and may not write to /data"));
            assertThat(diagnosed.json(home, "by-name").getJsonObject("user").getJsonArray("groups").encode())
                    .isEqualTo("[99]");
            assertThat(spine.status("/-/ready")).isEqualTo(200);
        } finally {
            engine.docker("rm", "--force", "by-name", "base");
            engine.docker("rmi", "--force", "named-user:1");
        }
    }
}
