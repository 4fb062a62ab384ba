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
 * What an alert is about, by expressions that the owner wrote, in their order. One that cannot be evaluated, for the alert
 * has not the label, or that gives nothing names none. Of what has no expressions the usual labels count.
 *
 * @param containers compiled by {@link #compile}
 * @param gpus       the same
 * @param hosts      the same; where there are some nothing hints at a host
 */
public record NamedBy(List<Text> containers, List<Text> gpus, List<Text> hosts) implements Naming {
    private static final Kind<?> KIND = Kinds.standard().find(Alert.KIND).orElseThrow();

    public NamedBy {
        containers = List.copyOf(containers);
        gpus = List.copyOf(gpus);
        hosts = List.copyOf(hosts);
    }

    /** Compiles an expression over an alert, {@code event.labels['pod']}, that must be a text. */
    public static Compiled<Text> compile(String source) {
        return new Environment(List.of(KIND), new Language(Checked.NONE), Names.NONE).key(source);
    }

    @Override
    public List<String> names(Alert alert) {
        return containers.isEmpty() ? USUAL.names(alert) : texts(containers, alert);
    }

    @Override
    public List<String> gpus(Alert alert) {
        return gpus.isEmpty() ? USUAL.gpus(alert) : texts(gpus, alert);
    }

    @Override
    public List<String> hosts(Alert alert) {
        return hosts.isEmpty() ? USUAL.hosts(alert) : texts(hosts, alert);
    }

    @Override
    public List<String> hints(Alert alert) {
        return hosts.isEmpty() ? USUAL.hints(alert) : List.of();
    }

    private static List<String> texts(List<Text> expressions, Alert alert) {
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
