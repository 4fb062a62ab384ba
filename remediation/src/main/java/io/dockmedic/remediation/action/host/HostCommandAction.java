package io.dockmedic.remediation.action.host;

import io.dockmedic.collectors.base.hang.StuckException;
import io.dockmedic.collectors.engine.client.ErrorClass;
import io.dockmedic.collectors.event.Container;
import io.dockmedic.remediation.action.Job;
import io.dockmedic.remediation.action.Outcome;
import io.dockmedic.remediation.action.SelfSettling;
import io.dockmedic.remediation.action.about.ActionClass;
import io.dockmedic.remediation.action.about.ActionDescription;
import io.dockmedic.remediation.action.about.Aim;
import io.dockmedic.remediation.action.hear.Heard;
import io.dockmedic.remediation.record.ActRecord;
import io.dockmedic.rules.duration.PrometheusDuration;
import io.vertx.core.Future;
import java.io.IOException;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Runs a command on the machine, once, of those that the owner allows by name. What it did cannot be seen afterwards: where its end
 * was not seen the outcome is unknown, and a person is told.
 */
public final class HostCommandAction implements SelfSettling {
    /** As rules write it. */
    public static final String NAME = "host-command";

    private static final String COMMAND = "name";
    /** The parameter under which who approves it is shown what the name stands for. */
    private static final String RUNS = "runs";
    /** The notes that say that it begins, and how it ended. */
    private static final String BEGINS = "begins";
    private static final String EXIT = "exit";
    private static final String LATE = "late";
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
            "whatever undoes the command");

    private final OnHost with;

    public HostCommandAction(OnHost with) {
        this.with = with;
    }

    /** What is wrong with its parameters, with what to write instead; empty when nothing is. */
    public static Optional<String> problem(Map<String, String> parameters) {
        return parameters.getOrDefault(COMMAND, "").isEmpty()
                ? Optional.of(NAME + ": name is missing; write name: reload-proxy, as host_commands of the configuration"
                        + " has it")
                : Optional.empty();
    }

    @Override
    public ActionDescription about() {
        return ABOUT;
    }

    /** With what its name stands for: who approves it approves that, and no other that is called so later. */
    @Override
    public Map<String, String> shown(Map<String, String> parameters) {
        Map<String, String> shown = new HashMap<>(parameters);
        allowed(parameters).ifPresent(command -> shown.put(RUNS, command.shown()));
        return shown;
    }

    private Optional<HostCommand> allowed(Map<String, String> parameters) {
        return with.allowed().stream().filter(one -> one.name().equals(parameters.get(COMMAND))).findFirst();
    }

    @Override
    public Future<Outcome> perform(Job job, Future<Void> cleared) {
        return cleared.compose(go -> allowed(job.parameters())
                .map(command -> words(command, job.container())
                        .map(words -> begin(job.act(), command, words))
                        .orElseGet(() -> refused("not called: the incident is about no container with a name and an id"
                                + " that may stand in a command")))
                .orElseGet(() -> refused("not called: host_commands of the configuration has none of that name; it has "
                        + (with.allowed().isEmpty()
                                ? "none at all"
                                : with.allowed().stream().map(HostCommand::name).collect(Collectors.joining(", "))))));
    }

    private static Optional<List<String>> words(HostCommand command, @Nullable Container of) {
        return of == null ? command.of("", "") : command.of(of.name(), of.id());
    }

    private Future<Outcome> begin(String act, HostCommand command, List<String> words) {
        return with.steps()
                .note(act, Map.of(BEGINS, command.name()))
                .compose(written -> run(act, command, words), unwritten -> Future.succeededFuture(new Outcome.Refused(
                        ErrorClass.SERVER_ERROR, "not begun: it could not be written down before")));
    }

    private Future<Outcome> run(String act, HostCommand command, List<String> words) {
        return with.guard()
                .call(act, command.timeout().plus(MARGIN), () -> new Running().run(words, command.timeout()))
                .transform(ended -> {
                    if (ended.succeeded()) {
                        Running.Ended so = ended.result();
                        return with.heard().keep(act, so.lines()).compose(lines -> with.steps()
                                .note(act, Map.of(EXIT, Integer.toString(so.exitCode()), LATE,
                                        so.late() ? PrometheusDuration.format(command.timeout()) : ""))
                                .transform(either -> Future.succeededFuture(
                                        came(so.exitCode(), so.late(), command.timeout(), lines))));
                    }
                    return ended.cause() instanceof IOException unable && !(ended.cause() instanceof StuckException)
                            ? Future.succeededFuture(new Outcome.Refused(ErrorClass.BAD_COMMAND,
                                    "not begun: " + unable.getMessage()))
                            : Future.succeededFuture(new Outcome.Unknown("its end was not seen: " + ended.cause()));
                });
    }

    private static Outcome came(int exitCode, boolean late, Duration timeout, List<String> lines) {
        return late
                ? new Outcome.Failed(
                        "it had not ended within " + PrometheusDuration.format(timeout) + " and was killed")
                : Heard.ended(exitCode, lines);
    }

    @Override
    public Future<String> wouldDo(Job job) {
        return Future.succeededFuture(ABOUT.dryRun() + ": " + allowed(job.parameters())
                .map(command -> with.heard().redacted(command.shown()))
                .orElse("but there is none of that name"));
    }

    @Override
    public Duration settlesWithin(Job job) {
        return allowed(job.parameters()).map(HostCommand::timeout).orElse(Duration.ZERO).plus(MARGIN).plus(MARGIN);
    }

    @Override
    public Future<Outcome> settle(ActRecord act) {
        return with.steps().notes(act.id()).map(notes -> {
            if (notes.containsKey(EXIT)) {
                Duration late = PrometheusDuration.parse(notes.getOrDefault(LATE, "")).orElse(Duration.ZERO);
                return came(Integer.parseInt(notes.get(EXIT)), !late.isZero(), late, List.of());
            }
            return notes.containsKey(BEGINS)
                    ? new Outcome.Unknown("it was begun, and its end was not seen")
                    : new Outcome.Refused(ErrorClass.SERVER_ERROR, "not begun: it was cut off before");
        }).otherwise(unread -> new Outcome.Unknown("it is not known whether it was begun: the journal cannot be read"));
    }

    @Override
    public void settled(String act, String containerId) {
        // Nobody else waits for it.
    }

    private static Future<Outcome> refused(String why) {
        return Future.succeededFuture(new Outcome.Refused(ErrorClass.BAD_REQUEST, why));
    }
}
