package io.dockmedic.remediation.action.host;

import io.dockmedic.collectors.engine.client.ContainerState;
import io.dockmedic.collectors.engine.client.ErrorClass;
import io.dockmedic.remediation.action.Job;
import io.dockmedic.remediation.action.Outcome;
import io.dockmedic.remediation.action.SelfSettling;
import io.dockmedic.remediation.action.about.ActionClass;
import io.dockmedic.remediation.action.about.ActionDescription;
import io.dockmedic.remediation.action.about.Aim;
import io.dockmedic.remediation.action.allowed.ByName;
import io.dockmedic.remediation.action.hear.Heard;
import io.dockmedic.remediation.action.once.Once;
import io.dockmedic.remediation.record.ActRecord;
import io.dockmedic.rules.duration.PrometheusDuration;
import io.vertx.core.Future;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.regex.Pattern;

/**
 * Runs a command on the machine, once, of those that the owner allows by name. What it did cannot be seen afterwards: where its end
 * was not seen the outcome is unknown, and a person is told.
 */
public final class HostCommandAction implements SelfSettling {
    /** As rules write it. */
    public static final String NAME = "host-command";

    /** The parameter that says which. */
    public static final String COMMAND = ByName.NAME;
    /** Where the owner allows them. */
    private static final String SETTING = "host_commands";
    /** The parameter under which who approves it is shown what the name stands for. */
    private static final String RUNS = "runs";
    /** The notes that say how it ended. */
    private static final String EXIT = "exit";
    private static final String LATE = "late";
    private static final String LEFT = "left";
    private static final int KILLED = 137;
    /** Errors of the system that pass, as JDKs write them: too many processes, no memory, too many files. */
    private static final Pattern PASSING = Pattern.compile("\\berror[:=] ?(11|12|23|24)\\b|Too many open files");
    private static final Duration MARGIN = Duration.ofSeconds(30);

    /** What it says of itself. */
    public static final ActionDescription ABOUT = new ActionDescription(
            NAME,
            "Runs a command on the host, once, of those that the configuration allows by name.",
            ActionClass.DESTRUCTIVE,
            Aim.TEND,
            Map.of(COMMAND, "the command's name in host_commands of the configuration"),
            List.of("GET /containers/{id}/json"),
            "the command would have been run on the host",
            "whatever undoes the command")
            .example("{action: host-command, with: {name: reload-proxy}, verify: {healthy: 10s, within: 2m}}")
            .rights("whatever the command takes, as the user that Dockmedic runs as");

    private final OnHost with;
    private final ByName<HostCommand> allowed;
    private final Once once;
    /** Names of those that run: none runs beside itself. */
    private final Set<String> running = ConcurrentHashMap.newKeySet();

    public HostCommandAction(OnHost with) {
        this.with = with;
        this.allowed = new ByName<>(SETTING, with.allowed(), with.calls(), command -> Map.of(RUNS, command.shown()));
        this.once = new Once(with.steps());
    }

    /** What is wrong with its parameters, with what to write instead; empty when nothing is. */
    public static Optional<String> problem(Map<String, String> parameters) {
        return ByName.problem(NAME, SETTING, "reload-proxy", parameters);
    }

    @Override
    public ActionDescription about() {
        return ABOUT;
    }

    @Override
    public Map<String, String> shown(Map<String, String> parameters) {
        return allowed.shown(parameters);
    }

    /** Known before a person is asked. */
    @Override
    public Optional<String> against(Map<String, String> parameters) {
        return allowed.against(parameters);
    }

    @Override
    public Future<Outcome> perform(Job job, Future<Void> cleared) {
        return allowed.perform(job, cleared, (command, state) -> begin(job.act(), command, state));
    }

    private Future<Outcome> begin(String act, HostCommand command, ContainerState state) {
        Optional<List<String>> words = command.of(state.name(), state.id());
        if (words.isEmpty()) {
            return refused(ErrorClass.BAD_REQUEST, "not called: its name may not stand in a command");
        }
        if (!running.add(command.name())) {
            return refused(ErrorClass.CONFLICT, "not begun: " + command.name() + " still runs, for another incident");
        }
        return once.begins(act, command.name())
                .compose(written -> run(act, command, words.get()), unwritten -> {
                    running.remove(command.name());
                    return Future.succeededFuture(Once.UNWRITTEN);
                });
    }

    private Future<Outcome> run(String act, HostCommand command, List<String> words) {
        return with.guard()
                .call(command.name(), command.timeout().plus(MARGIN),
                        () -> new Running(with.clock()::nanos).run(words, command.timeout()))
                .transform(ended -> {
                    if (ended.succeeded()) {
                        free(command.name(), ended.result().left());
                        return over(act, command, ended.result());
                    }
                    if (ended.cause() instanceof IOException unable) {
                        running.remove(command.name());
                        return Future.succeededFuture(notBegun(unable));
                    }
                    // Not free again: whatever it is, it has not come back.
                    return Future.succeededFuture(new Outcome.Unknown("its end was not seen: " + ended.cause()));
                });
    }

    static Outcome.Refused notBegun(IOException unable) {
        String why = String.valueOf(unable.getMessage()).lines().findFirst().orElse("");
        return new Outcome.Refused(PASSING.matcher(why).find() ? ErrorClass.SERVER_ERROR : ErrorClass.BAD_COMMAND,
                "not begun: " + why);
    }

    /** What does not die runs still. */
    @SuppressWarnings("FutureReturnValueIgnored") // Nobody waits for that.
    private void free(String command, List<ProcessHandle> left) {
        CompletableFuture.allOf(left.stream().map(ProcessHandle::onExit).toArray(CompletableFuture[]::new))
                .thenRun(() -> running.remove(command));
    }

    /** How it ended first: what it wrote can be done without. */
    private Future<Outcome> over(String act, HostCommand command, Running.Ended ended) {
        String late = ended.late() ? PrometheusDuration.format(command.timeout()) : "";
        return with.steps()
                .note(act, Map.of(EXIT, Integer.toString(ended.exitCode()), LATE, late, LEFT,
                        Integer.toString(ended.left().size())))
                .transform(either -> with.heard().keep(act, ended.lines()))
                .map(lines -> came(ended.exitCode(), late, ended.left().size(), lines));
    }

    static Outcome came(int exitCode, String late, int left, List<String> lines) {
        if (late.isEmpty() || (left == 0 && exitCode != KILLED)) {
            return Heard.ended(exitCode, lines);
        }
        String why = "it had not ended within " + late + " and was killed";
        return left == 0
                ? new Outcome.Failed(why)
                : new Outcome.Unknown(why + "; " + left + " of its processes did not die, and nobody ends them");
    }

    @Override
    public Future<String> wouldDo(Job job) {
        return Future.succeededFuture(ABOUT.dryRun() + ": " + allowed.of(job.parameters())
                .map(command -> with.heard().redacted(command.shown()))
                .orElse("but there is none of that name"));
    }

    @Override
    public Duration settlesWithin(Job job) {
        return allowed.timeout(job.parameters()).plus(MARGIN).plus(MARGIN);
    }

    @Override
    public Future<Outcome> settle(ActRecord act) {
        return once.settle(act, notes -> notes.containsKey(EXIT)
                ? Optional.of(came(Integer.parseInt(notes.get(EXIT)), notes.getOrDefault(LATE, ""),
                        Integer.parseInt(notes.getOrDefault(LEFT, "0")), List.of()))
                : Optional.empty());
    }

    @Override
    public void settled(String act, String containerId) {
        // Nobody else waits for it.
    }

    private static Future<Outcome> refused(ErrorClass error, String why) {
        return Future.succeededFuture(new Outcome.Refused(error, why));
    }
}
