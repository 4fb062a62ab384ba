package io.dockmedic.api.config;

import io.dockmedic.rules.file.RuleFile;
import io.dockmedic.rules.pack.Pack;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/**
 * The rule files in force: those that ship with Dockmedic, and the owner's {@code *.yml} and {@code *.yaml} in name order.
 */
public final class RuleDirectory {
    private final Path directory;

    /** @param directory need not exist */
    public RuleDirectory(Path directory) {
        this.directory = directory;
    }

    /** Reads them all; what is there and cannot be read is among them, with its defect. Blocks. */
    public List<RuleFile> read() {
        List<RuleFile> files = new ArrayList<>(Pack.files());
        try (Stream<Path> entries = Files.list(directory)) {
            entries.filter(RuleText::named).sorted().map(RuleText::read).forEach(files::add);
        } catch (NoSuchFileException none) {
            // An owner without rules of their own.
        } catch (IOException e) {
            files.add(RuleFile.unreadable(directory.toString(), RuleText.defect(e)));
        }
        return List.copyOf(files);
    }
}
