package io.dockmedic.api.cli;

import io.dockmedic.api.config.Config;
import io.dockmedic.api.config.ConfigFile;
import java.io.IOException;
import java.io.PrintWriter;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** What every command has in common that asks the running instance for something. */
final class Instance {
    /** What a command does there. */
    interface Work {
        /** The exit code. */
        int with(Control control) throws IOException, InterruptedException;
    }

    @Mixin
    private final ConfigOption config = new ConfigOption();

    @Spec(Spec.Target.MIXEE)
    private @Nullable CommandSpec spec;

    /** Does it with the instance of the configuration; 1 when that cannot be read. */
    int ask(Work work) throws IOException, InterruptedException {
        return switch (config.readWithoutSecrets()) {
            case ConfigFile.Good(Config good) -> {
                int code = work.with(new Control(good.controlSocket()));
                out().flush();
                yield code;
            }
            case ConfigFile.Bad bad -> {
                bad.problems().forEach(err()::println);
                yield 1;
            }
        };
    }

    PrintWriter out() {
        return Objects.requireNonNull(spec).commandLine().getOut();
    }

    PrintWriter err() {
        return Objects.requireNonNull(spec).commandLine().getErr();
    }

    /** Who types. */
    static String person() {
        return System.getProperty("user.name", "");
    }
}
