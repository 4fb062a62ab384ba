package io.dockmedic.rules.garbage;

import static org.assertj.core.api.Assertions.assertThat;

import io.dockmedic.collectors.event.Event;
import io.dockmedic.rules.RuleBench;
import io.dockmedic.rules.TestActions;
import io.dockmedic.rules.drive.RuleDriver;
import io.dockmedic.rules.expression.Checked;
import io.dockmedic.rules.expression.Compiled;
import io.dockmedic.rules.expression.Environment;
import io.dockmedic.rules.expression.ExpressionException;
import io.dockmedic.rules.expression.Flaw;
import io.dockmedic.rules.expression.Language;
import io.dockmedic.rules.expression.Names;
import io.dockmedic.rules.expression.Subject;
import io.dockmedic.rules.expression.Template;
import io.dockmedic.rules.file.Loaded;
import io.dockmedic.rules.file.RuleFile;
import io.dockmedic.rules.file.RuleLoader;
import io.dockmedic.rules.garbage.Account.Verdict;
import io.dockmedic.rules.kind.Kind;
import io.dockmedic.rules.kind.Kinds;
import io.dockmedic.rules.pack.Pack;
import io.dockmedic.rules.rule.Rule;
import io.dockmedic.rules.yaml.RuleProblem;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Makes inputs and gives them to the program's own entry points. */
final class Inputs {
    private static final int EVENTS_OF_A_FILE = 5;
    private static final int EVENTS_OF_A_RUN = 400;

    private final Kinds kinds = Kinds.standard();
    private final List<Kind<?>> all = List.copyOf(kinds.all());
    private final RuleLoader loader = new RuleLoader(kinds, new TestActions());
    private final Language language = new Language(Checked.NONE);
    private final Map<Kind<?>, Environment> environments = new HashMap<>();
    private final Account account = new Account();
    private final long seed;

    Inputs(long seed) {
        this.seed = seed;
    }

    Account account() {
        return account;
    }

    private Dice dice(String what, int number) {
        return new Dice(seed * 1_000_003 + number * 31L + what.hashCode());
    }

    /** Reads rule files; what is accepted runs. */
    void files(int many) {
        for (int number = 0; number < many; number++) {
            Dice dice = dice("file", number);
            String text = new RuleFiles(dice).any();
            account.of("file " + number, () -> file(text, dice));
        }
    }

    private Verdict file(String text, Dice dice) {
        return switch (loader.load(List.of(new RuleFile("garbage.yml", text)))) {
            case Loaded.Refused(List<RuleProblem> problems) -> {
                placed(problems, text);
                yield Verdict.REFUSED;
            }
            case Loaded.Sound sound -> {
                run(sound.set().rules(), dice, EVENTS_OF_A_FILE);
                yield Verdict.ACCEPTED;
            }
        };
    }

    /** There is something wrong, and each is somewhere in the file, or right behind its end. */
    static void placed(List<RuleProblem> problems, String text) {
        assertThat(problems).isNotEmpty();
        // Whether a carriage return alone ends a line, editors do not agree.
        String[] lines = text.split("\r\n|[\r\n]", -1);
        String[] longer = text.split("\n", -1);
        for (RuleProblem problem : problems) {
            assertThat(problem.message()).isNotBlank();
            assertThat(within(problem, lines) || within(problem, longer)).as("%s", problem).isTrue();
        }
    }

    private static boolean within(RuleProblem problem, String[] lines) {
        int line = problem.line();
        int longest = line < 1 || line > lines.length ? 0 : lines[line - 1].length();
        return line >= 1 && line <= lines.length + 1 && problem.column() >= 1 && problem.column() <= longest + 1;
    }

    private void run(List<Rule> rules, Dice dice, int events) {
        RuleDriver driver = new RuleDriver(rules, kinds, "host", RuleBench.START, told -> {});
        for (int left = events; left > 0; left--) {
            driver.see(new Events(dice, driver.now()).of(dice.of(all)));
            driver.to(driver.now().plusMillis(dice.below(30_000)));
        }
    }

    /** Compiles expressions and templates; what is accepted is evaluated. */
    void expressions(int many) {
        for (int number = 0; number < many; number++) {
            Dice dice = dice("expression", number);
            Kind<?> kind = dice.of(all);
            String text = new Expressions(dice, kind).any();
            Environment environment = environments.computeIfAbsent(kind,
                    one -> new Environment(List.of(one), language, Names.NONE));
            account.of("expression " + number + " " + start(text), () -> expression(text, kind, environment, dice));
        }
    }

    private static String start(String text) {
        return text.length() < 80 ? text : text.substring(0, 80) + "…";
    }

    private static Verdict expression(String text, Kind<?> kind, Environment environment, Dice dice) {
        return switch (dice.below(6)) {
            case 0 -> verdict(environment.key(text), text, (one, subject) -> one.of(subject), kind, dice);
            case 1 -> verdict(environment.value(text), text, (one, subject) -> one.of(subject), kind, dice);
            case 2 -> verdict(environment.measure(text), text, (one, subject) -> one.of(subject), kind, dice);
            case 3 -> {
                String whole = "a {{ " + text + " }} b";
                yield verdict(Template.compile(whole, environment), whole, (one, subject) -> one.of(subject), kind,
                        dice);
            }
            default -> verdict(environment.condition(text), text, (one, subject) -> one.test(subject), kind, dice);
        };
    }

    @FunctionalInterface
    private interface Evaluated<T> {
        Object on(T program, Subject subject) throws ExpressionException;
    }

    private static <T> Verdict verdict(Compiled<T> compiled, String text, Evaluated<T> evaluated, Kind<?> kind,
            Dice dice) {
        return switch (compiled) {
            case Compiled.Flawed<T>(List<Flaw> flaws) -> {
                assertThat(flaws).isNotEmpty().allSatisfy(flaw -> {
                    assertThat(flaw.message()).isNotBlank();
                    assertThat(flaw.offset()).as("%s", flaw).isBetween(0, text.length());
                });
                yield Verdict.REFUSED;
            }
            case Compiled.Ok<T>(T program) -> {
                for (int left = 2; left > 0; left--) {
                    Event event = new Events(dice, Instant.parse("2026-11-01T00:00:00Z")).of(kind);
                    try {
                        evaluated.on(program, new Subject(kind, event));
                    } catch (ExpressionException e) {
                        assertThat(e.getMessage()).isNotNull();
                    }
                }
                yield Verdict.ACCEPTED;
            }
        };
    }

    /** Events of every kind through the shipped rules and one with each operator, over time and restarts. */
    void events(int many) {
        List<Rule> rules = new ArrayList<>(RuleBench.load(Pack.files()).rules());
        rules.addAll(RuleBench.load(List.of(new RuleFile("operators.yml", EveryOperator.RULES))).rules());
        int number = 0;
        while (number < many) {
            Dice dice = dice("run", number);
            RuleDriver driver = new RuleDriver(rules, kinds, "host", RuleBench.START, told -> {});
            for (int left = Math.min(EVENTS_OF_A_RUN, many - number); left > 0; left--) {
                Event event = new Events(dice, driver.now()).of(dice.of(all));
                account.of("event " + number + " " + start(event.kind()), () -> event(driver, event, dice));
                number++;
            }
        }
    }

    private static Verdict event(RuleDriver driver, Event event, Dice dice) {
        driver.see(event);
        driver.to(driver.now().plusMillis(dice.below(dice.oneIn(50) ? 10_000_000 : 20_000)));
        if (dice.oneIn(100)) {
            driver.restart();
        }
        return Verdict.ACCEPTED;
    }
}
