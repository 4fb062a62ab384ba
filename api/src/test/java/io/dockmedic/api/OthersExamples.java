package io.dockmedic.api;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.InstanceOfAssertFactories.LIST;
import static org.assertj.core.api.InstanceOfAssertFactories.MAP;

import io.dockmedic.testkit.Command;
import io.dockmedic.testkit.Finished;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/** Examples of files that other programs read: each by the program that reads it, where there is one to be had. */
final class OthersExamples {
    private final Path folder;

    OthersExamples(Path folder) {
        this.folder = folder;
    }

    /** Whether it begins as such a file does; then it is one, or this fails. */
    boolean takes(Map<?, ?> example, String text) throws IOException {
        switch (String.valueOf(example.keySet().iterator().next())) {
            case "scrape_configs" -> isPrometheus(text);
            case "route" -> isAlertmanager(text);
            case "name" -> isAWorkflowOrOfStackStorm(example);
            case "commands" -> isAmExecutor(example);
            // Compose itself reads these in StackOnComposeTest, of the second tier.
            case "services" -> isCompose(example);
            default -> {
                return false;
            }
        }
        return true;
    }

    /** The files that it names are elsewhere. */
    private void isPrometheus(String text) throws IOException {
        isTaken("promtool", "check", "config", "--syntax-only", written("prometheus.yml", text));
    }

    /** {@code url_file} of a webhook came with Alertmanager 0.26; what it holds is an address. */
    private void isAlertmanager(String text) throws IOException {
        isTaken("amtool", "check-config", written("alertmanager.yml",
                text.replaceAll("url_file: \\S+", "url: http://127.0.0.1:9/")));
    }

    private static void isCompose(Map<?, ?> example) {
        assertThat(example.get("services")).asInstanceOf(MAP)
                .isNotEmpty()
                .allSatisfy(
                        (name, service) -> assertThat(service).isInstanceOf(Map.class));
    }

    private static void isAWorkflowOrOfStackStorm(Map<?, ?> example) {
        List<String> keys = example.keySet().stream().map(Object::toString).toList();
        if (keys.contains("jobs")) {
            assertThat(keys).contains("on");
        } else {
            assertThat(keys).contains("pack", "trigger", "action");
        }
    }

    private static void isAmExecutor(Map<?, ?> example) {
        assertThat(example.get("commands")).asInstanceOf(LIST)
                .isNotEmpty()
                .allSatisfy(
                        command -> assertThat(command).asInstanceOf(MAP).containsKey("cmd"));
    }

    private String written(String name, String text) throws IOException {
        return Files.writeString(folder.resolve(name), text).toString();
    }

    private static void isTaken(String... command) {
        Finished checked = Command.run(Map.of(), List.of(command));
        assertThat(checked.exitCode()).as(checked.stdout() + checked.stderr()).isZero();
    }
}
