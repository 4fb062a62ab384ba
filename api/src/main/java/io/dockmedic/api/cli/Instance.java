package io.dockmedic.api.cli;

import io.dockmedic.api.config.Config;
import io.dockmedic.api.config.ConfigFile;
import io.dockmedic.api.config.Host;
import java.io.IOException;
import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** What every command has in common that asks a running instance for something. */
final class Instance {
    /** What a command does there. */
    interface Work {
        /** The exit code. */
        int with(Control control) throws IOException, InterruptedException;
    }

    /** What a command does with several. */
    interface Shared {
        /** The exit code. */
        int with(List<Peer> peers) throws IOException, InterruptedException;
    }

    /** What a command asks each of several for. */
    interface Question<T> {
        T ask(Control control) throws IOException;
    }

    /**
     * What one of several answered.
     *
     * @param host its name; empty for the one of this machine
     */
    record Answered<T>(String host, T answer) {}

    @Mixin
    private final ConfigOption config = new ConfigOption();

    @Option(names = "--host", paramLabel = "NAME", split = ",", description = "Ask that one of the configuration's hosts in the place of this machine's; where things are listed also several, or all.")
    private List<String> hosts = List.of();

    @Spec(Spec.Target.MIXEE)
    private @Nullable CommandSpec spec;

    // A token that is not where it should be keeps nobody from asking the others.
    private boolean complete = true;

    /** Does it with the one instance that is meant; 1 when the configuration cannot be read, 2 when several are meant. */
    int ask(Work work) throws IOException, InterruptedException {
        return read(good -> {
            List<Host> chosen = Peers.chosen(good, hosts);
            if (chosen.size() > 1) {
                throw new Peers.NoSuchHost(
                        Objects.requireNonNull(spec).commandLine().getCommandName() + " asks one host: --host NAME");
            }
            return work.with(new Control(chosen.isEmpty()
                    ? Peer.here(good.controlSocket())
                    : Peer.at(chosen.getFirst(), System.getenv())));
        });
    }

    /** Does it with all that are meant; 1 when the configuration cannot be read, 2 when there is no such host. */
    int share(Shared work) throws IOException, InterruptedException {
        return read(good -> {
            List<Host> chosen = Peers.chosen(good, hosts);
            if (chosen.isEmpty()) {
                return work.with(List.of(Peer.here(good.controlSocket())));
            }
            List<Peer> peers = new ArrayList<>();
            for (Host host : chosen) {
                try {
                    peers.add(Peer.at(host, System.getenv()));
                } catch (IOException e) {
                    failed(host.name(), e);
                }
            }
            return peers.isEmpty() ? 1 : Math.max(work.with(peers), complete ? 0 : 1);
        });
    }

    private interface WithConfig {
        int go(Config config) throws IOException, InterruptedException, Peers.NoSuchHost;
    }

    private int read(WithConfig work) throws IOException, InterruptedException {
        try {
            return switch (config.readWithoutSecrets()) {
                case ConfigFile.Good(Config good) -> work.go(good);
                case ConfigFile.Bad bad -> {
                    bad.problems().forEach(err()::println);
                    yield 1;
                }
            };
        } catch (Peers.NoSuchHost none) {
            err().println(none.getMessage());
            return 2;
        } finally {
            out().flush();
            err().flush();
        }
    }

    /**
     * Asks all of them at once. Of several, who does not answer is said and left out.
     *
     * @return in their order
     * @throws IOException when there is only one, as it fails
     */
    <T> List<Answered<T>> each(List<Peer> peers, Question<T> question) throws IOException, InterruptedException {
        List<Answered<T>> answers = new ArrayList<>();
        try (ExecutorService all = Executors.newVirtualThreadPerTaskExecutor()) {
            List<Future<T>> asked = new ArrayList<>();
            peers.forEach(peer -> asked.add(all.submit(() -> question.ask(new Control(peer)))));
            for (int one = 0; one < peers.size(); one++) {
                String host = peers.get(one).name();
                try {
                    answers.add(new Answered<>(host, asked.get(one).get()));
                } catch (ExecutionException e) {
                    IOException why = e.getCause() instanceof IOException said ? said : new IOException(e.getCause());
                    if (peers.size() == 1) {
                        throw why;
                    }
                    failed(host, why);
                }
            }
        }
        return answers;
    }

    private void failed(String host, IOException why) {
        complete = false;
        err().println(host + ": " + Shown.plain(String.valueOf(why.getMessage())));
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
