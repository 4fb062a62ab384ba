package io.dockmedic.api.config;

import io.dockmedic.remediation.action.place.Filling;
import java.util.List;
import java.util.Set;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;

/** What stands for something in what the owner allows rules to do, and what is meant to and does not. */
final class Places {
    /** Those that there are, for a hint. */
    static final String HINT = Filling.CONTAINER + " or " + Filling.ID;

    /** As they are written here, in a shell or by another program. */
    private static final Pattern PLACE = Pattern.compile(
            "\\$?\\{(container|id)\\}|(?<!\\$)\\{\\s*(container\\w*|id|name|service|image|host)\\s*\\}",
            Pattern.CASE_INSENSITIVE);

    private Places() {}

    /** Whether there is any, of either kind. */
    static boolean in(String text) {
        return PLACE.matcher(text).find();
    }

    /** Those that stand for nothing, as they are written. */
    static List<String> vain(String text) {
        return PLACE.matcher(text)
                .results()
                .map(MatchResult::group)
                .filter(place -> !Set.of(Filling.CONTAINER, Filling.ID).contains(place))
                .toList();
    }
}
