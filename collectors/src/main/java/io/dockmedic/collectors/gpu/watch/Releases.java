package io.dockmedic.collectors.gpu.watch;

import io.dockmedic.collectors.gpu.watch.Releasable.Released;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The last release of the GPUs. To be changed on one context; {@link #last} may be asked from any thread. */
final class Releases {
    private static final Logger LOG = LoggerFactory.getLogger(Releases.class);

    private final ReleaseFile file;
    private final List<VendorReader> readers;
    private volatile @Nullable Released last;
    private @Nullable Future<Void> known;
    private int changes;

    /** @param readers that close what they have open */
    Releases(Path file, List<VendorReader> readers) {
        this.file = new ReleaseFile(file);
        this.readers = List.copyOf(readers);
    }

    /** Completes when what was kept has been read. */
    Future<Void> known(Vertx vertx) {
        Future<Void> begun = known;
        if (begun == null) {
            begun = vertx.executeBlocking(file::read).onSuccess(kept -> {
                if (last == null) {
                    last = kept.map(release -> new Released(release, "")).orElse(null);
                }
            }).mapEmpty();
            known = begun;
        }
        return begun;
    }

    Optional<Released> last() {
        return Optional.ofNullable(last);
    }

    /** That in force. */
    Optional<Released> holding(Instant now) {
        return last().filter(one -> one.release().holds(now));
    }

    /** Whether there is one that nobody has ended, and its time is over. */
    boolean over(Instant now) {
        return last().filter(one -> one.release().ended() == null && !one.release().holds(now)).isPresent();
    }

    /** How often one has begun or ended. */
    int changes() {
        return changes;
    }

    /** It begins, or goes on for longer. Fails where that cannot be kept on disk: then it holds until we end. */
    Future<Void> begin(Vertx vertx, Release release) {
        LOG.atInfo()
                .addKeyValue("by", release.by())
                .addKeyValue("reason", release.reason())
                .addKeyValue("until", release.until())
                .log("The GPUs are released");
        return set(vertx, release);
    }

    /** Closes what is open; what could not be, for a person. */
    Future<String> close() {
        return Future.all(readers.stream().map(VendorReader::letGo).toList()).map(all -> {
            String open = all.<String>list().stream().filter(one -> !one.isEmpty()).collect(Collectors.joining("; "));
            Released now = last;
            if (now != null && now.release().ended() == null) {
                last = new Released(now.release(), open);
            }
            return open;
        });
    }

    /**
     * It ends, and they may be read again. A person may have reset any; what an act of ours has reset it says itself.
     *
     * @param by who says so; empty when it is time
     */
    Future<Release> end(Vertx vertx, Release release, Instant now, String by) {
        return end(vertx, release, now, by, place -> !Release.isActs(release.by()));
    }

    /** The same, where it is known at which places they may have been reset. */
    Future<Release> end(Vertx vertx, Release release, Instant now, String by, Predicate<String> maybeReset) {
        readers.forEach(reader -> reader.takeBack(maybeReset));
        LOG.atInfo().addKeyValue("by", by.isEmpty() ? "its time" : by).log("The GPUs are read again");
        Release ended = release.end(now, by);
        return set(vertx, ended).otherwiseEmpty().map(written -> ended);
    }

    private Future<Void> set(Vertx vertx, Release release) {
        changes++;
        last = new Released(release, "");
        return vertx.executeBlocking(() -> {
            file.write(release);
            return null;
        })
                .onFailure(unkept -> LOG.atWarn()
                        .addKeyValue("reason", unkept.getMessage())
                        .log("how the GPUs are released cannot be kept: a restart would not know of it"))
                .mapEmpty();
    }
}
