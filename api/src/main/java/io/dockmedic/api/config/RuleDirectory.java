package io.dockmedic.api.config;

import io.dockmedic.rules.file.RuleFile;
import io.dockmedic.rules.pack.Pack;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/** The rule files in force: those that ship with Dockmedic, and the owner's {@code *.yml} in name order. */
public final class RuleDirectory {
    private final Path directory;

    /** @param directory need not exist */
    public RuleDirectory(Path directory) {
        this.directory = directory;
    }

    /**
     * Reads them all. Blocks.
     *
     * @throws IOException when one is there and cannot be read
     */
    public List<RuleFile> read() throws IOException {
        List<RuleFile> files = new ArrayList<>(Pack.files());
        if (Files.isDirectory(directory)) {
            for (Path file : ours()) {
                files.add(new RuleFile(file.toString(), Files.readString(file)));
            }
        }
        return List.copyOf(files);
    }

    private List<Path> ours() throws IOException {
        try (Stream<Path> entries = Files.list(directory)) {
            return entries.filter(file -> file.toString().endsWith(".yml")).sorted().toList();
        }
    }
}
