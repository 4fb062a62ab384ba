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

/** {@code dockmedic health}: for people and scripts; {@link HealthCheck} is for what asks all day. */
@Command(name = "health", mixinStandardHelpOptions = true, description = "Say with the exit code whether the running instance is well: 0 when it is.")
public final class HealthCommand implements Callable<Integer> {
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
                boolean well = StatusLine.isWell(status);
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
