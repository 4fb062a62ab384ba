package io.dockmedic.rules.docs;

import static org.assertj.core.api.Assertions.assertThat;

import io.dockmedic.collectors.event.ContainerEvent.Started;
import io.dockmedic.collectors.event.Event;
import io.dockmedic.collectors.event.ExternalEvent.Alert;
import io.dockmedic.collectors.event.HostEvent.DiskSampled;
import io.dockmedic.collectors.event.Origin;
import io.dockmedic.collectors.event.StartCause;
import io.dockmedic.collectors.event.Usage;
import io.dockmedic.rules.Happenings;
import io.dockmedic.rules.RuleBench;
import io.dockmedic.rules.kind.Field;
import io.dockmedic.rules.kind.Kind;
import io.dockmedic.rules.kind.Kinds;
import io.dockmedic.rules.remedy.Step;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** What docs/rules.md says is so, and the rules of docs/coming-from.md are sound and fire. */
class DocumentationTest {
    private static final Pattern YAML = Pattern.compile("```yaml\n(.*?)```", Pattern.DOTALL);

    private final String page = read("rules.md");

    @Test
    void everyExampleIsSound() {
        List<String> examples = examples(page);
        assertThat(examples).hasSizeGreaterThan(5);
        for (String example : examples) {
            assertThat(RuleBench.problems(whole(example))).as(example).isEmpty();
        }
    }

    /** The blocks that are no rules of ours are those of others, and their number is known. */
    @Test
    void everyRuleForThoseWhoComeFromElsewhereIsSound() {
        List<String> all = examples(read("coming-from.md"));
        List<String> ours = all.stream()
                .filter(example -> example.startsWith("groups:") || example.startsWith("alert:"))
                .toList();
        assertThat(all).hasSize(ours.size() + 3);
        assertThat(ours).hasSize(5).allSatisfy(example -> assertThat(RuleBench.problems(whole(example))).isEmpty());
        Happenings web = Happenings.of("shop-web");
        new RuleBench(whole(ours.get(0))).happens(at -> Happenings.of("search").health(at, "unhealthy"))
                .after(120)
                .tells("0s PENDING SearchUnhealthy search", "120s FIRED SearchUnhealthy search");
        new RuleBench(whole(ours.get(1))).happens(at -> web.died(at, 1)).tells("0s FIRED WebDied shop-web");
        new RuleBench(whole(ours.get(2))).happens(at -> web.died(at, 1))
                .after(60)
                .happens(at -> web.died(at, 1))
                .after(60)
                .happens(at -> web.died(at, 1))
                .tells("120s FIRED RestartLoop shop-web");
    }

    /** Each as its neighbour there has it: what it is about happens, and it fires; what ends it ends it. */
    @Test
    void theOthersForThoseWhoComeFromElsewhereFireToo() {
        List<String> ours = examples(read("coming-from.md")).stream()
                .filter(example -> example.startsWith("groups:") || example.startsWith("alert:"))
                .toList();
        Happenings web = Happenings.of("shop-web");
        RuleBench monit = new RuleBench(whole(ours.get(1)));
        monit.happens(at -> web.health(at, "unhealthy")).tells("0s FIRED WebUnhealthy shop-web");
        assertThat(monit.latest().plan().steps()).extracting(Step::action).containsExactly("restart", "escalate");
        monit.happens(at -> web.health(at, "healthy")).tells("0s RESOLVED WebUnhealthy shop-web");
        monit.reads(at -> root(at, 86), 300).tells("0s PENDING RootFilling /", "300s FIRED RootFilling /");
        monit.happens(at -> root(at, 80)).tells("300s RESOLVED RootFilling /");

        RuleBench ansible = new RuleBench(whole(ours.get(2)));
        ansible.happens(at -> new Started(at, "host", Origin.ENGINE, web.container(), StartCause.OURS, true)).after(60);
        ansible.tells("60s FIRED StartedInVain shop-web");
        ansible.happens(at -> web.health(at, "healthy")).tells("60s RESOLVED StartedInVain shop-web");

        RuleBench stackstorm = new RuleBench(whole(ours.get(3)));
        stackstorm.happens(at -> alert(at, "firing")).after(60);
        stackstorm.tells("0s PENDING SlowAndLatencyHurts HighLatency/f1",
                "60s FIRED SlowAndLatencyHurts HighLatency/f1");
        stackstorm.happens(at -> alert(at, "resolved")).tells("60s RESOLVED SlowAndLatencyHurts HighLatency/f1");

        RuleBench executor = new RuleBench(whole(ours.get(4)));
        Happenings worker = Happenings.of("worker");
        executor.reads(at -> worker.sampled(at, usage -> memory(95)), 300);
        executor.tells("0s PENDING WorkerMemoryNearLimit worker", "300s FIRED WorkerMemoryNearLimit worker");
        assertThat(executor.latest().incident().annotations()).containsEntry("summary",
                "worker uses 95 % of its memory");
        executor.happens(at -> worker.sampled(at, usage -> memory(79)))
                .tells("300s RESOLVED WorkerMemoryNearLimit worker");
    }

    private static Usage memory(int percent) {
        return new Usage(Duration.ofSeconds(10), 10, 100, 0, percent, 100, percent, 0, 10, 0, 10, 100, 0, 0, 0, 0, 0);
    }

    private static Event root(Instant at, int percent) {
        return new DiskSampled(at, "host", Origin.DOCKMEDIC, "/", "/dev/sda1", "ext4", "engine", 100, 100 - percent,
                percent, 10, false, false);
    }

    private static Event alert(Instant at, String status) {
        return Alert.unplaced(at, "host", "f1", "HighLatency", status, "2026-11-01T10:00:00Z", Map.of(), Map.of());
    }

    @Test
    void fieldsOfEveryKindAreThoseOfTheCode() {
        assertThat(page).contains(fields());
    }

    @Test
    void theMessageShownIsTheOneGiven() {
        String wrong = "alert: Wrong\non: container.died\nwhen: event.exitcode != 0\nresolve: {on: container.started}\n";
        assertThat(page).contains(RuleBench.problems(whole(wrong)).getFirst().message());
    }

    private static List<String> examples(String text) {
        return YAML.matcher(text).results().map(block -> block.group(1)).toList();
    }

    /** A rule alone stands for a file with this rule. */
    static String whole(String example) {
        return example.startsWith("groups:") || example.contains("\ngroups:")
                ? example
                : "groups:\n  - name: example\n    rules:\n      - " + example.strip().replace("\n", "\n        ")
                        + "\n";
    }

    private static String fields() {
        StringBuilder text = new StringBuilder();
        for (Kind<?> kind : Kinds.standard().all()) {
            text.append("### `").append(kind.name()).append("`: ").append(kind.meaning()).append("\n\n");
            text.append("| field | type | meaning |\n|---|---|---|\n");
            for (Field<?> field : kind.fields()) {
                String words = field.words().stream().map(word -> "`" + word + "`").collect(Collectors.joining(", "));
                text.append("| `event.").append(field.name()).append("` | ").append(field.type().word()).append(" | ");
                text.append(field.meaning()).append(words.isEmpty() ? "" : ": " + words).append(" |\n");
            }
            text.append("\n");
        }
        return text.toString();
    }

    static String read(String name) {
        try {
            Path fromModule = Path.of("../docs", name);
            return Files.readString(Files.exists(fromModule) ? fromModule : Path.of("docs", name));
        } catch (IOException e) {
            throw new AssertionError("docs/" + name, e);
        }
    }
}
