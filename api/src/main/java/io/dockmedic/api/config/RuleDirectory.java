package io.dockmedic.api.config;

import io.dockmedic.rules.file.RuleFile;
import io.dockmedic.rules.pack.Pack;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;

/**
 * The rule files in force: those that ship with Dockmedic, and the owner's {@code *.yml} and {@code *.yaml} in name order; not hidden ones,
 * whose names begin with a dot.
 */
public final class RuleDirectory {
    private final Path directory;

    /** @param directory need not exist */
    public RuleDirectory(Path directory) {
        this.directory = directory;
    }

    /** The owner's, in name order; none when there is no directory. Blocks. */
    public List<Path> list() throws IOException {
        try (Stream<Path> entries = Files.list(directory)) {
            return entries.filter(RuleDirectory::isOne).sorted().toList();
        } catch (NoSuchFileException none) {
            return List.of();
        } catch (UncheckedIOException e) {
            throw Objects.requireNonNull(e.getCause());
        }
    }

    /** Stands for all of the owner's when the last of them is gone and nobody has said yet that this is meant. */
    public RuleFile emptied() {
        return RuleFile.unreadable(directory.toString(), "there is no rule file any more, so those before go on; if"
                + " that is meant, reload (POST /-/reload, or SIGHUP)");
    }

    /** Reads them all; what is there and cannot be read is among them, with its defect. Blocks. */
    public List<RuleFile> read() {
        List<RuleFile> files = new ArrayList<>(Pack.files());
        try {
            list().stream().map(RuleText::read).forEach(files::add);
        } catch (IOException e) {
            files.add(RuleFile.unreadable(directory.toString(), RuleText.defect(e)));
        }
        return List.copyOf(files);
    }

    /** What is hidden is an editor's, or a copy's that is under way. */
    private static boolean isOne(Path file) {
        return RuleText.named(file) && !String.valueOf(file.getFileName()).startsWith(".");
    }
}
