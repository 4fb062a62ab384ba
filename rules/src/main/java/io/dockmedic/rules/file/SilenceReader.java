package io.dockmedic.rules.file;

import io.dockmedic.rules.expression.Trigger;
import io.dockmedic.rules.operator.Operator;
import io.dockmedic.rules.operator.Silence;
import io.dockmedic.rules.yaml.YamlMap;
import io.dockmedic.rules.yaml.YamlNode;
import java.time.Duration;
import java.util.Optional;

/** Reads {@code no_data}: what it means for a rule over readings that none come. */
final class SilenceReader {
    static final String KEY = "no_data";

    private static final String KEEP = "keep";
    private static final String OK = "ok";
    /** One may be late, or lost. */
    private static final int INTERVALS = 3;

    private final ExpressionReader expressions;

    SilenceReader(ExpressionReader expressions) {
        this.expressions = expressions;
    }

    /** {@code operator} as it is when readings stop, which it must not take for more of the same. */
    Optional<Operator<?>> read(YamlMap rule, Trigger trigger, Operator<?> operator) {
        Optional<Duration> interval = expressions.interval(trigger.kinds());
        Optional<Boolean> over = rule.get(KEY).map(SilenceReader::over).orElse(Optional.of(false));
        Operator<?> heeding = interval.isEmpty()
                ? operator
                : operator.heeding(new Silence(interval.get().multipliedBy(INTERVALS), over.orElse(false)));
        if (!heeding.heedsSilence()) {
            misplaced(rule);
        }
        return Optional.of(heeding);
    }

    /** A problem when it is written where nothing waits for readings. */
    void misplaced(YamlMap rule) {
        rule.key(KEY)
                .ifPresent(key -> key.problem(
                        "'no_data' is for a rule with 'for' whose 'on' has readings only", "leave it out"));
    }

    private static Optional<Boolean> over(YamlNode value) {
        Optional<String> word = value.text();
        if (word.isPresent() && !word.get().equals(KEEP) && !word.get().equals(OK)) {
            value.problem("'" + word.get() + "' is not what silence can mean", "write no_data: keep or no_data: ok");
        }
        return word.map(OK::equals);
    }
}
