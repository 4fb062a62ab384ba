package io.dockmedic.remediation.action.backup;

import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/** The good backups of all services. Blocks for as long as the disk does. */
final class Shelves {
    private Shelves() {}

    /**
     * The newest that counts of one thing of one service.
     *
     * @param folder the service's, {@code shop+db+1}
     * @param name   as its files are called
     * @param kept   how many there are that count
     */
    record Newest(String folder, String name, Shelf.Kept last, int kept) {
        /** What it is of. */
        String key() {
            return folder + "/" + name;
        }

        /** The same when none is there any more. */
        Newest gone() {
            return new Newest(folder, name, last, 0);
        }
    }

    /**
     * Of each thing that was ever backed up. Neither what is doubtful counts, nor what is of a time to come.
     *
     * @param wall what the clock on the wall shows
     */
    static List<Newest> read(Path directory, Instant wall) throws IOException {
        List<Newest> all = new ArrayList<>();
        try (DirectoryStream<Path> folders = Files.newDirectoryStream(directory, Files::isDirectory)) {
            for (Path folder : folders) {
                Map<String, List<Shelf.Kept>> good = Shelf.named(folder)
                        .stream()
                        .filter(one -> !one.shrunk() && !one.kept().at().isAfter(wall))
                        .collect(Collectors.groupingBy(Shelf.Named::name,
                                Collectors.mapping(Shelf.Named::kept, Collectors.toList())));
                good.forEach((name, some) -> all.add(new Newest(String.valueOf(folder.getFileName()), name,
                        some.stream().max(Comparator.comparing(Shelf.Kept::at)).orElseThrow(), some.size())));
            }
        }
        return all;
    }
}
