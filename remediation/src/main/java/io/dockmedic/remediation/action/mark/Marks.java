package io.dockmedic.remediation.action.mark;

import io.dockmedic.collectors.base.hang.HangGuard;
import io.dockmedic.collectors.base.time.Timers;
import io.dockmedic.collectors.gpu.mark.GpuMark;
import io.dockmedic.remediation.publish.RemedyChange;
import io.dockmedic.remediation.record.RemedyReader;
import io.dockmedic.rules.incident.Incident;
import io.dockmedic.rules.incident.IncidentChange;
import io.vertx.core.Future;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.BooleanSupplier;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Keeps the marks on GPUs as they should be: one for each GPU on which an incident that fires has asked for one, with what is known now,
 * and no other of ours. It looks at the files at each change and every minute, so whatever became of them, and of us, it is made up for.
 *
 * <p>A file is ours when the journal knows all incidents that it names. What a person, another program or another Dockmedic left is not
 * touched. While nothing may be changed no file is, and it is made up for afterwards. To be used on remediation's context.
 */
public final class Marks {
    private static final Logger LOG = LoggerFactory.getLogger(Marks.class);

    private static final Duration EVERY = Duration.ofMinutes(1);
    private static final Duration PATIENCE = Duration.ofSeconds(10);
    private static final String FILES = "files";

    private final Marking with;
    private final MarkTexts texts;
    private final BooleanSupplier may;
    private final RemedyReader remedies;
    private final Function<String, Future<Optional<Incident>>> incidents;
    private final HangGuard guard;
    private final Timers timers;
    /** By their ids. */
    private final Map<String, Marked> wanted = new LinkedHashMap<>();
    /** They fired before our start, and it is not known yet whether they asked for a mark. */
    private final Map<String, Incident> restored = new LinkedHashMap<>();
    private final Set<String> over = new HashSet<>();
    private Future<Void> last = Future.succeededFuture();
    private boolean failing;
    private boolean closed;

    /**
     * @param texts     what they say
     * @param may       whether files may be changed, asked each time: not in a dry-run, and not where another instance acts
     * @param remedies  what was done for incidents
     * @param incidents the incident of an id, as the journal has it
     * @param guard     for the files
     */
    public Marks(Marking with, MarkTexts texts, BooleanSupplier may, RemedyReader remedies,
            Function<String, Future<Optional<Incident>>> incidents, HangGuard guard, Timers timers) {
        this.with = with;
        this.texts = texts;
        this.may = may;
        this.remedies = remedies;
        this.incidents = incidents;
        this.guard = guard;
        this.timers = timers;
    }

    /** Begins to look at them. */
    public void begin() {
        bring();
        timers.after(EVERY, () -> {
            if (!closed) {
                begin();
            }
        });
    }

    /** Looks no more. The marks stay. */
    public void close() {
        closed = true;
    }

    /** What is heard of incidents. */
    public void incident(IncidentChange change) {
        Incident incident = change.incident();
        String id = incident.id();
        switch (change.what()) {
            case RESOLVED -> {
                over.add(id);
                restored.remove(id);
                if (wanted.remove(id) != null) {
                    bring();
                }
            }
            case RESTORED -> {
                if (change.plan().steps().stream().anyMatch(step -> step.action().equals(MarkAction.NAME))) {
                    restored.put(id, incident);
                    bring();
                }
            }
            case PENDING, FIRED, AGAIN, READ, INHIBITED, RELEASED ->
                wanted.computeIfPresent(id, (same, marked) -> marked.as(incident));
        }
    }

    /** Where a mark is. */
    Path file(GpuMark mark) {
        return with.marks().file(mark);
    }

    /**
     * From now on there is a mark on the GPU, until the incident is over.
     *
     * @return the one that is there then, which may be somebody else's, whatever became of those on other GPUs; fails when none could be
     *         written yet
     */
    Future<GpuMark> mark(Marked marked) {
        String id = marked.incident().id();
        wanted.put(id, marked);
        return bring().transform(done -> {
            Throwable lacking = done.failed() ? done.cause() : new IllegalStateException(lack());
            return with.marks()
                    .on(wanted.getOrDefault(id, marked).gpu())
                    .map(mark -> Future.succeededFuture(mark))
                    .orElseGet(() -> Future.failedFuture(lacking));
        });
    }

    /** Why a mark is not there, where nothing failed. */
    private String lack() {
        return may.getAsBoolean() ? "it is gone again" : "nothing is changed now: a dry-run, or another Dockmedic acts";
    }

    /** One after the other: what the one before has written is there then. */
    private Future<Void> bring() {
        Future<Void> next = last.transform(before -> recalled()
                .compose(known -> files())
                .compose(this::adopted)
                .compose(this::written));
        last = next;
        return next.onSuccess(done -> failing = false).onFailure(this::failed);
    }

    private void failed(Throwable why) {
        if (!failing) {
            failing = true;
            LOG.atWarn()
                    .addKeyValue("reason", why.getMessage())
                    .log("marks on GPUs cannot be kept as they should be; it is tried again every minute");
        }
    }

    private Future<List<GpuMark>> files() {
        boolean prepare = may.getAsBoolean() && !with.gpus().get().gpus().isEmpty();
        return guard.call(FILES, PATIENCE, () -> {
            if (prepare) {
                with.marks().prepare();
            }
            return with.marks().read();
        });
    }

    /** What cannot be read now is asked for the next time. */
    private Future<Void> recalled() {
        return Future.join(List.copyOf(restored.values()).stream().map(this::recall).toList())
                .<Void>mapEmpty()
                .otherwiseEmpty();
    }

    private Future<Optional<RemedyChange>> recall(Incident incident) {
        String id = incident.id();
        return remedies.of(id).onSuccess(found -> {
            // It may be over meanwhile.
            if (restored.remove(id) != null && found.filter(Marks::asked).isPresent()) {
                Marked.of(incident).ifPresent(marked -> wanted.putIfAbsent(id, marked));
            }
        });
    }

    private static boolean asked(RemedyChange remedy) {
        return remedy.attempts()
                .stream()
                .anyMatch(one -> one.action().equals(MarkAction.NAME) && one.verdict().equals("act"));
    }

    /** Files of ours of which we know nothing yet: from before our start, whatever became of what they were there for. */
    private Future<List<GpuMark>> adopted(List<GpuMark> files) {
        List<Future<Optional<Incident>>> asked = files.stream()
                .filter(GpuMark::ours)
                .flatMap(file -> file.incidents()
                        .stream()
                        .filter(this::unknown)
                        .map(id -> incidents.apply(id)
                                .onSuccess(found -> found.ifPresent(incident -> adopt(incident, file)))))
                .toList();
        return Future.join(asked).transform(done -> Future.succeededFuture(files));
    }

    private boolean unknown(String incident) {
        return !wanted.containsKey(incident) && !restored.containsKey(incident) && !over.contains(incident);
    }

    private void adopt(Incident incident, GpuMark file) {
        if (incident.state() == Incident.State.RESOLVED) {
            over.add(incident.id());
        } else if (!over.contains(incident.id())) {
            Marked.of(incident)
                    .ifPresent(marked -> wanted.putIfAbsent(incident.id(), marked.as(file)));
        }
    }

    private Future<Void> written(List<GpuMark> files) {
        Map<String, GpuMark> there = files.stream().collect(Collectors.toMap(GpuMark::name, file -> file));
        files.stream()
                .filter(GpuMark::ours)
                .forEach(file -> file.incidents()
                        .forEach(id -> wanted.computeIfPresent(id, (same, marked) -> marked.as(file))));
        List<Marked> all = List.copyOf(wanted.values());
        wanted.replaceAll((id, marked) -> texts.known(marked, all));
        Map<String, GpuMark> wished = texts.of(wanted.values());
        List<GpuMark> write = wished.values().stream().filter(mark -> differs(mark, there)).toList();
        List<String> remove = there.values()
                .stream()
                .filter(file -> mine(file) && !wished.containsKey(file.name()))
                .map(GpuMark::name)
                .toList();
        over.retainAll(files.stream().flatMap(file -> file.incidents().stream()).collect(Collectors.toSet()));
        if (!may.getAsBoolean() || (write.isEmpty() && remove.isEmpty())) {
            return Future.succeededFuture();
        }
        remove.forEach(name -> LOG.atInfo().addKeyValue("gpu", name).log("the mark on the GPU goes: it is over"));
        return guard.call(FILES, PATIENCE, () -> {
            with.marks().change(write, remove);
            return true;
        }).mapEmpty();
    }

    private boolean differs(GpuMark mark, Map<String, GpuMark> there) {
        GpuMark now = there.get(mark.name());
        return now == null || (mine(now) && !now.equals(mark));
    }

    private boolean mine(GpuMark file) {
        return file.ours() && file.incidents().stream().allMatch(id -> wanted.containsKey(id) || over.contains(id));
    }
}
