package io.dockmedic.rules.subject;

import io.dockmedic.collectors.alert.named.Naming;
import io.dockmedic.collectors.event.ExternalEvent.Alert;
import io.dockmedic.rules.expression.Checked;
import io.dockmedic.rules.expression.Compiled;
import io.dockmedic.rules.expression.Environment;
import io.dockmedic.rules.expression.ExpressionException;
import io.dockmedic.rules.expression.Language;
import io.dockmedic.rules.expression.Names;
import io.dockmedic.rules.expression.Subject;
import io.dockmedic.rules.expression.Text;
import io.dockmedic.rules.kind.Kind;
import io.dockmedic.rules.kind.Kinds;
import java.util.ArrayList;
import java.util.List;

/**
 * The container of an alert by expressions that the owner wrote, in their order. One that cannot be evaluated, for the alert
 * has not the label, or that gives nothing names none.
 *
 * @param expressions compiled by {@link #compile}
 */
public record NamedBy(List<Text> expressions) implements Naming {
    private static final Kind<?> KIND = Kinds.standard().find(Alert.KIND).orElseThrow();

    public NamedBy {
        expressions = List.copyOf(expressions);
    }

    /** Compiles an expression over an alert, {@code event.labels['pod']}, that must be a text. */
    public static Compiled<Text> compile(String source) {
        return new Environment(List.of(KIND), new Language(Checked.NONE), Names.NONE).key(source);
    }

    @Override
    public List<String> names(Alert alert) {
        List<String> names = new ArrayList<>();
        for (Text expression : expressions) {
            try {
                String name = expression.of(new Subject(KIND, alert)).strip();
                if (!name.isEmpty()) {
                    names.add(name);
                }
            } catch (ExpressionException notThere) {
                // The next one may name it.
            }
        }
        return names;
    }
}
