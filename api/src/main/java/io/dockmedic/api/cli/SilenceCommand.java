package io.dockmedic.api.cli;

import io.vertx.core.http.HttpMethod;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code dockmedic silence}: of some services nothing is changed and nobody is told, for a while. */
@Command(name = "silence", mixinStandardHelpOptions = true, description = "Leave services alone and tell nobody of them, for a while.")
public final class SilenceCommand implements Callable<Integer> {
    private static final String PATH = "/api/v1/silences";
    private static final String USUAL = "1h";
    /** As long as a command that cannot be asked any more keeps its silence. */
    private static final String LEASE = "2m";
    private static final int RENEWED_SECONDS = 30;
    /** What a shell exits with where a command cannot be started. */
    private static final int NOT_FOUND = 127;

    @Mixin
    private final Instance instance = new Instance();

    @Parameters(paramLabel = "SERVICE | COMMAND", description = "The service, project/service/number, project/service, project or a container's name, * for any text; with --while the command.")
    private List<String> arguments = List.of();

    @Option(names = "--for", paramLabel = "DURATION", description = "For so long (default: " + USUAL + ").")
    private @Nullable String length;

    @Option(names = "--reason", defaultValue = "", description = "Why, for whoever wonders.")
    private String reason = "";

    @Option(names = "--while", description = "While COMMAND runs: silence --while -- docker compose up -d")
    private boolean whileRunning;

    @Option(names = "--services", paramLabel = "SERVICE", description = "With --while: which (default: all).")
    private @Nullable String services;

    @Option(names = "--end", paramLabel = "ID", description = "End that one.")
    private @Nullable String end;

    @Option(names = "--list", description = "Show what holds up acts now.")
    private boolean list;

    @Option(names = "--json", description = "Say as JSON what was set or ended, or with --list what holds up acts.")
    private boolean json;

    @Override
    public Integer call() throws IOException, InterruptedException {
        String wrong = wrong();
        if (!wrong.isEmpty()) {
            instance.err().println(wrong);
            return 2;
        }
        return instance.ask(this::with);
    }

    /** What does not go together, and what to write in its place; empty when all does. */
    private String wrong() {
        if (services != null && !whileRunning) {
            return "--services has no place without --while: to leave " + Shown.plain(services)
                    + " alone for a while, write silence '" + Shown.plain(services)
                    + "' [--for DURATION]; while a command runs, silence --while --services '" + Shown.plain(services)
                    + "' -- COMMAND";
        }
        if (length != null && whileRunning) {
            return "--for has no place with --while, whose silence ends with the command: leave out --for "
                    + Shown.plain(length) + ", or write silence SERVICE --for " + Shown.plain(length)
                    + " without --while";
        }
        return "";
    }

    private int with(Control control) throws IOException, InterruptedException {
        if (list) {
            JsonObject standing = control.data("/api/v1/brakes");
            if (json) {
                instance.out().println(standing.encodePrettily());
                return 0;
            }
            List<String> lines = BrakeText.lines(standing);
            (lines.isEmpty() ? List.of("Nothing holds up acts.") : lines).forEach(instance.out()::println);
            BrakeText.upcoming(standing).forEach(instance.out()::println);
            return 0;
        }
        if (end != null) {
            JsonObject ended = control.change(HttpMethod.DELETE, PATH + "/" + id(end),
                    new JsonObject().put("by", Instance.person()));
            instance.out().println(json ? ended.encodePrettily() : "Ended: " + BrakeText.line(ended));
            return 0;
        }
        if (json && whileRunning) {
            instance.err().println("with --while what is written is the command's: --json has no place there");
            return 2;
        }
        if (arguments.isEmpty() || (!whileRunning && arguments.size() != 1)) {
            instance.err().println(whileRunning ? "silence --while -- COMMAND" : "silence SERVICE [--for DURATION]");
            return 2;
        }
        if (whileRunning) {
            return whileItRuns(control);
        }
        JsonObject set = set(control, arguments.getFirst(), length == null ? USUAL : length, reason);
        instance.out().println(json ? set.encodePrettily() : BrakeText.line(set));
        return 0;
    }

    /** Also where there is nothing to silence: what the person wants is the command. */
    private int whileItRuns(Control control) throws IOException, InterruptedException {
        String id = "";
        try {
            id = set(control, services == null ? "*" : services, LEASE,
                    reason.isEmpty() ? "while " + arguments.getFirst() + " runs" : reason).getString("id");
        } catch (IOException e) {
            instance.err().println("Nothing is silenced: " + e.getMessage());
            instance.err().flush();
        }
        try {
            return run(control, id);
        } finally {
            if (!id.isEmpty()) {
                quietly(control, HttpMethod.DELETE, id, new JsonObject().put("by", Instance.person()));
            }
        }
    }

    /** Answers as a shell would. */
    private int run(Control control, String id) throws InterruptedException {
        Process command;
        try {
            command = new ProcessBuilder(arguments).inheritIO().start();
        } catch (IOException e) {
            instance.err().println("dockmedic: " + e.getMessage());
            instance.err().flush();
            return NOT_FOUND;
        }
        while (!command.waitFor(RENEWED_SECONDS, TimeUnit.SECONDS)) {
            if (!id.isEmpty()) {
                quietly(control, HttpMethod.POST, id, new JsonObject().put("for", LEASE).put("by", Instance.person()));
            }
        }
        return command.exitValue();
    }

    private static JsonObject set(Control control, String services, String length, String reason) throws IOException {
        return control.change(HttpMethod.POST, PATH, new JsonObject()
                .put("services", services)
                .put("for", length)
                .put("reason", reason)
                .put("by", Instance.person()));
    }

    private void quietly(Control control, HttpMethod method, String id, JsonObject body) {
        try {
            control.change(method, PATH + "/" + id, body);
        } catch (IOException e) {
            instance.err().println("The silence " + id + " ends by itself: " + e.getMessage());
            instance.err().flush();
        }
    }

    private static String id(String text) throws IOException {
        if (!text.matches("[0-9a-f]{8}")) {
            throw new IOException(Shown.plain(text) + " is no id; dockmedic silence --list shows them");
        }
        return text;
    }
}
