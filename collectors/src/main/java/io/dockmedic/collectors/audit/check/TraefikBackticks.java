package io.dockmedic.collectors.audit.check;

import io.dockmedic.collectors.audit.setup.Setup;
import java.util.List;
import java.util.regex.Pattern;

/** A rule that Traefik cannot read. */
final class TraefikBackticks {

    /** A call with a value in no quotes, as a shell leaves it behind. */
    private static final Pattern BARE = Pattern.compile("\\b[A-Z][A-Za-z]*\\(\\s*[^`\"'\\s)]");
    private static final Pattern SINGLE = Pattern.compile("\\b[A-Z][A-Za-z]*\\(\\s*'");

    static final Check CHECK = Check.alone("traefik-rule-syntax", Severity.WARNING,
            "A router's rule has a value without backticks: Traefik refuses it, and nothing is routed.",
            "``Host(`app.example.org`)``; in a shell's double quotes a backtick runs a command",
            TraefikBackticks::look);

    private static List<Flaw> look(Setup setup) {
        return ProxySettings.of(setup)
                .rules()
                .entrySet()
                .stream()
                .filter(rule -> isWrong(rule.getValue()))
                .map(rule -> Flaw.warning("labels/" + rule.getKey(),
                        rule.getKey() + " has a value without backticks: Traefik refuses the rule",
                        rule.getKey() + ": Host(`app.example.org`)"))
                .toList();
    }

    private static boolean isWrong(String rule) {
        String outside = rule.replaceAll("`[^`]*`", "``");
        return BARE.matcher(outside).find() || SINGLE.matcher(outside).find() || rule.isBlank();
    }

    private TraefikBackticks() {}
}
