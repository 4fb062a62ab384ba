package io.dockmedic.collectors.engine.lease;

import io.dockmedic.collectors.base.health.Health;
import io.dockmedic.collectors.base.time.Timers;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
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

    private final Path directory;
    private final Timers timers;
    private final Health health;
    private @Nullable FileLock lock;
    private String held = "";
    private Timers.@Nullable Pending retry;

    /** @param directory shared by all instances on the host, {@code /run/dockmedic} */
    public EngineLease(Path directory, Timers timers, Health health) {
        this.directory = directory;
        this.timers = timers;
        this.health = health;
    }

    /**
     * Asks for the lease on the engine and says at once, and again whenever the answer changes, whether we may act.
     *
     * @param engineId the engine's own id; one without (Podman) is told by its host's name
     */
    public void ask(String engineId, Consumer<Boolean> mayAct) {
        if (retry != null) {
            retry.cancel();
            retry = null;
        }
        if (lock != null && held.equals(engineId)) {
            mayAct.accept(true);
            return;
        }
        release();
        boolean got = take(engineId);
        mayAct.accept(got);
        if (!got) {
            health.say(PART, Health.Status.UP, "another instance acts on this engine; this one observes");
            tryAgain(engineId, mayAct);
        }
    }

    @Override
    public void close() {
        if (retry != null) {
            retry.cancel();
        }
        release();
    }

    private void tryAgain(String engineId, Consumer<Boolean> mayAct) {
        retry = timers.after(RETRY, () -> {
            if (take(engineId)) {
                retry = null;
                mayAct.accept(true);
            } else {
                tryAgain(engineId, mayAct);
            }
        });
    }

    private boolean take(String engineId) {
        Path file = directory.resolve("engine-" + engineId.replaceAll("[^A-Za-z0-9-]", "_") + ".lock");
        try {
            Files.createDirectories(directory);
            FileChannel channel = FileChannel.open(file, StandardOpenOption.CREATE, StandardOpenOption.WRITE);
            FileLock got = tryLock(channel);
            if (got == null) {
                channel.close();
                return false;
            }
            lock = got;
            held = engineId;
            health.say(PART, Health.Status.UP, "");
            return true;
        } catch (IOException e) {
            health.say(PART, Health.Status.DEGRADED, "cannot tell whether another instance acts on this engine: "
                    + file + ": " + e.getMessage() + "; make " + directory + " writable for all instances");
            return true;
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
        if (lock != null) {
            try {
                lock.acquiredBy().close();
            } catch (IOException alreadyGone) {
                // Nothing holds it then.
            }
            lock = null;
        }
    }
}
