package io.dockmedic.api.cli;

import io.dockmedic.api.config.Config;
import io.dockmedic.api.config.ConfigFile;
import java.io.IOException;
import java.io.PrintWriter;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code dockmedic watch}: the live page for a terminal. */
@Command(name = "watch", mixinStandardHelpOptions = true, description = "Show what is wrong, what is done and what needs you, as it changes. Ends with Ctrl-C.")
public final class WatchCommand implements Callable<Integer> {
    private static final Terminal.Size USUAL = new Terminal.Size(100, 40);
    private static final String HOME = "\u001b[H";
    private static final String REST_OF_LINE = "\u001b[K";
    private static final String REST_OF_SCREEN = "\u001b[J";

    @Mixin
    private final ConfigOption config = new ConfigOption();

    @Option(names = "--once", description = "Show it once and end; so too where the output is no terminal.")
    private boolean once;

    @Spec
    private @Nullable CommandSpec spec;

    @Override
    public Integer call() throws IOException, InterruptedException {
        CommandSpec own = Objects.requireNonNull(spec);
        return switch (config.readWithoutSecrets()) {
            case ConfigFile.Good(Config good) -> {
                PrintWriter out = own.commandLine().getOut();
                try (Watching watching = new Watching(good.controlSocket())) {
                    if (once || !Terminal.is()) {
                        new WatchScreen(Integer.MAX_VALUE, Integer.MAX_VALUE, false).of(watching.look())
                                .forEach(out::println);
                        out.flush();
                    } else {
                        follow(watching, out);
                    }
                }
                yield 0;
            }
            case ConfigFile.Bad bad -> {
                bad.problems().forEach(own.commandLine().getErr()::println);
                yield 1;
            }
        };
    }

    private static void follow(Watching watching, PrintWriter out) throws InterruptedException {
        watching.listen();
        while (!Thread.currentThread().isInterrupted()) {
            Terminal.Size size = Terminal.size(USUAL);
            // The last line stays empty: a line feed there would push the first one out.
            paint(out, screen(watching, new WatchScreen(size.columns(), size.lines() - 1, Terminal.coloured())));
            watching.untilChanged();
        }
    }

    private static List<String> screen(Watching watching, WatchScreen screen) throws InterruptedException {
        try {
            return screen.of(watching.look());
        } catch (IOException away) {
            return List.of(String.valueOf(away.getMessage()), "Trying again.");
        }
    }

    private static void paint(PrintWriter out, List<String> lines) {
        out.print(HOME);
        lines.forEach(line -> out.print(line + REST_OF_LINE + "\n"));
        out.print(REST_OF_SCREEN);
        out.flush();
    }
}
