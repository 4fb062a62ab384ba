package io.dockmedic.testkit;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * The machine as it is, but for processes that show not even root what they have open, as some machines' first one: it looks as
 * though these had nothing open. Only who is run in it sees it so, and it ends with them; what is mounted meanwhile they see. It
 * takes root.
 */
public final class OpenBook {
    private static final String SCRIPT = "empty=$1; shift; while [ $1 != -- ]; do"
            + " mount --bind $empty /proc/$1/fd || [ ! -e /proc/$1 ] || exit 1; shift; done; shift; exec \"$@\"";

    private OpenBook() {}

    /**
     * What to put before a command for that.
     *
     * @param empty a folder with nothing in it
     */
    public static List<String> view(Path empty) {
        List<String> command = new ArrayList<>(
                List.of("unshare", "--mount", "--propagation=slave", "sh", "-c", SCRIPT, "view",
                        empty.toString()));
        command.addAll(closed());
        command.add("--");
        return command;
    }

    /** Numbers of processes that do not show it. */
    private static List<String> closed() {
        List<String> closed = new ArrayList<>();
        try (DirectoryStream<Path> all = Files.newDirectoryStream(Path.of("/proc"), "[0-9]*")) {
            for (Path one : all) {
                if (!shows(one.resolve("fd"))) {
                    closed.add(String.valueOf(one.getFileName()));
                }
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return closed;
    }

    private static boolean shows(Path open) {
        try (DirectoryStream<Path> all = Files.newDirectoryStream(open)) {
            for (Path one : all) {
                Files.readSymbolicLink(one);
            }
            return true;
        } catch (AccessDeniedException hidden) {
            return false;
        } catch (DirectoryIteratorException | IOException ended) {
            return true;
        }
    }
}
