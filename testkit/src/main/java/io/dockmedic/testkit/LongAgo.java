package io.dockmedic.testkit;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.time.Instant;
import java.util.function.Predicate;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** That something was long ago, written into the files of an engine that does not run, or into our journal. */
public final class LongAgo {
    private static final Pattern NAME = Pattern.compile("\"Name\":\"/([^\"]+)\"");

    private LongAgo() {}

    /** @param which containers ended so long ago, by their names */
    public static void ended(Path dataRoot, Duration ago, Predicate<String> which) throws IOException {
        String at = Instant.now().minus(ago).toString();
        try (Stream<Path> all = Files.list(dataRoot.resolve("containers"))) {
            for (Path one : all.toList()) {
                Path file = one.resolve("config.v2.json");
                String text = Files.readString(file);
                Matcher name = NAME.matcher(text);
                if (name.find() && which.test(name.group(1))) {
                    Files.writeString(file, text.replaceAll("(?<=\"FinishedAt\":\")[^\"]+", at));
                }
            }
        }
    }

    /** Images were found without a name so much earlier, and containers were seen to end so long ago. */
    public static void seen(Path file, Duration ago) throws SQLException {
        try (Connection journal = DriverManager.getConnection("jdbc:sqlite:" + file);
                Statement statement = journal.createStatement()) {
            statement.executeUpdate("UPDATE remediation_nameless_images SET since = since - " + ago.toMillis());
            statement.executeUpdate("UPDATE collectors_containers SET memory = json_set(memory, '$.lastEnd.at', '"
                    + Instant.now().minus(ago) + "') WHERE json_extract(memory, '$.lastEnd.at') IS NOT NULL");
        }
    }
}
