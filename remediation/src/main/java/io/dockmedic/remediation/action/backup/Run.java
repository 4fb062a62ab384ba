package io.dockmedic.remediation.action.backup;

import io.dockmedic.collectors.base.hang.StuckException;
import io.dockmedic.collectors.engine.client.ContainerState;
import io.dockmedic.collectors.engine.client.ErrorClass;
import io.dockmedic.remediation.action.Outcome;
import io.dockmedic.remediation.room.Bytes;
import io.vertx.core.Future;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;

/**
 * One backup: written beside where it will be, while the container is held; read back and compared when that goes on again; and only then
 * kept, and older ones removed. Whatever goes wrong, the container goes on and nothing is left of it. To be used once, on one context.
 */
final class Run {
    /** The note that says where it is written. */
    static final String PART = "part";
    /** The note that says which sum it had when it was verified. */
    static final String SUM = "part_sum";
    /** As what is said of one begins that is kept, and does not count. */
    static final String DOUBTFUL = "doubtful: ";
    /** Why nothing comes of one that is under way as we end. */
    static final String ENDING = "it was broken off, for Dockmedic ends";

    private static final Duration DISK = Duration.ofMinutes(1);

    private final Backing with;
    private final String act;
    private final String service;
    private final ContainerState state;
    private final BackupSettings settings;
    private final Source source;
    private final Shelf shelf;
    private final Copying copy;
    private final Instant at;
    /** Completes when we end. */
    private final Future<Void> end;
    /** Where it is written, and what was there before. */
    private Shelf.Ready ready;
    private List<String> writers = List.of();

    Run(Backing with, String act, String service, ContainerState state, BackupSettings settings, Source source,
            Path directory, Future<Void> end) {
        this.end = end;
        this.with = with;
        this.act = act;
        this.service = service;
        this.state = state;
        this.settings = settings;
        this.source = source;
        this.shelf = new Shelf(directory, service, source);
        this.copy = new Copying(with, act, state.id(), settings, source, end);
        this.at = with.clock().shown(with.clock().now());
        this.ready = new Shelf.Ready(List.of(), shelf.part(at));
    }

    /** The future never fails. */
    Future<Outcome> go() {
        List<Path> mounted = state.mounts()
                .stream()
                .filter(mount -> !mount.source().isEmpty())
                .map(mount -> Path.of(mount.source()))
                .toList();
        return onDisk(DISK, () -> shelf.prepare(mounted, at)).compose(
                found -> {
                    ready = found;
                    return young().map(Future::succeededFuture).orElseGet(this::begin);
                },
                unfit -> refused("not backed up: " + Part.said(unfit)));
    }

    /** As the disk under a part is called where one call at a time is made to it. */
    static String disk(Path part) {
        return String.valueOf(part.getParent());
    }

    private <T> Future<T> onDisk(Duration within, Callable<T> work) {
        return with.guard().call(disk(ready.part()), within, work);
    }

    private Optional<Outcome> young() {
        return ready.last(at)
                .filter(last -> last.at().isAfter(at.minus(settings.newer())))
                .map(last -> new Outcome.Done("nothing to do: " + last.file() + " is younger than unless_newer"));
    }

    private Future<Outcome> begin() {
        return with.steps()
                .note(act, Map.of(PART, ready.part().toString()))
                .compose(noted -> Writers.of(with, state.id(), source).compose(others -> {
                    writers = others;
                    return held();
                }), unwritten -> refused("not backed up: it could not be written down before"));
    }

    private Future<Outcome> held() {
        if (ends()) {
            return failed(ENDING);
        }
        Hold hold = Hold.of(with, act, state, settings.dumps() ? Quiet.NONE : settings.quiet());
        return hold.take()
                .compose(against -> against.map(why -> Future.<Part.Came>succeededFuture(
                        new Part.Came.Broken(state.name() + " could not be held still: " + why)))
                        .orElseGet(() -> ends()
                                ? Future.<Part.Came>succeededFuture(new Part.Came.Broken(ENDING))
                                : copy.into(ready.part())))
                .otherwise(broke -> new Part.Came.Broken("it broke off: " + broke.getClass().getSimpleName()))
                .compose(came -> hold.giveBack().compose(back -> over(came, back, hold.holds())));
    }

    /** Whether we end: nothing more is begun then. */
    private boolean ends() {
        return end.isComplete();
    }

    private Future<Outcome> over(Part.Came came, Back back, boolean held) {
        return switch (back) {
            case Back.Unsure(String why) -> dropped(new Outcome.Unknown(why));
            case Back.Never(String why) -> failed(why);
            case Back.Left(String why) -> failed(why + ", and it is left so; what was copied is not kept");
            case Back.Up(boolean still) when !still && came instanceof Part.Came.Written -> failed(
                    "somebody or the engine " + (held ? "let " + state.name() + " go on" : "started " + state.name())
                            + " while it was copied");
            case Back.Up up -> switch (came) {
                case Part.Came.Broken(String why) -> failed(why);
                case Part.Came.Written written -> checked(written);
            };
        };
    }

    private Future<Outcome> checked(Part.Came.Written written) {
        return onDisk(settings.timeout().plus(DISK), () -> Check.of(ready.part(), written, !source.dumps(), this::ends))
                .compose(
                        content -> kept(written, content),
                        damaged -> failed(ends() ? ENDING : "it does not hold what it should: " + Part.said(damaged)));
    }

    private Future<Outcome> kept(Part.Came.Written written, Check.Content content) {
        return with.steps()
                .note(act, Map.of(SUM, written.sha256()))
                .compose(noted -> named(written, content), unwritten -> failed("it could not be written down before"));
    }

    private Future<Outcome> named(Part.Came.Written written, Check.Content content) {
        Optional<String> shrunk = shrunk(written);
        return onDisk(DISK, () -> {
            shelf.claim();
            Path file = Keeping.keep(ready.part(), written.sha256());
            List<String> said = shrunk.or(() -> bare(content))
                    .map(why -> List.of(why + ": nothing older was removed"))
                    .orElseGet(() -> retired(file));
            return new Aftermath(file, said);
        }).map(after -> {
            String words = words(written, content, after);
            if (shrunk.isPresent()) {
                return new Outcome.Failed(DOUBTFUL + words);
            }
            with.successes().kept(service, source.name(), at, written.bytes());
            return (Outcome) new Outcome.Done(words);
        }).recover(this::unkept);
    }

    private String words(Part.Came.Written written, Check.Content content, Aftermath after) {
        return "backed up " + source.words() + " to " + after.file() + ", "
                + Bytes.text(written.bytes())
                + (source.dumps() ? "" : ", " + content.entries() + (content.entries() == 1 ? " entry" : " entries"))
                + ", sha256 " + written.sha256() + ", read back" + after.words()
                + (writers.isEmpty() ? "" : "; it may be of no one moment: " + String.join(", ", writers));
    }

    /** A disk that hangs may do it yet. */
    private Future<Outcome> unkept(Throwable why) {
        return why instanceof StuckException
                ? Future.succeededFuture(new Outcome.Unknown("whether it is kept is not known: " + Part.said(why)))
                : failed("it could not be kept: " + Part.said(why));
    }

    /** The engine says nothing of what it left out. */
    private Optional<String> shrunk(Part.Came.Written written) {
        return ready.dwarfs(written.bytes(), at)
                .map(largest -> "it is less than half as large as the largest that is kept, which has "
                        + Bytes.text(largest.bytes()));
    }

    private static Optional<String> bare(Check.Content content) {
        return content.bare() ? Optional.of("there are no files in it") : Optional.empty();
    }

    private record Aftermath(Path file, List<String> said) {
        String words() {
            return said.isEmpty() ? "" : "; " + String.join(", ", said);
        }
    }

    /** That an old one stays is no failure of the new one. */
    private List<String> retired(Path good) {
        List<String> said = new ArrayList<>();
        try {
            for (Shelf.Kept one : Shelf.surplus(shelf.all(), good, settings.keep(), settings.age(), at)) {
                Keeping.remove(one.file());
                said.add("removed " + one.file().getFileName());
            }
        } catch (IOException e) {
            said.add("an older one could not be removed: " + Part.said(e));
        }
        return said;
    }

    private Future<Outcome> failed(String why) {
        return dropped(new Outcome.Failed("not backed up: " + why));
    }

    private Future<Outcome> dropped(Outcome came) {
        return onDisk(DISK, () -> {
            Keeping.drop(ready.part());
            return true;
        }).transform(either -> Future.succeededFuture(came));
    }

    private static Future<Outcome> refused(String why) {
        return Future.succeededFuture(new Outcome.Refused(ErrorClass.BAD_REQUEST, why));
    }
}
