package io.dockmedic.api.replay;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.dockmedic.remediation.replay.Beside;
import io.dockmedic.remediation.replay.Firing;
import io.dockmedic.remediation.replay.Happened;
import io.dockmedic.remediation.replay.Replayed;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** For machines: an object with {@code events}, {@code firings}, and what to know about them. */
public final class ReplayJson {
    private static final JsonMapper JSON = new JsonMapper();

    private ReplayJson() {}

    /**
     * All of it, with a line's end.
     *
     * @param beside  what there was; null where that is not known
     * @param remarks what a person should know of the events
     */
    public static String of(Replayed replayed, @Nullable Beside beside, List<String> remarks) {
        Map<String, Object> whole = new LinkedHashMap<>();
        whole.put("events", replayed.events());
        whole.put("from", text(replayed.from()));
        whole.put("to", text(replayed.to()));
        whole.put("firings", replayed.firings().stream().map(firing -> firing(firing, beside)).toList());
        whole.put("notShown", replayed.more());
        whole.put("withoutEvents", replayed.blind());
        whole.put("thinned", replayed.thinned());
        whole.put("errors", replayed.errors());
        whole.put("causes", replayed.causes());
        whole.put("came", replayed.came());
        whole.put("remarks", remarks);
        if (beside != null) {
            whole.put("firedThen", beside.fired());
            whole.put("othersThen", beside.others());
            whole.put("unsure", beside.unsure());
            whole.put("comparedUntil", text(beside.until()));
            whole.put("onlyThen", beside.only().stream().map(ReplayJson::happened).toList());
        }
        try {
            return JSON.writerWithDefaultPrettyPrinter().writeValueAsString(whole) + "\n";
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("maps and texts can be written", e);
        }
    }

    private static Map<String, Object> firing(Firing firing, @Nullable Beside beside) {
        Map<String, Object> one = new LinkedHashMap<>();
        one.put("fired", firing.fired().toString());
        one.put("over", text(firing.over()));
        one.put("alert", firing.alert());
        one.put("key", firing.key());
        one.put("events", firing.events());
        one.put("summary", firing.summary());
        one.put("action", firing.action());
        one.put("verdict", firing.verdict());
        one.put("reason", firing.reason());
        Happened then = beside == null ? null : beside.same().get(firing);
        if (then != null) {
            one.put("then", happened(then));
        }
        return one;
    }

    private static Map<String, Object> happened(Happened happened) {
        Map<String, Object> one = new LinkedHashMap<>();
        one.put("fired", happened.fired().toString());
        one.put("over", text(happened.over()));
        one.put("alert", happened.alert());
        one.put("key", happened.key());
        one.put("events", happened.events());
        one.put("summary", happened.summary());
        one.put("did", happened.did());
        return one;
    }

    private static String text(@Nullable Instant at) {
        return Objects.toString(at, "");
    }
}
