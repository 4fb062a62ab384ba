package io.dockmedic.api.cli;

import io.dockmedic.api.config.Config;
import io.dockmedic.api.config.ConfigFile;
import java.io.IOException;
import java.time.Duration;
import java.util.Objects;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/**
 * {@code dockmedic health}: for health checks, of an image or a supervisor. It is called all day, so it uses nothing that
 * takes time to load.
 */
@Command(name = HealthCommand.NAME, mixinStandardHelpOptions = true, description = "Say with the exit code whether the running instance is well: 0 when it is.")
public final class HealthCommand implements Callable<Integer> {
    /** What it is called by. */
    public static final String NAME = "health";

    private static final Duration DEADLINE = Duration.ofSeconds(5);

    @Mixin
    private final ConfigOption config = new ConfigOption();

    @Option(names = "--ready", description = "Whether it can act too: /-/ready in the place of /-/healthy.")
    private boolean ready;

    @Spec
    private @Nullable CommandSpec spec;

    @Override
    public Integer call() throws IOException {
        CommandSpec own = Objects.requireNonNull(spec);
        return switch (config.readWithoutSecrets()) {
            case ConfigFile.Good(Config good) -> {
                String status = new StatusLine(good.controlSocket()).of(ready ? "/-/ready" : "/-/healthy", DEADLINE);
                boolean well = status.matches("HTTP/1\\.[01] 200 .*");
                own.commandLine().getOut().println(well ? "well" : "not well: " + Shown.plain(status));
                own.commandLine().getOut().flush();
                yield well ? 0 : 1;
            }
            case ConfigFile.Bad bad -> {
                bad.problems().forEach(own.commandLine().getErr()::println);
                yield 1;
            }
        };
    }
}
