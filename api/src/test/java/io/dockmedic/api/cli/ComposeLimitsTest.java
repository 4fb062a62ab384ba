package io.dockmedic.api.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.dockmedic.testkit.Edition;
import io.vertx.core.json.JsonObject;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ComposeLimitsTest {
    private static final long MIB = 1 << 20;

    private static JsonObject service(String project, String name, String memory, long mebibytes) {
        return new JsonObject().put("project", project)
                .put("name", name)
                .put("memory", limit(memory, mebibytes * MIB))
                .put("processors", limit("raise", 1.5))
                .put("threads", limit("keep", 100));
    }

    private static JsonObject limit(String verdict, Number advised) {
        return new JsonObject().put("verdict", verdict).put("advised", advised);
    }

    @Test
    void whatIsToBeChangedIsWrittenForEachProject() {
        assertThat(ComposeLimits.of(List.of(service("shop", "web", "set", 512), service("shop", "web", "raise", 1024),
                service("shop", "no", "keep", 1), service("other", "db", "lower", 96),
                service("", "cache", "set", 64))))
                .isEqualTo("""
                        # project other
                        services:
                          db:
                            mem_limit: 96m
                            cpus: 1.5
                        ---
                        # project shop
                        services:
                          "no":
                            cpus: 1.5
                          web:
                            mem_limit: 1g
                            cpus: 1.5
                        # not of Compose, until they are made anew:
                        # docker update --memory 64m --memory-swap 64m --cpus 1.5 cache
                        """);
    }

    @Test
    void aLabelCannotAddLinesOrCommandsToTheTerminal() {
        String name = "web\": {}\n    privileged: true\u001b[2J\\\u202e";
        JsonObject service = service("shop\nservices: {}\u009b", name, "set", 64);
        assertThat(ComposeLimits.of(List.of(service, service("", "x\nrm", "set", 64)))).isEqualTo("""
                # project shop\\u000aservices: {}\\u009b
                services:
                  "web\\": {}\\u000a    privileged: true\\u001b[2J\\\\\\u202e":
                    mem_limit: 64m
                    cpus: 1.5
                # not of Compose, until they are made anew:
                # docker update --memory 64m --memory-swap 64m --cpus 1.5 x\\u000arm
                """);
        JsonObject limit = limit("keep", 0).put("limit", 0).put("p50", 0).put("p99", 0).put("max", 0).put("reason", "");
        assertThat(AdviceText.of(List.of(new JsonObject().put("service", "shop/" + name)
                .put("measuredSeconds", 60)
                .put("confidence", "none")
                .put("memory", limit)
                .put("processors", limit)
                .put("threads", limit)))).startsWith("shop/web\": {}\\u000a    privileged: true\\u001b[2J\\\\u202e: m");
    }

    @Test
    void nothingToSayIsNothing() {
        JsonObject fits = service("shop", "web", "keep", 1).put("processors", limit("wait", 0));
        assertThat(ComposeLimits.of(List.of(fits))).isEmpty();
        assertThat(AdviceText.of(List.of())).isEqualTo("Nothing was measured yet.\n");
    }

    @Test
    @Tag("long")
    void composeTakesIt(@TempDir Path folder) throws Exception {
        Path program = Path.of(System.getenv().getOrDefault(Edition.FOLDER, "/nowhere"),
                "docker/cli-plugins/docker-compose");
        Path base = Files.writeString(folder.resolve("compose.yml"), "services: {web: {image: busybox}}\n");
        Path limits = Files.writeString(folder.resolve("limits.yml"),
                ComposeLimits.of(List.of(service("shop", "web", "set", 512), service("", "cache", "set", 64))));
        Process process = new ProcessBuilder(program.toString(), "-f", base.toString(), "-f", limits.toString(),
                "config")
                .redirectErrorStream(true)
                .start();
        String config = new String(process.getInputStream().readAllBytes(), java.nio.charset.StandardCharsets.UTF_8);
        assertThat(process.waitFor()).as(config).isZero();
        assertThat(config).contains("mem_limit: \"536870912\"", "cpus: 1.5");
    }
}
