package io.dockmedic.benchmarks.soak;

import io.dockmedic.benchmarks.footprint.Memory;
import io.dockmedic.benchmarks.footprint.Usage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.function.ToDoubleFunction;
import java.util.stream.Stream;

/**
 * What the kernel says of the program at a moment.
 *
 * @param minutes     since the beginning
 * @param rss         MB
 * @param anonymous   MB
 * @param threads     how many
 * @param descriptors open files and sockets
 * @param journal     MB of all files in the data directory
 * @param percent     of one processor, since the sample before
 * @param unasked     the same without the scrape and the list
 * @param scrape      ms of a processor while it was scraped
 * @param list        ms of a processor while it listed all incidents
 */
record Sample(double minutes, double rss, double anonymous, int threads, long descriptors, double journal,
        double percent, double unasked, double scrape, double list) {
    /** Something that should not grow. */
    record Quantity(String name, String unit, ToDoubleFunction<Sample> of) {}

    static final List<Quantity> QUANTITIES = List.of(
            new Quantity("resident", "MB", Sample::rss),
            new Quantity("anonymous", "MB", Sample::anonymous),
            new Quantity("threads", "", Sample::threads),
            new Quantity("file descriptors", "", Sample::descriptors),
            new Quantity("journal", "MB", Sample::journal),
            new Quantity("processor", "% of a core", Sample::percent),
            new Quantity("of it, when not asked", "% of a core", Sample::unasked),
            new Quantity("for a scrape", "ms", Sample::scrape),
            new Quantity("for the list", "ms", Sample::list));

    /**
     * @param before   at the end of the sample before
     * @param scraping when the scrape began
     * @param listing  when the list was asked for
     */
    static Sample of(long pid, Path data, Duration since, Usage before, Usage scraping, Usage listing, Usage now)
            throws IOException {
        Memory memory = Memory.of(pid);
        return new Sample(since.toMillis() / 60_000.0, memory.rss(), memory.anonymous(), now.threads(),
                count(Path.of("/proc/" + pid + "/fd")), size(data) / 1e6, now.percentSince(before),
                scraping.percentSince(before), millis(scraping, listing), millis(listing, now));
    }

    private static double millis(Usage from, Usage to) {
        return to.time().minus(from.time()).toMillis();
    }

    private static long count(Path folder) throws IOException {
        try (Stream<Path> files = Files.list(folder)) {
            return files.count();
        }
    }

    private static long size(Path folder) throws IOException {
        try (Stream<Path> files = Files.list(folder)) {
            long sum = 0;
            for (Path file : files.filter(Files::isRegularFile).toList()) {
                sum += Files.size(file);
            }
            return sum;
        }
    }
}
