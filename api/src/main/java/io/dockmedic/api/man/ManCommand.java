package io.dockmedic.api.man;

import java.io.PrintWriter;
import java.util.Objects;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** {@code dockmedic man}: what packages install as the manual page. */
@Command(name = "man", hidden = true, mixinStandardHelpOptions = true, description = "Print the manual page, as man(1) reads it.")
public final class ManCommand implements Callable<Integer> {
    @Spec
    private @Nullable CommandSpec spec;

    @Override
    public Integer call() {
        CommandSpec own = Objects.requireNonNull(spec);
        PrintWriter out = own.commandLine().getOut();
        out.print(ManPage.of(own.root()));
        out.flush();
        return 0;
    }
}
