package io.dockmedic.api.cli;

import io.vertx.core.json.JsonObject;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.function.Function;

/** Advice for a person's eyes: a paragraph a service. */
final class AdviceText {
    private static final double MIB = 1 << 20;
    private static final Duration WEEK = Duration.ofDays(7);

    private AdviceText() {}

    static String of(List<JsonObject> services) {
        if (services.isEmpty()) {
            return "Nothing was measured yet.\n";
        }
        StringBuilder text = new StringBuilder();
        services.forEach(one -> service(text, one));
        return text.toString();
    }

    private static void service(StringBuilder text, JsonObject of) {
        text.append(text.isEmpty() ? "" : "\n")
                .append(Shown.plain(of.getString("service")))
                .append(": measured for ")
                .append(shown(Duration.ofSeconds(of.getLong("measuredSeconds"))))
                .append(", confidence ")
                .append(of.getString("confidence"))
                .append('\n');
        line(text, "memory", of.getJsonObject("memory"), bytes -> String.format(Locale.ROOT, "%.0f MiB", bytes / MIB));
        line(text, "processors", of.getJsonObject("processors"), cores -> String.format(Locale.ROOT, "%.2f", cores));
        line(text, "threads", of.getJsonObject("threads"), count -> String.format(Locale.ROOT, "%.0f", count));
    }

    private static void line(StringBuilder text, String what, JsonObject of, Function<Double, String> shown) {
        String limit = of.getDouble("limit") == 0 ? "none" : shown.apply(of.getDouble("limit"));
        text.append(String.format(Locale.ROOT, "  %-10s  half %s, 99 %% %s, most %s, limit %s: ", what,
                shown.apply(of.getDouble("p50")),
                shown.apply(of.getDouble("p99")), shown.apply(of.getDouble("max")), limit));
        String verdict = of.getString("verdict");
        text.append(switch (verdict) {
            case "set", "raise", "lower" -> verdict + " to " + shown.apply(of.getDouble("advised")) + ", ";
            default -> "";
        }).append(of.getString("reason")).append('\n');
    }

    private static String shown(Duration of) {
        if (of.compareTo(WEEK) >= 0) {
            return "a week";
        }
        String shown = of.toDays() > 0
                ? of.toDays() + " d " + of.toHoursPart() + " h"
                : of.toHours() > 0 ? of.toHours() + " h " + of.toMinutesPart() + " min" : of.toMinutes() + " min";
        return shown + " of 7 d";
    }
}
