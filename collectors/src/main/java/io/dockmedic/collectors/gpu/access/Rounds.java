package io.dockmedic.collectors.gpu.access;

import io.dockmedic.collectors.event.GpuAccess;
import java.time.Instant;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/** Whose turn it is to be asked, and what is made of the answer. For one context. */
final class Rounds {
    /** In one round, so that however many there are the engine has few commands of ours. */
    static final int AT_ONCE = 4;

    /** More than a machine has containers with GPUs. */
    private static final int REMEMBERED = 1_000;

    private final AccessSettings settings;
    /** When each is next. */
    private final Map<Entrusted.Run, Instant> next = new HashMap<>();
    /** When those that are denied it were for the first time; they are asked again before that is said. */
    private final Map<Entrusted.Run, Instant> denied = new HashMap<>();
    /** Those of which nothing will be known in this run of theirs. */
    private final Set<Entrusted.Run> mute = new HashSet<>();
    /** Those that were seen to open it in this run of theirs, also while their GPU is not well; oldest answer first. */
    private final Set<Entrusted.Run> reached = new LinkedHashSet<>();
    private Instant reloaded = Instant.EPOCH;
    private boolean looked;

    /** What is to be told. */
    record Word(GpuAccess access, String why) {}

    Rounds(AccessSettings settings) {
        this.settings = settings;
    }

    /**
     * Those whose turn it is, longest due first.
     *
     * @param reload when systemd last read its units; all are due after that
     */
    List<Entrusted> due(List<Entrusted> all, Instant reload, Instant now) {
        Set<Entrusted.Run> runs = all.stream().map(Entrusted::run).collect(Collectors.toSet());
        next.keySet().retainAll(runs);
        denied.keySet().retainAll(runs);
        mute.retainAll(runs);
        if (looked && !reload.equals(reloaded)) {
            next.replaceAll((run, at) -> at.isBefore(now) ? at : now);
        }
        looked = true;
        reloaded = reload;
        for (Entrusted one : all) {
            next.computeIfAbsent(one.run(), run -> first(run, now));
        }
        return all.stream()
                .filter(one -> !mute.contains(one.run()) && !next.getOrDefault(one.run(), now).isAfter(now))
                .sorted(Comparator.comparing((Entrusted one) -> next.getOrDefault(one.run(), now))
                        .thenComparing(Entrusted::id))
                .limit(AT_ONCE)
                .toList();
    }

    /** What is to be told of the answer; empty when it is asked again before. */
    Optional<Word> heard(Entrusted one, Said said, Instant now) {
        Entrusted.Run run = one.run();
        if (!(said instanceof Said.Denied)) {
            denied.remove(run);
        }
        boolean again = said instanceof Said.Denied && tooEarly(one, now);
        next.put(run, now.plus(again ? settings.again() : settings.every()));
        if (again) {
            return Optional.empty();
        }
        return Optional.of(switch (said) {
            case Said.Opened opened -> {
                reaches(run);
                yield new Word(GpuAccess.OK, "");
            }
            // What was never seen to open it may be one that cannot, and need not.
            case Said.Denied no when !reached.contains(run) ->
                new Word(GpuAccess.UNKNOWN,
                        "it was not seen to open " + one.file() + " since its start, or since ours");
            case Said.Denied no -> new Word(mayUse(one) ? GpuAccess.HELD : GpuAccess.LOST,
                    "its control group denies it " + one.file());
            case Said.Unclear(String why, boolean lasting) -> {
                if (lasting) {
                    mute.add(run);
                }
                yield new Word(GpuAccess.UNKNOWN, why);
            }
        });
    }

    /**
     * The first time, and as long as it is not known whether something in it began to use the GPU just before it was denied; for
     * so long only as nobody waits for more.
     */
    private boolean tooEarly(Entrusted one, Instant now) {
        Instant first = denied.putIfAbsent(one.run(), now);
        return first == null
                || (reached.contains(one.run()) && mayUse(one) && !one.inUse()
                        && now.isBefore(first.plus(settings.every())));
    }

    /** What is denied it can open no more: what was seen after that not to use it has nothing to lose. */
    private boolean mayUse(Entrusted one) {
        return one.inUse() || !one.seen().isAfter(denied.getOrDefault(one.run(), Instant.MAX));
    }

    private void reaches(Entrusted.Run run) {
        reached.remove(run);
        reached.add(run);
        if (reached.size() > REMEMBERED) {
            reached.remove(reached.iterator().next());
        }
    }

    /** How many are not asked any more. */
    int mute() {
        return mute.size();
    }

    /** By the engine's clock; one that is ahead holds nothing up for longer. */
    private Instant first(Entrusted.Run run, Instant now) {
        Instant first = run.started().plus(settings.first());
        return first.isAfter(now.plus(settings.first())) ? now.plus(settings.first()) : first;
    }
}
