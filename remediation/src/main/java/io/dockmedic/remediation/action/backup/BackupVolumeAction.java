package io.dockmedic.remediation.action.backup;

import io.dockmedic.collectors.engine.client.CallResult;
import io.dockmedic.collectors.engine.client.ContainerState;
import io.dockmedic.collectors.engine.client.ErrorClass;
import io.dockmedic.collectors.engine.detail.Details;
import io.dockmedic.collectors.event.Container;
import io.dockmedic.remediation.action.Intended;
import io.dockmedic.remediation.action.Job;
import io.dockmedic.remediation.action.Outcome;
import io.dockmedic.remediation.action.SelfSettling;
import io.dockmedic.remediation.action.about.ActionClass;
import io.dockmedic.remediation.action.about.ActionDescription;
import io.dockmedic.remediation.action.about.Aim;
import io.dockmedic.remediation.action.call.OneCall;
import io.dockmedic.remediation.action.call.StopTimeout;
import io.dockmedic.remediation.action.shared.Rejoining;
import io.dockmedic.remediation.record.ActRecord;
import io.dockmedic.rules.duration.PrometheusDuration;
import io.vertx.core.Future;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Copies what a container keeps in a volume, or what a command in it writes, into a file on this machine; reads that back, and removes
 * older ones only then. The container is held still meanwhile, and goes on afterwards; where it may not, the outcome is unknown, which a
 * person is told.
 */
public final class BackupVolumeAction implements SelfSettling {
    /** As rules write it. */
    public static final String NAME = "backup-volume";

    private static final String EXEC = "exec";
    private static final String NOT = "not backed up: ";
    private static final Duration MARGIN = Duration.ofMinutes(5);

    /** What it says of itself. */
    public static final ActionDescription ABOUT = new ActionDescription(
            NAME,
            "Copies a volume of the container, or what a command in it writes, into a file, reads that back, and removes"
                    + " older ones; the container is held still meanwhile.",
            ActionClass.CAREFUL,
            Aim.KEEP,
            BackupSettings.MEANINGS,
            BackupSettings.LISTS,
            List.of("GET /containers/json", "GET /containers/{id}/json", "GET /containers/{id}/archive",
                    "POST /containers/{id}/pause",
                    "POST /containers/{id}/unpause", "POST /containers/{id}/stop", "POST /containers/{id}/start",
                    "POST /containers/{id}/exec", "POST /exec/{exec}/start", "GET /exec/{exec}/json"),
            "the volume would have been backed up",
            "nothing: remove the file that the outcome names; what retention removed is gone")
            .formed(BackupSettings.FORMS)
            .example(
                    "{action: backup-volume, with: {volume: shop_db, keep: \"14\"}, verify: {running: 10s, within: 2m}}")
            .rights("to write to backups.directory");

    private final Backing with;

    public BackupVolumeAction(Backing with) {
        this.with = with;
    }

    /** What is wrong with its parameters, with what to write instead; empty when nothing is. */
    public static Optional<String> problem(Map<String, String> parameters) {
        return BackupSettings.problem(parameters).map(problem -> NAME + ": " + problem);
    }

    @Override
    public ActionDescription about() {
        return ABOUT;
    }

    /**
     * What one is called, and of what it is.
     *
     * @param called of whose, and as its files are called: what is the same has the same files
     * @param words  of what it is, and how many are kept
     */
    public record Named(String called, String words) {}

    /** How parameters without a {@link #problem} name it; empty where that cannot be said without a container. */
    public static Optional<Named> named(Map<String, String> parameters) {
        BackupSettings settings = BackupSettings.of(parameters);
        String service = parameters.getOrDefault(BackupSettings.SERVICE, "");
        return service.isEmpty() || settings.called().isEmpty()
                ? Optional.empty()
                : Optional.of(new Named(service + ", " + settings.called(), settings.words()));
    }

    /** No container is held while another is copied. */
    @Override
    public boolean alone() {
        return true;
    }

    /** What does not run is copied as it is, and stays so; what runs is held, which a person is to know of if it stays so. */
    @Override
    public Intended intends(Job job) {
        ContainerState state = job.state();
        return state == null
                ? Intended.of(NAME)
                : new Intended(NAME, state.running() ? ActRecord.HELD_MEANWHILE : ActRecord.DOWN_BEFORE, false, false);
    }

    @Override
    public String names(Map<String, String> parameters) {
        return parameters.getOrDefault(BackupSettings.SERVICE, "");
    }

    @Override
    public String needs(Map<String, String> parameters) {
        return part(parameters);
    }

    /** Another action that has to be approved too; empty when none has to be. */
    public static String part(Map<String, String> parameters) {
        return BackupSettings.of(parameters).dumps() ? EXEC : "";
    }

    @Override
    public Optional<String> against(Map<String, String> parameters) {
        return with.directory().isPresent()
                ? Optional.empty()
                : Optional.of("the configuration names no directory for backups: backups: {directory: /var/backups/…}");
    }

    @Override
    public Future<String> wouldDo(Job job) {
        Container container = job.container();
        Path directory = with.directory().orElse(null);
        if (container == null || directory == null) {
            return Future.succeededFuture("nothing: " + against(job.parameters()).orElse("there is no container"));
        }
        BackupSettings settings = BackupSettings.of(job.parameters());
        return source(container.id(), settings).compose(found -> switch (found) {
            case Source.Found.Not(String why) -> Future.succeededFuture("nothing: " + why);
            case Source.Found.There(Source source) -> would(new Shelf(directory, container.service().key(), source),
                    source, settings);
        });
    }

    private Future<String> would(Shelf shelf, Source source, BackupSettings settings) {
        String how = settings.dumps()
                ? with.heard().redacted("what " + String.join(" ", settings.dump()) + " writes")
                : source.words() + " (quiesce: " + settings.quiet().word() + ", at most "
                        + PrometheusDuration.format(settings.timeout()) + ")";
        Path file = Keeping.kept(shelf.part(with.clock().shown(with.clock().now())));
        return with.guard()
                .call(file.toString(), MARGIN, shelf::all)
                .map(all -> "; of " + all.size() + " that are kept, "
                        + Shelf.surplus(all, file, settings.keep(), settings.age(),
                                with.clock().shown(with.clock().now())).size()
                        + " would have been removed")
                .otherwise("")
                .map(after -> how + " would have been backed up to " + file + after);
    }

    private Future<Source.Found> source(String container, BackupSettings settings) {
        return settings.dumps()
                ? Future.succeededFuture(
                        new Source.Found.There(Source.dump(settings.dump()).called(settings.name())))
                : with.details().details(container).map(seen -> switch (seen) {
                    case CallResult.Done<Details>(Details details) ->
                        called(Source.of(details.mounts(), settings.volume()), settings.name());
                    case CallResult.Refused<Details>(ErrorClass error, int status, String message) ->
                        new Source.Found.Not("it could not be looked at: " + message);
                    case CallResult.Unknown<Details>(String why) ->
                        new Source.Found.Not("it could not be looked at: " + why);
                });
    }

    private static Source.Found called(Source.Found found, String name) {
        return found instanceof Source.Found.There(Source source)
                ? new Source.Found.There(source.called(name))
                : found;
    }

    @Override
    public Future<String> toApprove(Job job) {
        return wouldDo(job).compose(would -> would.startsWith("nothing: ")
                ? Future.failedFuture(NOT + would.substring("nothing: ".length()))
                : Future.succeededFuture(Character.toUpperCase(would.charAt(0)) + would.substring(1)));
    }

    @Override
    public Future<Outcome> perform(Job job, Future<Void> cleared) {
        ContainerState state = job.state();
        Container container = job.container();
        if (state == null || container == null) {
            return cleared.map(go -> new Outcome.Refused(ErrorClass.NOT_FOUND, "there is no container"));
        }
        Optional<String> against = against(job.parameters());
        if (against.isPresent()) {
            return cleared.map(go -> new Outcome.Refused(ErrorClass.BAD_REQUEST, NOT + against.get()));
        }
        with.bystanders().watch(job.act(), container.service().key(), state.id());
        return cleared.compose(go -> begin(job, container, state))
                .onComplete(over -> with.bystanders().forget(job.act()));
    }

    private Future<Outcome> begin(Job job, Container container, ContainerState state) {
        BackupSettings settings = BackupSettings.of(job.parameters());
        return with.calls()
                .inspect(state.id())
                .compose(now -> OneCall.against(state, now)
                        .or(() -> against(state, settings))
                        .map(Future::succeededFuture)
                        .orElseGet(() -> startsAgain(state, settings).compose(against -> against
                                .<Future<Outcome>>map(Future::succeededFuture)
                                .orElseGet(() -> begin(job, container, state, settings)))));
    }

    private Future<Outcome> begin(Job job, Container container, ContainerState state, BackupSettings settings) {
        return source(state.id(), settings).compose(found -> switch (found) {
            case Source.Found.Not(String why) -> refused(why);
            case Source.Found.There(Source source) -> with.underWay()
                    .run(end -> new Run(with, job.act(), container.service().key(), state, settings, source,
                            with.directory().orElseThrow(), end).go());
        });
    }

    /** What is to be stopped has to start again. */
    private Future<Optional<Outcome.Refused>> startsAgain(ContainerState state, BackupSettings settings) {
        return stops(settings) && state.running()
                ? with.room()
                        .against()
                        .compose(full -> full.isPresent()
                                ? Future.succeededFuture(
                                        full.map(why -> new Outcome.Refused(ErrorClass.SERVER_ERROR, NOT + why)))
                                : Rejoining.against(with.calls(), state, NOT))
                : Future.succeededFuture(Optional.empty());
    }

    private static boolean stops(BackupSettings settings) {
        return settings.quiet() == Quiet.STOP && !settings.dumps();
    }

    private Optional<Outcome> against(ContainerState state, BackupSettings settings) {
        boolean still = !state.running() || state.paused();
        boolean holds = settings.quiet() != Quiet.NONE && !settings.dumps();
        boolean stops = stops(settings);
        String mismatch = with.mismatch().get();
        Optional<String> why = state.restarting()
                ? Optional.of("it is being restarted")
                : settings.dumps() && still
                        ? Optional.of("a command needs a container that runs, and it is " + state.status())
                        : state.paused() && holds
                                ? Optional.of("somebody has paused it")
                                : state.autoRemove() && stops
                                        ? Optional.of("it is removed by itself when it is stopped (--rm)")
                                        : stops && state.running() && state.gpus().asksNvidia() && !mismatch.isEmpty()
                                                ? Optional.of("it asks for " + state.gpus().words()
                                                        + ", and would have none when it is started again: " + mismatch)
                                                : Optional.empty();
        return why.map(words -> new Outcome.Refused(ErrorClass.BAD_REQUEST, NOT + words));
    }

    private static Future<Outcome> refused(String why) {
        return Future.succeededFuture(new Outcome.Refused(ErrorClass.BAD_REQUEST, NOT + why));
    }

    @Override
    public Future<Outcome> settle(ActRecord act) {
        return new Ending(with, act).find();
    }

    @Override
    public Duration settlesWithin(Job job) {
        ContainerState state = job.state();
        return BackupSettings.of(job.parameters())
                .timeout()
                .multipliedBy(2)
                .plus(state == null ? Duration.ZERO : StopTimeout.of(state))
                .plus(MARGIN);
    }

    @Override
    public void settled(String act, String containerId) {
        // Nobody else waits for it.
    }
}
