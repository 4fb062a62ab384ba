package io.dockmedic.api.reload;

import io.dockmedic.api.config.RuleDirectory;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * How the owner's rule files are on disk, without reading them.
 *
 * @param files  of each, what is another when it was written, replaced or may be read by others
 * @param defect why they cannot be looked at; empty when they can
 */
public record Look(Map<Path, String> files, String defect) {
    private static final String PARTS = "unix:ino,size,lastModifiedTime,ctime";

    public Look {
        files = Map.copyOf(files);
    }

    /** Blocks. */
    static Look at(RuleDirectory directory) {
        Map<Path, String> files = new TreeMap<>();
        try {
            for (Path file : directory.list()) {
                files.put(file, stamp(file));
            }
            return new Look(files, "");
        } catch (IOException e) {
            return new Look(files, e.toString());
        }
    }

    boolean none() {
        return files.isEmpty() && defect.isEmpty();
    }

    /** What is another than it was, for a person: {@code new own.yml, gone old.yml}. */
    String since(Look before) {
        TreeSet<String> news = new TreeSet<>();
        files.forEach((file, stamp) -> {
            if (!stamp.equals(before.files.get(file))) {
                news.add((before.files.containsKey(file) ? "changed " : "new ") + file.getFileName());
            }
        });
        before.files.keySet()
                .stream()
                .filter(file -> !files.containsKey(file))
                .forEach(file -> news.add("gone " + file.getFileName()));
        return defect.isEmpty() ? String.join(", ", news) : defect;
    }

    /** What a link leads to counts. One that leads nowhere, as a file that has just gone, is as good as any other that cannot be read. */
    private static String stamp(Path file) {
        try {
            return Objects.toString(new TreeMap<>(Files.readAttributes(file, PARTS)));
        } catch (IOException e) {
            return "cannot be looked at";
        }
    }
}
