package io.dockmedic.collectors.container.proc;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * As whom a process runs, by the machine's numbers (proc(5), {@code status} and {@code uid_map}).
 *
 * @param uid       effective, like the group
 * @param groups    further ones
 * @param overrides whether it may pass over who a file is closed to ({@code CAP_DAC_OVERRIDE})
 * @param mapped    whose files that counts for: pairs of the first number and how many
 */
public record Identity(long uid, long gid, Set<Long> groups, boolean overrides, List<Range> mapped) {
    private static final long DAC_OVERRIDE = 1L << 1;
    private static final int HEX = 16;
    private static final int EFFECTIVE = 1;

    public Identity {
        groups = Set.copyOf(groups);
        mapped = List.copyOf(mapped);
    }

    /** Numbers from {@code first} on. */
    public record Range(long first, long count) {
        boolean has(long number) {
            return number >= first && number - first < count;
        }
    }

    /** Empty when the lines are of another form. */
    public static Optional<Identity> read(String status, String uidMap) {
        List<Long> uids = numbers(status, "Uid:");
        List<Long> gids = numbers(status, "Gid:");
        Optional<Long> capabilities = field(status, "CapEff:").filter(hex -> hex.matches("[0-9a-fA-F]{1,16}"))
                .map(hex -> Long.parseUnsignedLong(hex, HEX));
        if (uids.size() <= EFFECTIVE || gids.size() <= EFFECTIVE || capabilities.isEmpty()) {
            return Optional.empty();
        }
        List<Range> mapped = new ArrayList<>();
        uidMap.lines().map(line -> line.strip().split("\\s+", -1)).filter(parts -> parts.length == 3).forEach(parts -> {
            if (parts[1].matches("\\d{1,10}") && parts[2].matches("\\d{1,10}")) {
                mapped.add(new Range(Long.parseLong(parts[1]), Long.parseLong(parts[2])));
            }
        });
        return Optional.of(new Identity(uids.get(EFFECTIVE), gids.get(EFFECTIVE),
                new HashSet<>(numbers(status, "Groups:")), (capabilities.get() & DAC_OVERRIDE) != 0, mapped));
    }

    /** Whether it may do all with the files of that owner. */
    public boolean mayAll(long owner) {
        return overrides && mapped.stream().anyMatch(range -> range.has(owner));
    }

    private static Optional<String> field(String status, String name) {
        return status.lines()
                .filter(line -> line.startsWith(name))
                .map(line -> line.substring(name.length()).strip())
                .findFirst();
    }

    private static List<Long> numbers(String status, String name) {
        return field(status, name).stream()
                .flatMap(text -> Arrays.stream(text.split("\\s+", -1)))
                .filter(number -> number.matches("\\d{1,10}"))
                .map(Long::parseLong)
                .toList();
    }
}
