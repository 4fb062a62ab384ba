package io.dockmedic.collectors.host.files;

import io.dockmedic.collectors.base.hang.HangGuard;
import io.dockmedic.collectors.base.self.OwnContainer;
import io.dockmedic.collectors.base.time.Timers;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/**
 * Which numbers a container's user has, as the engine reads it: from {@code /etc/passwd} and {@code /etc/group} of its image, in the
 * layers of overlayfs. No link in them is followed, which could lead out of the image.
 */
public final class ImageUsers {
    private static final Duration DEADLINE = Duration.ofSeconds(2);
    private static final long MOST = 128 << 10;
    private static final int MEMBERS = 3;
    private static final String NUMBER = "\\d{1,10}";

    private final HangGuard guard;

    public ImageUsers(Vertx vertx, Timers timers) {
        this.guard = new HangGuard(vertx, timers, "users");
    }

    /** By the container's own numbers. */
    public record Ids(long uid, long gid, Set<Long> groups) {
        public Ids {
            groups = Set.copyOf(groups);
        }
    }

    /**
     * Empty when it cannot be found out. The future never fails.
     *
     * @param layers the topmost first
     * @param user   as configured: a name or a number, and after a colon a group; empty for root
     */
    public Future<Optional<Ids>> of(List<String> layers, String user) {
        return guard
                .call((layers.isEmpty() ? "none" : layers.getFirst()) + " " + user, DEADLINE, () -> look(layers, user))
                .otherwise(Optional.empty());
    }

    private static Optional<Ids> look(List<String> layers, String user) throws IOException {
        String[] parts = user.split(":", 2);
        boolean inside = OwnContainer.inside();
        List<String[]> users = inside ? List.of() : table(layers, "passwd");
        List<String[]> groups = inside ? List.of() : table(layers, "group");
        String name = parts[0].isEmpty() ? "0" : parts[0];
        Optional<String[]> row = users.stream()
                .filter(one -> one.length > MEMBERS && (one[0].equals(name) || one[2].equals(name)))
                .findFirst();
        Optional<Long> uid = row.map(one -> one[2]).or(() -> Optional.of(name)).flatMap(ImageUsers::number);
        if (parts.length == 2) {
            Optional<Long> gid = groups.stream()
                    .filter(one -> one.length > 2 && one[0].equals(parts[1]))
                    .map(one -> one[2])
                    .findFirst()
                    .or(() -> Optional.of(parts[1]))
                    .flatMap(ImageUsers::number);
            return uid.flatMap(number -> gid.map(group -> new Ids(number, group, Set.of())));
        }
        Set<Long> further = new HashSet<>();
        row.ifPresent(one -> groups.stream()
                .filter(group -> group.length > MEMBERS
                        && Arrays.asList(group[MEMBERS].split(",", -1)).contains(one[0]))
                .forEach(group -> number(group[2]).ifPresent(further::add)));
        return uid.map(number -> new Ids(number, row.flatMap(one -> number(one[MEMBERS])).orElse(0L), further));
    }

    private static Optional<Long> number(String text) {
        return text.matches(NUMBER) ? Optional.of(Long.parseLong(text)) : Optional.empty();
    }

    /** Of the topmost layer that has the file; a file that was removed is a device there, and none of those beneath counts. */
    private static List<String[]> table(List<String> layers, String name) throws IOException {
        for (String layer : layers) {
            Path etc = Path.of(layer, "etc");
            Path file = etc.resolve(name);
            if (Files.isDirectory(etc, LinkOption.NOFOLLOW_LINKS) && Files.exists(file, LinkOption.NOFOLLOW_LINKS)) {
                if (!Files.isRegularFile(file, LinkOption.NOFOLLOW_LINKS) || Files.size(file) > MOST) {
                    return List.of();
                }
                try (Stream<String> lines = Files.lines(file, StandardCharsets.ISO_8859_1)) {
                    return lines.map(line -> line.split(":", -1)).toList();
                }
            }
        }
        return List.of();
    }
}
