package io.dockmedic.rules.pack;

import static org.assertj.core.api.Assertions.assertThat;

import dev.cel.common.CelAbstractSyntaxTree;
import io.dockmedic.rules.TestActions;
import io.dockmedic.rules.checked.ShippedExpressions;
import io.dockmedic.rules.expression.Checked;
import io.dockmedic.rules.file.Loaded;
import io.dockmedic.rules.file.RuleFile;
import io.dockmedic.rules.file.RuleLoader;
import io.dockmedic.rules.kind.Kinds;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import org.junit.jupiter.api.Test;

class ShippedExpressionsTest {
    private final ShippedExpressions shipped = new ShippedExpressions();
    private final List<String> checked = new ArrayList<>();

    @Test
    void aStartChecksNoneOfTheShippedRules() {
        assertThat(load(Pack.files())).isInstanceOf(Loaded.Sound.class);
        assertThat(checked).isEmpty();
    }

    @Test
    void whatTheBuildKeptIsWhatTheTextsSay() {
        Map<String, CelAbstractSyntaxTree> now = CheckPack.expressions();

        assertThat(now).hasSizeGreaterThan(100).allSatisfy((name, expression) -> {
            CelAbstractSyntaxTree kept = shipped.find(name).orElseThrow().get();
            assertThat(kept.getExpr()).isEqualTo(expression.getExpr());
            assertThat(kept.getReferenceMap()).isEqualTo(expression.getReferenceMap());
            assertThat(kept.getResultType().name()).isEqualTo(expression.getResultType().name());
        });
    }

    @Test
    void anOwnersRuleIsChecked() {
        assertThat(load(List.of(rule("event.exitCode == 77")))).isInstanceOf(Loaded.Sound.class);
        assertThat(checked).filteredOn(ShippedExpressionsTest::isCondition)
                .singleElement()
                .asString()
                .endsWith("event.exitCode == 77");

        assertThat(load(List.of(rule("event.exitcode == 77")))).isInstanceOf(Loaded.Refused.class);
    }

    /** The same text about other fields is another expression. */
    @Test
    void aShippedTextCountsOnlyForTheEventsItWasCheckedFor() {
        String shippedText = "event.intent == 'not_asked' && event.exitCode in [125, 126, 127] && !event.oomKilled"
                + " && !event.job";
        assertThat(load(List.of(rule(shippedText)))).isInstanceOf(Loaded.Sound.class);
        assertThat(checked).filteredOn(ShippedExpressionsTest::isCondition).isEmpty();

        RuleFile elsewhere = new RuleFile("own.yml", rule(shippedText).text().replace("container.died", "disk.sample"));
        assertThat(load(List.of(elsewhere))).isInstanceOf(Loaded.Refused.class);
    }

    private static boolean isCondition(String name) {
        return name.startsWith("CONDITION ");
    }

    private static RuleFile rule(String when) {
        return new RuleFile("own.yml", """
                groups:
                - name: own
                  rules:
                  - alert: Own
                    on: container.died
                    when: %s
                    resolve: {on: container.started}
                """.formatted(when));
    }

    private Loaded load(List<RuleFile> files) {
        return new RuleLoader(Kinds.standard(), new TestActions(), new Checked() {
            @Override
            public Optional<Supplier<CelAbstractSyntaxTree>> find(String name) {
                return shipped.find(name);
            }

            @Override
            public void add(String name, CelAbstractSyntaxTree expression) {
                checked.add(name);
            }
        }).load(files);
    }
}
