package io.dockmedic.chaos.aimed;

import io.dockmedic.testkit.PrivateEngine;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;

/** Containers that write down what is done to them, one for each remedy. What happened is read from there and from the engine. */
record Ward(PrivateEngine engine, Path folder) {
    private static final String WRITES = "echo start >> /ctl/starts; trap 'echo hup >> /ctl/hups' HUP;"
            + " trap 'exit 0' TERM; while :; do sleep 0.1; done";

    /**
     * A container as it is.
     *
     * @param starts how often its main process began, also as another container of that name
     * @param hups   how often it was sent SIGHUP
     * @param memory its limit, in bytes
     * @param pauses how often it was paused since it was asked for
     */
    record Seen(boolean running, boolean paused, int starts, int hups, long memory, int pauses) {}

    void admit(String name) {
        try {
            Path own = Files.createDirectories(folder.resolve(name));
            engine.run(name, List.of("--label=dockmedic.heal=true", "--memory=64m", "--volume=" + own + ":/ctl"), "sh",
                    "-c",
                    WRITES);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** @param since pauses are counted */
    Seen look(String name, String since) {
        String[] said = engine
                .docker("inspect", "-f", "{{.State.Running}} {{.State.Paused}} {{.HostConfig.Memory}}", name)
                .orFail()
                .text()
                .split(" ", -1);
        long pauses = engine
                .docker("events", "--since", since, "--until", "0s", "--filter", "container=" + name, "--filter",
                        "event=pause", "--format", "{{.Action}}")
                .orFail()
                .text()
                .lines()
                .count();
        return new Seen(Boolean.parseBoolean(said[0]), Boolean.parseBoolean(said[1]), lines(name, "starts"),
                lines(name, "hups"), Long.parseLong(said[2]), (int) pauses);
    }

    /** The names of all containers there are. */
    List<String> names() {
        return Arrays.stream(engine.docker("ps", "--all", "--format", "{{.Names}}").orFail().text().split("\\s+"))
                .sorted()
                .toList();
    }

    private int lines(String name, String file) {
        try {
            Path path = folder.resolve(name).resolve(file);
            return Files.exists(path) ? Files.readAllLines(path).size() : 0;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
