package io.dockmedic.collectors.engine.lease;

import io.dockmedic.collectors.base.health.Health;
import io.dockmedic.collectors.base.time.Timers;
import io.vertx.core.Future;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.concurrent.Callable;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * A lock on a file named after the engine's own id, in a directory that all instances on a host share. The kernel lets
 * go of it when its holder ends, however it ends, and the next instance takes over within {@link #RETRY}. Where the
 * file cannot be made nobody can tell, and we act, and say so in the health part {@code lease}. Instances on other
 * hosts, or in containers that do not share the directory, are not seen. Not safe for use by several threads.
 */
public final class EngineLease implements AutoCloseable {
    static final Duration RETRY = Duration.ofSeconds(5);
    private static final String PART = "lease";

    /** Does what touches the disk, off the event loop. */
    public interface Aside {
        /** Runs {@code work} and completes on the caller's context. */
        <T> Future<T> run(Callable<T> work);
    }

    /**
     * What came of asking.
     *
     * @param lock  null when another instance has it, or when nobody can tell
     * @param acts  whether we may act
     * @param trouble why nobody can tell; empty otherwise
     */
    private record Answer(@Nullable FileLock lock, boolean acts, String trouble) {}

    private final Path directory;
    private final Timers timers;
    private final Aside aside;
    private final Health health;
    private @Nullable FileLock lock;
    private String held = "";
    private Timers.@Nullable Pending retry;
    private int asked;

    /** @param directory shared by all instances on the host, {@code /run/dockmedic} */
    public EngineLease(Path directory, Timers timers, Aside aside, Health health) {
        this.directory = directory;
        this.timers = timers;
        this.aside = aside;
        this.health = health;
    }

    /**
     * Asks for the lease on the engine and says whether we may act, and again whenever the answer changes.
     *
     * @param engineId the engine's own id; one without (Podman) is told by its host's name
     * @return completes when the first answer has been said
     */
    public Future<Void> ask(String engineId, Consumer<Boolean> mayAct) {
        int turn = newTurn();
        if (lock != null && held.equals(engineId)) {
            mayAct.accept(true);
            return Future.succeededFuture();
        }
        release();
        return aside.run(() -> take(engineId)).map(answer -> {
            if (turn == asked) {
                mayAct.accept(answer.acts());
                answered(engineId, answer, turn, mayAct);
            } else {
                letGo(answer.lock());
            }
            return null;
        });
    }

    @Override
    public void close() {
        newTurn();
        release();
    }

    /** Whatever is still being asked is not wanted any more. */
    private int newTurn() {
        if (retry != null) {
            retry.cancel();
            retry = null;
        }
        return ++asked;
    }

    private void answered(String engineId, Answer answer, int turn, Consumer<Boolean> mayAct) {
        lock = answer.lock();
        held = engineId;
        if (!answer.trouble().isEmpty()) {
            health.say(PART, Health.Status.DEGRADED, answer.trouble());
        } else if (answer.acts()) {
            health.say(PART, Health.Status.UP, "");
        } else {
            health.say(PART, Health.Status.UP, "another instance acts on this engine; this one observes");
            retry = timers.after(RETRY, () -> tryAgain(engineId, turn, mayAct));
        }
    }

    private void tryAgain(String engineId, int turn, Consumer<Boolean> mayAct) {
        aside.run(() -> take(engineId)).onSuccess(answer -> {
            if (turn != asked) {
                letGo(answer.lock());
                return;
            }
            if (answer.acts()) {
                mayAct.accept(true);
            }
            answered(engineId, answer, turn, mayAct);
        });
    }

    static Path file(Path directory, String engineId) {
        return directory.resolve("engine-" + engineId.replaceAll("[^A-Za-z0-9-]", "_") + ".lock");
    }

    private Answer take(String engineId) {
        Path file = file(directory, engineId);
        try {
            Files.createDirectories(directory);
            FileChannel channel = FileChannel.open(file, StandardOpenOption.CREATE, StandardOpenOption.WRITE);
            FileLock got = null;
            try {
                got = tryLock(channel);
            } finally {
                if (got == null) {
                    channel.close();
                }
            }
            return new Answer(got, got != null, "");
        } catch (IOException | RuntimeException e) {
            return new Answer(null, true, "cannot tell whether another instance acts on this engine: "
                    + file + ": " + e.getMessage() + "; make " + directory + " writable for all instances");
        }
    }

    private static @Nullable FileLock tryLock(FileChannel channel) throws IOException {
        try {
            return channel.tryLock();
        } catch (OverlappingFileLockException heldInThisProcess) {
            return null;
        }
    }

    private void release() {
        letGo(lock);
        lock = null;
    }

    private static void letGo(@Nullable FileLock lock) {
        if (lock != null) {
            try {
                lock.acquiredBy().close();
            } catch (IOException alreadyGone) {
                // Nothing holds it then.
            }
        }
    }
}
