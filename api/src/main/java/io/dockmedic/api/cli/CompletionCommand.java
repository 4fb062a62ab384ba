package io.dockmedic.api.cli;

import java.io.PrintWriter;
import java.util.Objects;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.AutoComplete;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code dockmedic completion SHELL}: what makes a shell complete commands and options. */
@Command(name = "completion", mixinStandardHelpOptions = true, description = "Print what makes a shell complete commands and options.")
public final class CompletionCommand implements Callable<Integer> {
    /** Shells that it is made for, as people write them. */
    enum Shell {
        bash, zsh, fish
    }

    @Parameters(paramLabel = "SHELL", description = "${COMPLETION-CANDIDATES}.")
    private Shell shell = Shell.bash;

    @Spec
    private @Nullable CommandSpec spec;

    @Override
    public Integer call() {
        CommandLine own = Objects.requireNonNull(spec).commandLine();
        CommandLine root = spec.root().commandLine();
        PrintWriter out = own.getOut();
        out.print(switch (shell) {
            // picocli's script turns on in zsh what understands it.
            case bash, zsh -> AutoComplete.bash(spec.root().name(), root);
            case fish -> FishCompletion.of(spec.root());
        });
        out.flush();
        return 0;
    }
}
