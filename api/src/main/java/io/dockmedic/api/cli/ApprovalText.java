package io.dockmedic.api.cli;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/** What people are asked, in lines for a terminal. */
final class ApprovalText {
    private ApprovalText() {}

    /** Each with what would be done; those that are answered in one line. */
    static List<String> lines(JsonArray approvals) {
        List<String> lines = new ArrayList<>();
        approvals.stream().map(JsonObject.class::cast).forEach(one -> {
            if (one.getString("state").equals("pending")) {
                pending(one, lines);
            } else {
                lines.add(over(one));
            }
        });
        return lines;
    }

    /** What an answer came to. */
    static String over(JsonObject one) {
        String by = one.getString("by");
        String reason = one.getString("reason");
        String note = one.getString("note");
        String outcome = one.getString("outcome", "");
        return what(one) + ": " + one.getString("state")
                + (by.isEmpty() ? "" : " by " + Shown.plain(by))
                + (reason.isEmpty() ? "" : ": " + Shown.plain(reason))
                + (note.isEmpty() ? "" : ", " + Shown.plain(note))
                + (outcome.isEmpty() ? "" : "; " + outcome + ": " + Shown.plain(one.getString("detail", "")));
    }

    private static void pending(JsonObject one, List<String> lines) {
        lines.add(what(one) + "  until " + Shown.plain(one.getString("until")));
        lines.add("    " + Shown.plain(one.getString("why")));
        lines.add("    " + Shown.plain(one.getString("would")));
        String calls = one.getJsonArray("calls")
                .stream()
                .map(call -> Shown.plain(String.valueOf(call)))
                .collect(Collectors.joining(", "));
        // What does not go through the engine has none.
        lines.add("    " + (calls.isEmpty() ? "" : "calls " + calls + "; ") + "undone by "
                + Shown.plain(one.getString("undo")));
        if (!one.getString("note").isEmpty()) {
            lines.add("    " + Shown.plain(one.getString("note")));
        }
        String host = one.getString(Several.HOST, "");
        String at = Shown.plain(one.getString("id")) + (host.isEmpty() ? "" : " --host " + host);
        lines.add("    dockmedic approve " + at + " --reason …   or   dockmedic reject " + at);
    }

    /** {@code signal=SIGHUP name=mend}: what of the action a person has to know; empty when it takes nothing. */
    static String with(JsonObject approval) {
        return approval.getJsonObject("parameters", new JsonObject())
                .stream()
                .map(entry -> entry.getKey() + "=" + entry.getValue())
                .collect(Collectors.joining(" "));
    }

    private static String what(JsonObject one) {
        String with = with(one);
        return Shown.plain(one.getString("id") + "  " + one.getString("action"))
                + (with.isEmpty() ? "" : " " + Shown.plain(with))
                + " of " + Shown.plain(one.getString("service"))
                + (one.containsKey(Several.HOST) ? " on " + one.getString(Several.HOST) : "");
    }
}
