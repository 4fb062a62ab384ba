package io.dockmedic.api;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.dockmedic.testkit.BusyboxImage;
import io.dockmedic.testkit.Command;
import io.dockmedic.testkit.PrivateEngine;
import io.dockmedic.testkit.Prometheus;
import io.dockmedic.testkit.RealEngine;
import io.dockmedic.testkit.gpu.FakeNvml;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.snakeyaml.engine.v2.api.Load;
import org.snakeyaml.engine.v2.api.LoadSettings;

/** A real Prometheus, with the configuration of the page, scrapes the whole program in front of a real engine. */
@RealEngine
class PrometheusTest {
    private static final Path ROOT = Path.of("..").toAbsolutePath().normalize();
    private static final Path RULES = ROOT.resolve("deploy/prometheus/dockmedic.rules.yml");
    private static final Path PAGE = ROOT.resolve("docs/prometheus.md");
    private static final ObjectMapper JSON = new ObjectMapper();

    /**
     * What dashboards made for cAdvisor ask: dockprom, and Grafana's 193, 893, 14282 and 19792. All but {@code
     * container_fs_usage_bytes}, which the page of what cAdvisor has and this has not says it lacks.
     */
    private static final List<String> CADVISOR = List.of(
            "sum by (name) (rate(container_cpu_usage_seconds_total{image!=\"\"}[1m]))",
            "sum(rate(container_cpu_user_seconds_total{image!=\"\"}[1m])) / count(machine_cpu_cores) * 100",
            "sum(rate(container_cpu_usage_seconds_total{name=~\".+\"}[5m])) by (name) * 100",
            "sum by (name) (container_memory_usage_bytes{image!=\"\"})",
            "sum by (name) (container_memory_cache{image!=\"\"})",
            "sum(container_memory_rss{name=~\".+\"}) by (name)",
            "container_memory_working_set_bytes{name=~\".+\"}",
            "sum by (name) (rate(container_network_receive_bytes_total{image!=\"\"}[1m]))",
            "sum by (name) (rate(container_network_transmit_bytes_total{image!=\"\"}[1m]))",
            "count(container_last_seen{image!=\"\"})",
            "count(rate(container_last_seen{name=~\".+\"}[5m]))",
            "time() - container_start_time_seconds{name=~\".+\"}",
            "container_spec_memory_limit_bytes{name=~\".+\"}",
            "sum(machine_memory_bytes)");

    /**
     * What dashboards made for dcgm-exporter ask: Grafana's 12239, and the one in dcgm-exporter's own repository, with the label that
     * it has now in the place of {@code Hostname}. Both also ask for {@code DCGM_FI_PROF_…}, which take DCGM's own measuring.
     */
    private static final List<String> DCGM = List.of(
            "count by (instance) (DCGM_FI_DEV_GPU_TEMP)",
            "count by (gpu) (DCGM_FI_DEV_GPU_TEMP{instance=~\".+\"})",
            "DCGM_FI_DEV_GPU_TEMP{instance=~\".+\", gpu=~\"0\"}",
            "avg(DCGM_FI_DEV_GPU_TEMP{instance=~\".+\", gpu=~\"0\"})",
            "DCGM_FI_DEV_POWER_USAGE{instance=~\".+\", gpu=~\"0\"}",
            "sum(DCGM_FI_DEV_POWER_USAGE{instance=~\".+\", gpu=~\"0\"})",
            "DCGM_FI_DEV_SM_CLOCK{instance=~\".+\", gpu=~\"0\"} * 1000000",
            "DCGM_FI_DEV_GPU_UTIL{instance=~\".+\", gpu=~\"0\"}",
            "DCGM_FI_DEV_FB_USED{instance=~\".+\", gpu=~\"0\"}",
            "count by (hostname) (DCGM_FI_DEV_FB_FREE{hostname=~\".+\"})",
            "max(DCGM_FI_DEV_GPU_TEMP{hostname=~\".+\", gpu=~\"0\"}) by (hostname, gpu, uuid)",
            "avg(DCGM_FI_DEV_GPU_TEMP{hostname=~\".+\", gpu=~\"0\"})",
            "max(DCGM_FI_DEV_POWER_USAGE{hostname=~\".+\", gpu=~\"0\"}) by (hostname, gpu, uuid)",
            "sum(max(DCGM_FI_DEV_POWER_USAGE{hostname=~\".+\", gpu=~\"0\"}) by (gpu))",
            "max(DCGM_FI_DEV_SM_CLOCK{hostname=~\".+\", gpu=~\"0\"} * 1000000) by (hostname, UUID, gpu)",
            "max(DCGM_FI_DEV_FB_USED{hostname=~\".+\", gpu=~\"0\"}) by (hostname, gpu, GPU_I_ID, GPU_I_PROFILE)",
            "DCGM_FI_DEV_FB_USED{gpu=\"1\", GPU_I_ID=\"3\", GPU_I_PROFILE=\"1g.10gb\"}",
            "sum by (gpu) (DCGM_FI_DEV_FB_USED{gpu=\"1\"}) == 5200",
            "dockmedic_gpu_container_utilization_ratio{container=\"healed\"} == 0.4",
            "dockmedic_gpu_container_memory_utilization_ratio{container=\"healed\"} == 0.07");

    /** What this kernel does not keep: v1 groups have no pressure, and some kernels count no devices for them. */
    private static final Pattern NOT_KEPT_HERE = Pattern.compile(notKept());

    private final PrivateEngine engine;

    PrometheusTest(PrivateEngine engine) {
        this.engine = engine;
    }

    @Test
    void everyQueryOfDashboardsAndAlertsHasData(@TempDir Path home, @TempDir Path scraper) throws Exception {
        FakeNvml gpu = FakeNvml.in(home)
                .says("count", 2)
                .divides(1, 3, 0, "1g.10gb", 9856, 1200)
                .divides(1, 5, 0, "2g.20gb", 19968, 4000);
        try (Spine spine = Spine.ready(engine.dockerHost(), home, "gpu: {library: \"" + gpu.file() + "\"}");
                Prometheus prometheus = new Prometheus(scraper, configuration(spine.port()))) {
            containers();
            spine.healSomethingElse(engine, "healed");
            spine.page("hopeless");
            long pid = Long.parseLong(engine.docker("inspect", "-f", "{{.State.Pid}}", "healed").orFail().text());
            gpu.runs(0, pid, 1).loads(0, pid, 40, 7);
            gpu.xid(0, 45);

            Path scrape = Files.writeString(scraper.resolve("metrics"), spine.body("/metrics"));
            var checked = Command.run(Map.of(), List.of("sh", "-c", "promtool check metrics < " + scrape));
            // dcgm-exporter's names are not to promtool's taste, which is all that it says then (3).
            assertThat((checked.stdout() + checked.stderr()).lines().filter(line -> !line.startsWith("DCGM_FI_DEV_")))
                    .isEmpty();
            assertThat(checked.exitCode()).isEqualTo(3);

            List<String> queries = new ArrayList<>(CADVISOR);
            queries.addAll(DCGM);
            queries.addAll(dashboards());
            queries.removeIf(query -> NOT_KEPT_HERE.matcher(query).find());
            await().atMost(Spine.SOON)
                    .untilAsserted(() -> assertThat(queries)
                            .filteredOn(query -> prometheus.query(query).isEmpty())
                            .isEmpty());
            assertThat(queries.stream().filter(query -> query.contains("dockmedic_gpu_faults_total{")))
                    .as("a first fault is one, though its counter has not grown since it appeared")
                    .hasSizeGreaterThan(1)
                    .allMatch(query -> prometheus.query(query).path(0).at("/value/1").asText().equals("1"));
            assertThat(prometheus.query("{__name__=~\"DCGM_FI_PROF_.+\"}")).as("only DCGM measures them").isEmpty();
            rules(prometheus);
            asProtobuf(prometheus, Files.createDirectory(scraper.resolve("protobuf")), configuration(spine.port()));
        }
    }

    /** One that asks for protobuf reads the same from it as one that asks for text. */
    private static void asProtobuf(Prometheus text, Path home, String configuration) {
        try (Prometheus prometheus = new Prometheus(home, configuration, "--enable-feature=native-histograms")) {
            await().atMost(Spine.SOON)
                    .untilAsserted(() -> assertThat(series(prometheus)).hasSizeGreaterThan(200)
                            .isEqualTo(series(text)));
        }
    }

    /** What it has of containers and of us, without what comes and goes with time. */
    private static Set<String> series(Prometheus prometheus) {
        Set<String> series = new TreeSet<>();
        prometheus.query("{__name__=~\"(container|machine|dockmedic|DCGM)_.+\"}")
                .forEach(one -> series.add(one.path("metric").toString()));
        return series;
    }

    /** None fires here, since all is well; what they ask about is there. */
    private static void rules(Prometheus prometheus) throws IOException {
        JsonNode groups = prometheus.get("/api/v1/rules").at("/data/groups");
        List<JsonNode> rules = new ArrayList<>();
        groups.forEach(group -> group.path("rules").forEach(rules::add));
        assertThat(rules).hasSize(9);
        for (JsonNode rule : rules) {
            assertThat(rule.path("health").asText()).as(rule.path("name").asText()).isNotEqualTo("err");
            assertThat(prometheus.query(rule.path("query").asText())).as(rule.path("name").asText()).isEmpty();
        }
        Set<String> names = new TreeSet<>();
        Matcher named = Pattern.compile("\\b(dockmedic_[a-z_]+|up)\\b").matcher(Files.readString(RULES));
        while (named.find()) {
            names.add(named.group());
        }
        assertThat(names).hasSizeGreaterThan(6)
                .allSatisfy(name -> assertThat(prometheus.query(name)).as(name).isNotEmpty());
    }

    private void containers() {
        engine.run("limited", List.of("--memory=32m", "--cpus=0.2", "--health-cmd=true", "--health-interval=1s"),
                "sh", "-c", "while :; do dd if=/dev/zero of=/f bs=64k count=16 oflag=direct; cat /f; done");
        engine.docker("run", "--detach", "--network", "host", "--name", "networked", BusyboxImage.in(engine)).orFail();
        engine.run("hopeless", Map.of("dockmedic.heal", "true"), "sh", "-c", "exit 127");
    }

    private static String notKept() {
        if (Files.exists(Path.of("/sys/fs/cgroup/cgroup.controllers"))) {
            return "nothing is missing";
        }
        try {
            String root = Files.readString(Path.of("/sys/fs/cgroup/blkio/blkio.throttle.io_service_bytes"));
            return root.strip().equals("Total 0") ? "container_pressure_|container_fs_" : "container_pressure_";
        } catch (IOException notThere) {
            return "container_pressure_|container_fs_";
        }
    }

    /** As the page writes it, but for where things are here, and more often. */
    private static String configuration(int port) throws IOException {
        String yaml = block("yaml").getFirst();
        assertThat(yaml).contains("127.0.0.1:9717", "- dockmedic.rules.yml", "scrape_interval: 15s");
        return yaml.replace("127.0.0.1:9717", "127.0.0.1:" + port)
                .replace("- dockmedic.rules.yml", "- " + RULES)
                .replace("scrape_interval: 15s", "scrape_interval: 1s");
    }

    private static List<String> block(String language) throws IOException {
        return Pattern.compile("(?s)```" + language + "\n(.*?)```")
                .matcher(Files.readString(PAGE))
                .results()
                .map(block -> block.group(1))
                .toList();
    }

    private static List<String> dashboards() throws IOException {
        List<String> queries = new ArrayList<>();
        for (String name : List.of("hosts", "containers", "gpus", "remediation")) {
            JsonNode dashboard = JSON.readTree(
                    ROOT.resolve("deploy/grafana/dockmedic-" + name + ".json").toFile());
            assertThat(dashboard.at("/templating/list/0/type").asText()).isEqualTo("datasource");
            dashboard.path("panels").forEach(panel -> {
                assertThat(panel.at("/datasource/uid").asText()).isEqualTo("${datasource}");
                panel.path("targets")
                        .forEach(target -> queries.add(target.path("expr")
                                .asText()
                                .replace("$instance", ".*")
                                .replace("$name", ".*")));
            });
        }
        assertThat(queries).hasSizeGreaterThan(30).noneMatch(query -> query.contains("$"));
        return queries;
    }

    @Test
    void whatThePageSaysToRunRunsAndTheRulesTestsCoverEveryAlert() throws Exception {
        for (String commands : block("sh")) {
            var ended = Command.run(Map.of(), List.of("sh", "-ec", "cd " + ROOT + "\n" + commands));
            assertThat(ended.exitCode()).as(ended.stdout() + ended.stderr()).isZero();
        }
        Map<?, ?> rules = (Map<?, ?>) new Load(LoadSettings.builder().build()).loadFromString(Files.readString(RULES));
        String tests = Files.readString(RULES.resolveSibling("dockmedic.rules.test.yml"));
        Matcher alert = Pattern.compile("alert=(Dockmedic\\w+)").matcher(rules.toString());
        int seen = 0;
        while (alert.find()) {
            assertThat(tests).contains(alert.group(1));
            seen++;
        }
        assertThat(seen).isEqualTo(9);
    }
}
