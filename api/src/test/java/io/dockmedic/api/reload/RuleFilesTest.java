package io.dockmedic.api.reload;

import static org.assertj.core.api.Assertions.assertThat;

import io.dockmedic.api.config.RuleDirectory;
import io.dockmedic.collectors.base.time.VertxTimers;
import io.dockmedic.remediation.Shipped;
import io.dockmedic.rules.file.Loaded;
import io.dockmedic.rules.file.RuleFile;
import io.dockmedic.rules.file.RuleLoader;
import io.dockmedic.rules.kind.Kinds;
import io.dockmedic.rules.pack.Pack;
import io.dockmedic.rules.yaml.RuleProblem;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileTime;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.awaitility.Awaitility;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Real files, and the reader of rules; each look is the test's own. */
class RuleFilesTest {
    private static final String RULE = "groups: [{name: %s, rules: [{alert: %s, on: container.died, "
            + "resolve: {on: container.started}}]}]\n";

    @TempDir
    Path home;

    private final Vertx vertx = Vertx.vertx();
    private final RuleLoader loader = new RuleLoader(Kinds.standard(), Shipped.catalog());
    /** Of each set that was offered what was wrong with it, or its owner's alerts. */
    private final List<String> offered = new CopyOnWriteArrayList<>();
    private @Nullable RuleFiles files;
    private Path folder = Path.of("/nowhere");

    @BeforeEach
    void begin() throws IOException {
        folder = Files.createDirectory(home.resolve("rules.d"));
        rule("a.yml", "First");
        deploy(false);
    }

    @AfterEach
    void end() {
        done(vertx.close());
    }

    @Test
    void aFileIsTakenWhenTwoLooksFoundItTheSame() throws IOException {
        look();
        look();
        assertThat(offered).as("as it was at the start").isEmpty();
        rule("b.yml", "Second");
        look();
        assertThat(offered).as("it may be being written").isEmpty();
        look();
        assertThat(offered).containsExactly("First Second");
        look();
        look();
        assertThat(offered).hasSize(1);
        Files.delete(folder.resolve("b.yml"));
        look();
        look();
        assertThat(offered).last().isEqualTo("First");
    }

    @Test
    void whatIsBeingWrittenIsNotTaken() throws IOException {
        for (int i = 0; i < 5; i++) {
            Files.writeString(folder.resolve("b.yml"), "#" + i + "\n", StandardOpenOption.CREATE,
                    StandardOpenOption.APPEND);
            look();
        }
        assertThat(offered).isEmpty();
        look();
        assertThat(offered).hasSize(1);
    }

    @Test
    void aBadSetIsRefusedOnceAndTheNextGoodOneIsTaken() throws IOException {
        Files.writeString(folder.resolve("b.yml"), "groups: 3\n");
        look();
        look();
        look();
        look();
        assertThat(offered).hasSize(1).first().asString().contains("b.yml:1:");
        rule("b.yml", "Second");
        look();
        look();
        assertThat(offered).hasSize(2).last().isEqualTo("First Second");
    }

    @Test
    void thatTheLastFileIsGoneIsSaidOnceAndMeansNothingUntilSomebodySaysSo() throws IOException {
        Files.move(folder, folder.resolveSibling("away"));
        look();
        look();
        look();
        assertThat(offered).hasSize(1).first().asString().contains("no rule file any more", "reload");
        Files.move(folder.resolveSibling("away"), folder);
        look();
        look();
        assertThat(offered).hasSize(2).last().isEqualTo("First");
        Files.delete(folder.resolve("a.yml"));
        look();
        look();
        assertThat(offered).hasSize(3).last().asString().contains("no rule file any more");
        assertThat(done(reload())).isEmpty();
        assertThat(offered).hasSize(4).last().isEqualTo("");
        look();
        look();
        assertThat(offered).as("nothing is new").hasSize(4);
    }

    @Test
    void whatCannotBeReadAsADirectoryIsRefusedAndNotTakenForEmpty() throws IOException {
        Files.delete(folder.resolve("a.yml"));
        Files.delete(folder);
        Files.writeString(folder, "");
        look();
        look();
        look();
        assertThat(offered).hasSize(1).first().asString().contains("is not a directory");
        Files.delete(folder);
        Files.createDirectory(folder);
        look();
        look();
        assertThat(offered).hasSize(2).last().asString().contains("no rule file any more");
    }

    @Test
    void whatEditorsAndCopiesLeaveIsNoNews() throws IOException {
        Files.writeString(folder.resolve(".a.yml.swp"), "x");
        Files.writeString(folder.resolve("a.yml~"), "x");
        Files.writeString(folder.resolve("#a.yml#"), "x");
        Files.writeString(folder.resolve("._a.yml"), "x");
        Files.createSymbolicLink(folder.resolve(".#a.yml"), Path.of("ann@host.123"));
        look();
        look();
        assertThat(offered).isEmpty();
    }

    @Test
    void aFileThatIsReplacedAndLooksTheSameIsSeenAndOneThatIsTheSameIsNoNews() throws IOException {
        FileTime time = Files.getLastModifiedTime(folder.resolve("a.yml"));
        Path other = Files.writeString(folder.resolve("other"), RULE.formatted("Other", "Other"));
        Files.setLastModifiedTime(other, time);
        Files.move(other, folder.resolve("a.yml"), StandardCopyOption.REPLACE_EXISTING);
        look();
        look();
        assertThat(offered).containsExactly("Other");
        Files.setLastModifiedTime(folder.resolve("a.yml"), FileTime.fromMillis(0));
        rule("a.yml", "Other");
        look();
        look();
        assertThat(offered).hasSize(1);
    }

    @Test
    void whoAsksGetsWhatIsThereAndIsToldWhatIsWrongWithIt() throws IOException {
        assertThat(done(reload())).isEmpty();
        assertThat(offered).containsExactly("First");
        Files.writeString(folder.resolve("b.yml"), "groups: 3\n");
        assertThat(done(reload())).hasSize(1);
        look();
        look();
        assertThat(offered).as("it was refused already").hasSize(2);
    }

    @Test
    void itLooksByItselfUnlessThatIsSwitchedOff() throws IOException {
        done(vertx.undeploy(vertx.deploymentIDs().iterator().next()));
        deploy(true);
        rule("b.yml", "Second");
        Awaitility.await().untilAsserted(() -> assertThat(offered).containsExactly("First Second"));
    }

    private void deploy(boolean watched) {
        RuleDirectory directory = new RuleDirectory(folder);
        files = new RuleFiles(directory, watched, RuleFiles.EVERY.dividedBy(100), Found.in(directory),
                new VertxTimers(vertx), this::take);
        done(vertx.deployVerticle(files));
    }

    private Future<List<RuleProblem>> take(List<RuleFile> all) {
        return switch (loader.load(all)) {
            case Loaded.Refused(List<RuleProblem> problems) -> {
                offered.add(problems.toString());
                yield Future.succeededFuture(problems);
            }
            case Loaded.Sound sound -> {
                List<String> shipped = Pack.files().stream().map(RuleFile::name).toList();
                offered.add(String.join(" ", sound.set()
                        .rules()
                        .stream()
                        .filter(rule -> !shipped.contains(rule.file()))
                        .map(rule -> rule.name())
                        .toList()));
                yield Future.succeededFuture(List.of());
            }
        };
    }

    private void rule(String file, String alert) throws IOException {
        Files.writeString(folder.resolve(file), RULE.formatted(alert, alert));
    }

    private Future<List<RuleProblem>> reload() {
        return Objects.requireNonNull(files).reload();
    }

    private void look() {
        Promise<List<RuleProblem>> looked = Promise.promise();
        vertx.runOnContext(go -> Objects.requireNonNull(files).look().onComplete(looked));
        done(looked.future());
    }

    private static <T> T done(Future<T> future) {
        try {
            return future.await(60, TimeUnit.SECONDS);
        } catch (TimeoutException e) {
            throw new AssertionError("not done in 20 s", e);
        }
    }
}
