package io.dockmedic.rules.file;

import io.dockmedic.rules.checked.ShippedExpressions;
import io.dockmedic.rules.expression.Checked;
import io.dockmedic.rules.expression.Language;
import io.dockmedic.rules.kind.Kinds;
import io.dockmedic.rules.operator.OperatorSyntax;
import io.dockmedic.rules.operator.absent.AbsentSyntax;
import io.dockmedic.rules.operator.all.AllSyntax;
import io.dockmedic.rules.operator.changes.ChangesSyntax;
import io.dockmedic.rules.operator.collect.CollectSyntax;
import io.dockmedic.rules.operator.count.CountSyntax;
import io.dockmedic.rules.operator.delta.DeltaSyntax;
import io.dockmedic.rules.operator.distinct.DistinctSyntax;
import io.dockmedic.rules.operator.hold.HoldSyntax;
import io.dockmedic.rules.operator.predict.PredictSyntax;
import io.dockmedic.rules.operator.rate.RateSyntax;
import io.dockmedic.rules.operator.schedule.ScheduleSyntax;
import io.dockmedic.rules.operator.sequence.SequenceSyntax;
import io.dockmedic.rules.remedy.ActionCatalog;
import io.dockmedic.rules.rule.Rule;
import io.dockmedic.rules.yaml.Document;
import io.dockmedic.rules.yaml.RuleProblem;
import io.dockmedic.rules.yaml.YamlMap;
import io.dockmedic.rules.yaml.YamlNode;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Reads rule files. Takes about a millisecond a rule; safe for use by several threads. */
public final class RuleLoader {
    /** The time operators there are. */
    private static final List<OperatorSyntax> OPERATORS = List.of(
            new CountSyntax(), new HoldSyntax(), new AbsentSyntax(), new SequenceSyntax(), new AllSyntax(),
            new DistinctSyntax(), new ChangesSyntax(), new DeltaSyntax(), new RateSyntax(), new PredictSyntax(),
            new CollectSyntax(), new ScheduleSyntax());

    private final Kinds kinds;
    private final ActionCatalog actions;
    private final Checked checked;
    private final boolean thorough;

    /** Checks every expression but the shipped ones, which were checked when they were built. */
    public RuleLoader(Kinds kinds, ActionCatalog actions) {
        this(kinds, actions, new ShippedExpressions());
    }

    /** @param checked what need not be checked again */
    public RuleLoader(Kinds kinds, ActionCatalog actions, Checked checked) {
        this(kinds, actions, checked, false);
    }

    private RuleLoader(Kinds kinds, ActionCatalog actions, Checked checked, boolean thorough) {
        this.kinds = kinds;
        this.actions = actions;
        this.checked = checked;
        this.thorough = thorough;
    }

    /** One that also warns of conditions that are never true, which takes several times as long. */
    public RuleLoader thorough() {
        return new RuleLoader(kinds, actions, checked, true);
    }

    /** All rules of all files, or all problems of all files. */
    public Loaded load(List<RuleFile> files) {
        List<Rule> rules = new ArrayList<>();
        List<RuleProblem> problems = new ArrayList<>();
        Map<String, String> names = new HashMap<>();
        ExpressionReader common = new ExpressionReader(kinds, new Language(checked), thorough);
        InhibitionReader inhibitions = new InhibitionReader();
        List<Document> documents = new ArrayList<>();
        List<NameReader> named = new ArrayList<>();
        for (RuleFile file : files) {
            if (!file.defect().isEmpty()) {
                problems.add(new RuleProblem(file.name(), 0, 0, file.defect(), ""));
                continue;
            }
            Document document = new Document(file.name(), file.text());
            document.root()
                    .filter(root -> Shape.isRight(root, file.name()))
                    .flatMap(root -> root.map(Shape.KEYS))
                    .ifPresent(root -> {
                        NameReader given = new NameReader(root);
                        ExpressionReader expressions = common.with(given.names());
                        groups(root, reader(document, file.name(), expressions, given.predicates()), names, rules);
                        root.get("inhibit").ifPresent(node -> inhibitions.take(node, expressions));
                        named.add(given);
                    });
            documents.add(document);
        }
        List<Rule> all = inhibitions.applied(rules, names.keySet());
        documents.forEach(document -> problems.addAll(document.problems()));
        named.forEach(NameReader::warnOfUnused);
        List<RuleProblem> warnings = documents.stream().flatMap(document -> document.warnings().stream()).toList();
        return problems.isEmpty()
                ? new Loaded.Sound(new RuleSet(files, all, warnings))
                : new Loaded.Refused(problems);
    }

    /** Every key that a rule may have. */
    List<String> keys() {
        ExpressionReader expressions = new ExpressionReader(kinds, new Language(checked), false);
        return reader(new Document("", ""), "", expressions, Map.of()).keys();
    }

    private RuleReader reader(Document document, String file, ExpressionReader expressions,
            Map<String, YamlNode> predicates) {
        return new RuleReader(document, file, expressions, new Predicates(expressions, predicates),
                new RemedyReader(actions, expressions.heard()), OPERATORS);
    }

    private static void groups(YamlMap root, RuleReader reader, Map<String, String> names, List<Rule> rules) {
        root.required("groups", "write groups:")
                .flatMap(YamlNode::list)
                .ifPresent(groups -> groups.forEach(group -> group.map(List.of("name", "rules"))
                        .ifPresent(map -> group(map, reader, names, rules))));
    }

    private static void group(YamlMap group, RuleReader reader, Map<String, String> names, List<Rule> rules) {
        group.required("name", "give the group a name").ifPresent(YamlNode::text);
        group.required("rules", "write rules:")
                .flatMap(YamlNode::list)
                .ifPresent(list -> list.forEach(rule -> reader.read(rule, names).ifPresent(rules::add)));
    }
}
