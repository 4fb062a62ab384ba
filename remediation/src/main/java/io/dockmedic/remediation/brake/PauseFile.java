package io.dockmedic.remediation.brake;

import io.dockmedic.remediation.decide.brake.Hold;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/**
 * A pause for when nothing else can be reached: while the file is there, nothing is changed. It is looked at before every
 * act; what stands in it is the reason. To be used on one context.
 */
public final class PauseFile {
    private static final int LONGEST = 200;

    private final Vertx vertx;
    private final @Nullable Path file;
    private @Nullable Hold seen;

    /** @param file null for none */
    public PauseFile(Vertx vertx, @Nullable Path file) {
        this.vertx = vertx;
        this.file = file;
    }

    /** Looks whether it is there. Never fails: one that cannot be looked at is taken to be there. */
    public Future<Void> look() {
        Path path = file;
        if (path == null) {
            return Future.succeededFuture();
        }
        return vertx.executeBlocking(() -> reason(path), false).map(reason -> {
            seen = reason.isEmpty() ? null : new Hold(null, "paused by the file " + path + reason);
            return null;
        });
    }

    /** What it said when it was last looked at; null when it was not there. */
    public @Nullable Hold seen() {
        return seen;
    }

    /** Empty when there is no file. */
    private static String reason(Path path) {
        try (InputStream in = Files.newInputStream(path)) {
            String text = new String(in.readNBytes(LONGEST), StandardCharsets.UTF_8)
                    .replaceAll("\\p{Cntrl}", " ")
                    .strip();
            return text.isEmpty() ? " " : ": " + text;
        } catch (NoSuchFileException none) {
            return "";
        } catch (IOException e) {
            return ", which cannot be read: " + e.getClass().getSimpleName();
        }
    }
}
