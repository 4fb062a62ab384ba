package io.dockmedic.collectors.gpu.amd;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What the files of one GPU tell. One that is not there, may not be read, or holds no number is not told, and the reason is
 * said once. What the driver writes for "not supported" is not told either: nothing, {@code N/A}, a negative number, or
 * one with all bits set. For one thread at a time, but for {@link #in}.
 */
final class Told {
    private static final Logger LOG = LoggerFactory.getLogger(Told.class);
    /** The kernel's words for ENODEV, with which ENXIO's begin. */
    private static final String NO_DEVICE = "No such device";

    private final Path device;
    private final SysFile files;
    private final Set<String> said = new HashSet<>();
    private volatile String in = "";
    private String odd = "";

    /** The GPU is not there any more. */
    static final class GoneException extends IOException {
        private static final long serialVersionUID = 1L;

        GoneException(String message) {
            super(message);
        }
    }

    Told(Path device, SysFile files) {
        this.device = device;
        this.files = files;
    }

    /** The file that is being read, or was last. May be asked from any thread. */
    String in() {
        return in;
    }

    /** Why one was not told since this was asked last; empty when there is nothing odd. */
    String takeOdd() {
        String last = odd;
        odd = "";
        return last;
    }

    /**
     * Its text without blanks around it; empty when it is not told.
     *
     * @param file below the device's folder
     */
    String text(String file) throws GoneException {
        in = file;
        try {
            String text = files.read(device.resolve(file));
            // Some kernels fill up the page.
            int end = text.indexOf('\0');
            return (end < 0 ? text : text.substring(0, end)).strip();
        } catch (NoSuchFileException none) {
            return "";
        } catch (IOException e) {
            String reason = String.valueOf(e.getMessage());
            if (reason.endsWith(NO_DEVICE) || !Files.exists(device, LinkOption.NOFOLLOW_LINKS)) {
                throw new GoneException(file + ": " + reason);
            }
            odd = file + ": " + reason;
            if (said.add(file + reason)) {
                LOG.atInfo()
                        .addKeyValue("gpu", device.getFileName())
                        .addKeyValue("file", file)
                        .addKeyValue("reason", reason)
                        .log("A GPU does not tell this, for now; said once");
            }
            return "";
        }
    }

    /**
     * Its number.
     *
     * @param most that makes sense; what is more stands for "not supported"
     */
    OptionalLong number(String file, long most) throws GoneException {
        return number(text(file)).map(OptionalLong::of)
                .orElseGet(OptionalLong::empty)
                .stream()
                .filter(value -> value >= 0 && value <= most)
                .findFirst();
    }

    /**
     * Writes to a file of its.
     *
     * @throws IOException with the kernel's reason when it does not take it
     */
    void tell(String file, String text) throws IOException {
        in = file;
        files.write(device.resolve(file), text);
    }

    static Optional<Long> number(String text) {
        try {
            return Optional.of(Long.valueOf(text));
        } catch (NumberFormatException notOne) {
            return Optional.empty();
        }
    }
}
