package io.dockmedic.rules.pack;

import dev.cel.common.CelAbstractSyntaxTree;
import io.dockmedic.rules.checked.ExpressionFile;
import io.dockmedic.rules.checked.ShippedExpressions;
import io.dockmedic.rules.expression.Checked;
import io.dockmedic.rules.file.RuleLoader;
import io.dockmedic.rules.kind.Kinds;
import io.dockmedic.rules.proof.Proofs;
import io.dockmedic.rules.remedy.ActionCatalog;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** Run by the build: checks the shipped rules' expressions and writes them beside the classes. */
final class CheckPack {
    private static final Pattern NAMED = Pattern.compile("action: ([a-z-]+)");

    private CheckPack() {}

    /** @param arguments the folder of the classes */
    public static void main(String[] arguments) throws IOException {
        Path folder = Path.of(arguments[0], ShippedExpressions.class.getPackageName().split("\\."));
        Map<String, CelAbstractSyntaxTree> expressions = expressions();
        try (OutputStream out = Files.newOutputStream(folder.resolve(ShippedExpressions.FILE))) {
            ExpressionFile.write(expressions, out);
        }
    }

    /** All that are sound, checked now. What is wrong with the rest, the tests of the rules tell. */
    static Map<String, CelAbstractSyntaxTree> expressions() {
        Map<String, CelAbstractSyntaxTree> all = new HashMap<>();
        new RuleLoader(Kinds.standard(), ANY_ACTION, new Checked() {
            @Override
            public Optional<Supplier<CelAbstractSyntaxTree>> find(String name) {
                return Optional.empty();
            }

            @Override
            public void add(String name, CelAbstractSyntaxTree expression) {
                all.put(name, expression);
            }
        }).load(Pack.files());
        return all;
    }

    /**
     * Actions are a later stage's business, and there are no expressions in them; but of a rule whose ladder is not sound nothing is read
     * that inhibits it.
     */
    private static final ActionCatalog ANY_ACTION = new ActionCatalog() {
        private final Set<String> named = Pack.files()
                .stream()
                .flatMap(file -> NAMED.matcher(file.text()).results())
                .map(action -> action.group(1))
                .collect(Collectors.toUnmodifiableSet());

        @Override
        public Set<String> names() {
            return named;
        }

        @Override
        public Optional<String> problem(String action, Map<String, String> parameters) {
            return Optional.empty();
        }

        @Override
        public Set<String> proofs(String action) {
            return Set.copyOf(Proofs.words());
        }

        @Override
        public boolean marks(String action) {
            return action.equals("mark");
        }

        @Override
        public boolean needsVerify(String action) {
            return !action.equals("escalate") && !marks(action);
        }
    };
}
