package io.dockmedic.rules.garbage;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** Strange texts, and texts made strange. */
final class Texts {
    private static final int HUGE = 100_000;
    private static final List<String> STRANGE = List.of(
            "", " ", "\0", "\u0007", "\t", "\n", "\r", "\r\n", "\u0085", "\u2028", "\ufeff", "\ud800", "\udc00",
            "\ud83d\ude00",
            "e\u0301", "\u202e", "'", "\"", "\\", "\\u", "\\x4", "`", "{{", "}}", "{{ event.subject }}", "{{ 1/0 }}",
            "{", "}",
            "[", "]", "- ", ": ", "# ", "&a", "*a", "!!binary x", "!x", "|", ">-", "%YAML 1.1", "---", "...", "<<: *a",
            "? ",
            "null", "~", "yes", "0x1F", "1e999", ".nan", "-.inf", "9223372036854775808", "30s", "1h30m", "99999999d",
            "1y1y",
            "event.", "event.exitCode", "event.labels['a']", "&&", "||", "!", "==", "? :", "(", ")", ".*", "(a+)+$",
            "(((((((((((", "\\d{1000}", "[[:alpha:]]{999}", "container.died", "*/5 * * * *", "0 0 30 2 *",
            "Europe/Berlin");

    private final Dice dice;

    Texts(Dice dice) {
        this.dice = dice;
    }

    String strange() {
        return dice.of(STRANGE);
    }

    /** A text as somebody might call a container or fill a label. */
    String any() {
        return switch (dice.below(12)) {
            case 0, 1, 2 -> strange();
            case 3 -> strange() + strange();
            case 4 -> dice.oneIn(20) ? strange().repeat(1 + dice.below(HUGE / 8)) : "x".repeat(dice.below(300));
            case 5 -> random(dice.below(40));
            default -> dice.of(List.of("web", "db", "shop/web/1", "healthy", "unhealthy", "postgres:16", "/data", "0"));
        };
    }

    private String random(int length) {
        StringBuilder text = new StringBuilder(length);
        for (int i = 0; i < length; i++) {
            text.append((char) dice.below(dice.oneIn(3) ? 0x10000 : 0x80));
        }
        return text.toString();
    }

    /** The text with one to eight things done to it. */
    String mangled(String text) {
        String made = text;
        for (int left = 1 + dice.below(8); left > 0; left--) {
            made = once(made);
        }
        return made;
    }

    private String once(String text) {
        int from = dice.below(text.length() + 1);
        int to = Math.min(text.length(), from + dice.below(dice.oneIn(4) ? 200 : 12));
        String part = text.substring(from, to);
        String before = text.substring(0, from);
        String after = text.substring(to);
        return switch (dice.below(9)) {
            case 0 -> before + after;
            case 1 -> before + part + part + after;
            case 2 -> before + (char) dice.below(0x80) + part + after;
            case 3 -> before + strange() + after;
            case 4 -> before + strange() + part + after;
            case 5 -> before + new StringBuilder(part).reverse() + after;
            case 6 -> line(text);
            case 7 -> before + part.repeat(dice.oneIn(40) ? 400 : 3) + after;
            default -> dice.oneIn(6) ? before : before + part.toUpperCase(Locale.ROOT) + after;
        };
    }

    /** A line is lost, doubled, moved, or stands deeper or less deep. */
    private String line(String text) {
        List<String> lines = new ArrayList<>(List.of(text.split("\n", -1)));
        int one = dice.below(lines.size());
        switch (dice.below(5)) {
            case 0 -> lines.remove(one);
            case 1 -> lines.add(one, lines.get(one));
            case 2 -> lines.add(dice.below(lines.size()), lines.remove(one));
            case 3 -> lines.set(one, "  " + lines.get(one));
            default -> lines.set(one, lines.get(one).replaceFirst("^ {1,2}", ""));
        }
        return String.join("\n", lines);
    }
}
