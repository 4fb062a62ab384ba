package io.dockmedic.api;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Who has no Kafka has nothing of it: no class is loaded, no thread runs. */
class KafkaAbsentTest {
    @TempDir
    Path home;

    @Test
    void withoutATopicNothingOfKafkaIsThere() throws Exception {
        Files.writeString(home.resolve("dockmedic.yml"), """
                engine: {address: "unix://%s/no-engine.sock"}
                listen: 127.0.0.1:0
                data_directory: data
                runtime_directory: run
                """.formatted(home));
        try (Forked program = new Forked(home, "-Xlog:class+load:file=" + home.resolve("classes"))) {
            program.start();
            assertThat(home.resolve("classes")).content()
                    .contains("io.dockmedic.collectors.alert.kafka.TopicStage",
                            "io.dockmedic.remediation.publish.kafka.PublishStage")
                    .doesNotContain("org.apache.kafka");
            Process threads = new ProcessBuilder(Path.of(System.getProperty("java.home"), "bin", "jcmd").toString(),
                    Long.toString(program.pid()), "Thread.print").redirectErrorStream(true).start();
            assertThat(new String(threads.getInputStream().readAllBytes(), StandardCharsets.UTF_8))
                    .contains("vert.x-eventloop")
                    .doesNotContain("kafka");
        }
    }
}
