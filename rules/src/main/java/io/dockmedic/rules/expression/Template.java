package io.dockmedic.rules.expression;

import java.util.ArrayList;
import java.util.List;

/** Text with holes: {@code {{ event.service }} exited with {{ event.exitCode }}}. */
public final class Template {
    private static final String OPEN = "{{";
    private static final String CLOSE = "}}";
    private static final int MOST_HOLES = 100;

    private Template() {}

    /** Whether {@code source} has a hole. */
    public static boolean isIn(String source) {
        return source.contains(OPEN);
    }

    /** Compiles every hole; the offsets of flaws are those of {@code source}. */
    public static Compiled<Text> compile(String source, Environment environment) {
        List<Text> parts = new ArrayList<>();
        List<Flaw> flaws = new ArrayList<>();
        int at = 0;
        for (int open = source.indexOf(OPEN); open >= 0; open = source.indexOf(OPEN, at)) {
            if (flaws.size() + parts.size() / 2 >= MOST_HOLES) {
                flaws.add(new Flaw(open, "is one hole more than the " + MOST_HOLES + " that a text may have", ""));
                return new Compiled.Flawed<>(flaws);
            }
            String before = source.substring(at, open);
            parts.add(subject -> before);
            int close = source.indexOf(CLOSE, open);
            if (close < 0) {
                flaws.add(new Flaw(open, "'{{' is never closed", "write {{ event.service }}"));
                return new Compiled.Flawed<>(flaws);
            }
            int start = open + OPEN.length();
            switch (environment.printed(source.substring(start, close))) {
                case Compiled.Ok<Text>(Text hole) -> parts.add(hole);
                case Compiled.Flawed<Text>(List<Flaw> inside) -> inside.forEach(flaw -> flaws.add(flaw.movedBy(start)));
            }
            at = close + CLOSE.length();
        }
        String rest = source.substring(at);
        parts.add(subject -> rest);
        return flaws.isEmpty() ? new Compiled.Ok<>(joined(List.copyOf(parts))) : new Compiled.Flawed<>(flaws);
    }

    private static Text joined(List<Text> parts) {
        return subject -> {
            StringBuilder text = new StringBuilder();
            for (Text part : parts) {
                text.append(part.of(subject));
            }
            return text.toString();
        };
    }
}
