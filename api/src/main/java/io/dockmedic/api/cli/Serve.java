package io.dockmedic.api.cli;

import io.dockmedic.api.config.Config;
import io.dockmedic.api.config.ConfigFile;
import io.dockmedic.api.config.Problem;
import java.util.Objects;
import java.util.concurrent.Callable;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** {@code dockmedic serve}: runs until it is told to stop. */
@Command(name = "serve", mixinStandardHelpOptions = true, description = "Watch and heal the containers of this host.")
public final class Serve implements Callable<Integer> {
    /** The program proper. */
    @FunctionalInterface
    public interface Service {
        /** Runs until it is stopped; blocks. The exit code. */
        int run(Config config) throws Exception;
    }

    private final Service service;

    @Mixin
    private final ConfigOption config = new ConfigOption();

    @Spec
    private @Nullable CommandSpec spec;

    public Serve(Service service) {
        this.service = service;
    }

    @Override
    public Integer call() throws Exception {
        return run(config.read(), service, Objects.requireNonNull(spec).commandLine().getErr()::println);
    }

    /** The exit code. */
    static int run(ConfigFile.Outcome read, Service service, Consumer<Problem> complaints) throws Exception {
        return switch (read) {
            case ConfigFile.Good good -> service.run(good.config());
            case ConfigFile.Bad bad -> {
                bad.problems().forEach(complaints);
                yield 1;
            }
        };
    }
}
