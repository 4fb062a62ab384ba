package io.dockmedic.testkit.observe;

import io.dockmedic.testkit.Pager.Page;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** What a page claims has happened, held against what did: a person woken for a loop that was none was woken for nothing. */
final class Claims {
    private static final Pattern DEATHS = Pattern.compile("died (\\d+) times");

    private Claims() {}

    /** How it exaggerates, if it does. */
    static Optional<String> exaggerated(Page page, Evidence evidence) {
        Matcher claim = DEATHS.matcher(page.body().path("summary").asText());
        if (!claim.find()) {
            return Optional.empty();
        }
        long seen = evidence.events()
                .stream()
                .filter(event -> event.action().equals("die") && !event.at().isAfter(page.at()))
                .count();
        // Nothing dies more often than it began; that count misses none, whether the engine could be heard or not.
        long most = Math.max(seen, evidence.starts());
        return Long.parseLong(claim.group(1)) > most
                ? Optional.of("told that it " + claim.group() + ", and there were " + most)
                : Optional.empty();
    }
}
