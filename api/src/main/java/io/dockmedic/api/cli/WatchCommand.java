package io.dockmedic.api.cli;

import java.io.IOException;
import java.io.PrintWriter;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code dockmedic watch}: the live page for a terminal. */
@Command(name = "watch", mixinStandardHelpOptions = true, description = "Show what is wrong, what is done and what needs you, as it changes. Ends with Ctrl-C.")
public final class WatchCommand implements Callable<Integer> {
    private static final Terminal.Size USUAL = new Terminal.Size(100, 40);
    /** Longer than each of its requests may take. */
    private static final Duration ONCE = Duration.ofSeconds(15);
    private static final Duration AGAIN = Duration.ofSeconds(3);
    private static final String HOME = "\u001b[H";
    private static final String REST_OF_LINE = "\u001b[K";
    private static final String REST_OF_SCREEN = "\u001b[J";

    @Mixin
    private final Instance instance = new Instance();

    @Option(names = "--once", description = "Show it once and end; so too where the output is no terminal.")
    private boolean once;

    @Override
    public Integer call() throws IOException, InterruptedException {
        return instance.share(peers -> {
            try (Lookout lookout = new Lookout(peers)) {
                if (once || !Terminal.is()) {
                    return onceTo(lookout, instance.out());
                }
                follow(lookout, instance.out());
            }
            return 0;
        });
    }

    private static int onceTo(Lookout lookout, PrintWriter out) throws IOException, InterruptedException {
        List<Sight> sights = lookout.look(ONCE);
        if (sights.size() == 1 && sights.getFirst() instanceof Sight.Away(String host, String why)) {
            throw new IOException(why);
        }
        screen(sights, new Terminal.Size(Integer.MAX_VALUE, Integer.MAX_VALUE), false).forEach(out::println);
        return sights.stream().anyMatch(Sight.Away.class::isInstance) ? 1 : 0;
    }

    private static void follow(Lookout lookout, PrintWriter out) throws InterruptedException {
        lookout.listen();
        while (!Thread.currentThread().isInterrupted()) {
            List<Sight> sights = lookout.look(AGAIN);
            Terminal.Size size = Terminal.size(USUAL);
            // The last line stays empty: a line feed there would push the first one out.
            paint(out, screen(sights, new Terminal.Size(size.columns(), size.lines() - 1), Terminal.coloured()));
            lookout.untilChanged();
        }
    }

    private static List<String> screen(List<Sight> sights, Terminal.Size size, boolean coloured) {
        if (sights.size() != 1) {
            return new HostsScreen(size.columns(), size.lines(), coloured).of(sights);
        }
        return switch (sights.getFirst()) {
            case Sight.There(String host, WatchScreen.Seen seen) ->
                new WatchScreen(size.columns(), size.lines(), coloured).of(seen, host);
            case Sight.Away(String host, String why) -> List.of(Shown.plain(why), "Trying again.");
        };
    }

    private static void paint(PrintWriter out, List<String> lines) {
        out.print(HOME);
        lines.forEach(line -> out.print(line + REST_OF_LINE + "\n"));
        out.print(REST_OF_SCREEN);
        out.flush();
    }
}
