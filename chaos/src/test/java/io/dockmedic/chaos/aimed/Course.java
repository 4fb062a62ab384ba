package io.dockmedic.chaos.aimed;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Duration;
import java.util.List;

/** A kind of remedy that is asked for again and again while the program is killed: what goes wrong for it, and what must have come of it. */
interface Course extends AutoCloseable {
    String name();

    /** The names of the containers that it has by now. */
    List<String> beds();

    /** Once, when the program runs. */
    void opens();

    /** Something is wrong from now on; nothing is asked for yet. */
    void falls(int turn);

    /** It is asked for, any number of times for one fall: that is once. */
    void asks();

    /** Its incident, when nothing more is done about it, and whoever was to be told was. */
    JsonNode settled();

    /** For so long after it was asked for a kill may fall in the middle of it. */
    default Duration lasts() {
        return Duration.ofSeconds(4);
    }

    /** Nothing was done twice, nothing lost, nothing is left; or a person was told, so often. */
    void judge(JsonNode incident, long pages, String as);

    /** The same where somebody removed its first container in the middle of it. */
    default void judgeGone(JsonNode incident, long pages) {}

    /** Nothing is wrong any more; waits until nothing of it is left. */
    void ends(long pages);

    @Override
    default void close() {}

    /** A rule that an alert of this name begins and ends. */
    static String onAlert(String name, String steps) {
        return rule(name, """
                        on: external.alert
                        when: event.alert == '%1$s' && event.status == 'firing'
                        resolve: {on: external.alert, when: event.status == 'resolved' && event.alert == '%1$s'}
                """.formatted(name), steps);
    }

    /** @param when lines of the rule that say so, each so far to the right as an alert's would be */
    static String rule(String name, String when, String steps) {
        return """
                      - alert: Wants_%1$s
                %2$s        annotations: {summary: "%1$s"}
                        remedy: [%3$s{action: escalate}]
                """.formatted(name, when, steps.isEmpty() ? "" : steps + ", ");
    }
}
