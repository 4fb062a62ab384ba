package io.dockmedic.collectors.engine.blueprint;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.dockmedic.collectors.event.Service;
import org.junit.jupiter.api.Test;

/** What a container has of its own image goes with it, and what somebody has set stays. */
class RebaseTest {
    private static final String WAS = """
            {"Id": "sha256:2", "Config": {"Env": ["PATH=/bin", "V=2", "GONE=1"], "Cmd": ["new"], "Entrypoint": ["/e2"],
             "User": "app", "WorkingDir": "/two", "StopSignal": "SIGINT", "Shell": ["/bin/ash"],
             "Labels": {"v": "2", "new": "1"}, "ExposedPorts": {"82/tcp": {}, "80/tcp": {}},
             "Volumes": {"/new": {}, "/both": {}},
             "Healthcheck": {"Test": ["CMD", "two"], "Interval": 2000000000}}}""";
    private static final String ONTO = """
            {"Id": "sha256:1", "Config": {"Env": ["PATH=/bin:/old", "V=1", "MINE=theirs"], "Cmd": ["old"],
             "Entrypoint": null, "WorkingDir": "/one", "Labels": {"v": "1", "mine": "theirs"},
             "ExposedPorts": {"81/tcp": {}}, "Volumes": {"/both": {}},
             "Healthcheck": {"Test": ["CMD", "one"], "Retries": 5}}}""";

    /** As a container has them of its image. */
    private static final String VARIABLES = "{\"Env\": [\"PATH=/bin\", \"V=2\", \"GONE=1\"], ";

    private static JsonNode json(String text) {
        try {
            return new ObjectMapper().readTree(text);
        } catch (JsonProcessingException e) {
            throw new IllegalArgumentException(e);
        }
    }

    /** @param config of the container, beside what its image says */
    private static JsonNode rebased(String config, String rest) {
        Blueprint from = Blueprint.read(json("""
                {"Id": "c1", "Name": "/web", "Image": "sha256:2", "Config": %s %s}""".formatted(config, rest)));
        return from.on(BaseImage.read(json(WAS)), BaseImage.read(json(ONTO))).inspect();
    }

    private static String all(String image) {
        String config = json(image).path("Config").toString();
        return config.substring(0, config.length() - 1) + ", \"Image\": \"web:2\"}";
    }

    @Test
    void whatIsTheImagesIsTheOlderOnesThen() {
        JsonNode made = rebased(all(WAS), "");

        JsonNode config = made.path("Config");
        assertThat(config.path("Env")).isEqualTo(json("[\"PATH=/bin:/old\", \"V=1\", \"MINE=theirs\"]"));
        assertThat(config.path("Cmd")).isEqualTo(json("[\"old\"]"));
        assertThat(config.has("Entrypoint") || config.has("User") || config.has("StopSignal") || config.has("Shell"))
                .isFalse();
        assertThat(config.path("WorkingDir").asText()).isEqualTo("/one");
        assertThat(config.path("Labels")).isEqualTo(json(
                "{\"v\": \"1\", \"mine\": \"theirs\", \"dockmedic.rollback.from\": \"web:2 sha256:2\"}"));
        assertThat(config.path("ExposedPorts")).isEqualTo(json("{\"81/tcp\": {}}"));
        assertThat(config.path("Volumes")).isEqualTo(json("{\"/both\": {}}"));
        assertThat(config.path("Healthcheck")).isEqualTo(json("{\"Test\": [\"CMD\", \"one\"], \"Retries\": 5}"));
        assertThat(made.path("Path").asText() + made.path("Args")).isEqualTo("old[]");
        assertThat(made.path("Image").asText() + " " + config.path("Image").asText()).isEqualTo("sha256:1 sha256:1");
    }

    @Test
    void whatSomebodyHasSetStays() {
        JsonNode made = rebased(
                """
                        {"Env": ["MINE=1", "V=mine", "PATH=/bin", "GONE=1"], "Cmd": ["mine"], "Entrypoint": ["/e2"], "User": "me",
                         "WorkingDir": "/two", "StopSignal": "SIGHUP", "Labels": {"v": "mine", "mine": "1", "new": "1"},
                         "ExposedPorts": {"82/tcp": {}, "80/tcp": {}, "99/udp": {}},
                         "Volumes": {"/new": {}, "/both": {}, "/mine": {}}, "Image": "web:2",
                         "Healthcheck": {"Test": ["CMD", "mine"], "Interval": 2000000000}}""",
                """
                        , "HostConfig": {"PortBindings": {"80/tcp": [{"HostPort": "8080"}]},
                           "Binds": ["named:/new", "%s:/both"]},
                          "Mounts": [{"Type": "volume", "Destination": "/new", "Name": "named"}]"""
                        .formatted("a".repeat(64)));

        JsonNode config = made.path("Config");
        assertThat(config.path("Env")).isEqualTo(json("[\"MINE=1\", \"V=mine\", \"PATH=/bin:/old\"]"));
        assertThat(config.path("Cmd")).isEqualTo(json("[\"mine\"]"));
        assertThat(config.path("User").asText() + config.path("StopSignal").asText()).isEqualTo("meSIGHUP");
        assertThat(config.path("Labels").path("v").asText() + config.path("Labels").path("mine").asText())
                .isEqualTo("mine1");
        assertThat(config.path("ExposedPorts")).as("what is published stays exposed")
                .isEqualTo(json("{\"99/udp\": {}, \"81/tcp\": {}, \"80/tcp\": {}}"));
        assertThat(config.path("Volumes")).isEqualTo(json("{\"/mine\": {}, \"/both\": {}}"));
        assertThat(config.path("Healthcheck")).isEqualTo(json("{\"Test\": [\"CMD\", \"mine\"], \"Retries\": 5}"));
        assertThat(made.path("Mounts")).as("a volume that was asked for by name").hasSize(1);
        assertThat(made.path("HostConfig").path("Binds")).hasSize(2);
        assertThat(made.path("Path").asText() + made.path("Args")).isEqualTo("mine[]");
    }

    @Test
    void whoSetsAnEntrypointHasNoCommandOfTheImages() {
        JsonNode config = rebased(VARIABLES + "\"Entrypoint\": [\"/mine\"], \"Cmd\": null, \"Image\": \"web:2\"}", "")
                .path("Config");

        assertThat(config.path("Entrypoint")).isEqualTo(json("[\"/mine\"]"));
        assertThat(config.path("Cmd").isNull()).isTrue();
    }

    @Test
    void aVolumeThatOnlyTheNewerImageAskedForIsNotMounted() {
        String unnamed = "b".repeat(64);
        JsonNode made = rebased(all(WAS), """
                , "HostConfig": {"Binds": ["%s:/new"]}, "Mounts": [
                 {"Type": "volume", "Destination": "/new", "Name": "%s"},
                 {"Type": "volume", "Destination": "/both", "Name": "c"}]""".formatted(unnamed, unnamed));

        assertThat(made.path("Mounts")).singleElement()
                .satisfies(mount -> assertThat(mount.path("Destination").asText()).isEqualTo("/both"));
        assertThat(made.path("HostConfig").path("Binds")).isEmpty();
    }

    /** Compose writes its project and service into the images that it builds. */
    @Test
    void whoseItIsTheContainerSaysAndNoImage() {
        String labels = "{\"com.docker.compose.project\": \"shop\", \"com.docker.compose.service\": \"web\","
                + " \"dockmedic.heal\": \"true\", \"autoheal\": \"true\", \"v\": \"2\"}";
        String another = labels.replace("shop", "other").replace("true", "false").replace("\"2\"", "\"1\"");
        Blueprint from = Blueprint.read(
                json("""
                        {"Id": "c1", "Name": "/shop-web-1", "Image": "sha256:2", "Config": {"Image": "sha256:2", "Labels": %s}}"""
                        .formatted(labels)));

        Blueprint made = from.on(labelled("sha256:2", labels), labelled("sha256:1", another));
        assertThat(made.inspect().path("Config").path("Labels")).isEqualTo(json(labels.replace("\"2\"}",
                "\"1\", \"dockmedic.rollback.from\": \"sha256:2\"}")));
        assertThat(made.service()).isEqualTo(from.service()).isEqualTo(new Service("shop", "web", "1"));

        Blueprint nobodys = Blueprint.read(json("""
                {"Id": "c1", "Name": "/web", "Image": "sha256:2", "Config": {"Image": "sha256:2", "Labels": {}}}"""));
        assertThat(nobodys.on(labelled("sha256:2", "{}"), labelled("sha256:1", another)).service())
                .as("the engine would add them: it is not what it is to be then, and refused")
                .isEqualTo(new Service("", "web", ""));
    }

    private static BaseImage labelled(String id, String labels) {
        return BaseImage.read(json("{\"Id\": \"%s\", \"Config\": {\"Labels\": %s}}".formatted(id, labels)));
    }

    @Test
    void composeSeesThatItIsNotWhatWasDeployed() {
        JsonNode labels = rebased(
                VARIABLES + "\"Labels\": {\"com.docker.compose.image\": \"sha256:2\"}, \"Image\": \"sha256:2\"}",
                "")
                .path("Config")
                .path("Labels");

        assertThat(labels.path("com.docker.compose.image").asText()).isEqualTo("sha256:1");
        assertThat(labels.path("dockmedic.rollback.from").asText()).isEqualTo("sha256:2");
    }

    /** The engine puts what somebody has set first, and then what the image has beside that, in the image's order. */
    @Test
    void aVariableThatSomebodyHasSetToWhatTheImageSaysAnywayStays() {
        assertThat(rebased("{\"Env\": [\"V=2\", \"PATH=/bin\", \"GONE=1\"], \"Image\": \"web:2\"}", "")
                .path("Config")
                .path("Env")).isEqualTo(json("[\"V=2\", \"PATH=/bin:/old\", \"MINE=theirs\"]"));
        assertThat(rebased("{\"Env\": [\"GONE=1\", \"V=3\", \"PATH=/bin\"], \"Image\": \"web:2\"}", "")
                .path("Config")
                .path("Env")).isEqualTo(json("[\"GONE=1\", \"V=3\", \"PATH=/bin:/old\", \"MINE=theirs\"]"));
    }

    @Test
    void aCheckThatSomebodyHasSwitchedOffStaysSo() {
        assertThat(rebased(VARIABLES + "\"Image\": \"web:2\","
                + " \"Healthcheck\": {\"Test\": [\"NONE\"], \"Interval\": 2000000000}}", "").path("Config")
                .path("Healthcheck"))
                .isEqualTo(json("{\"Test\": [\"NONE\"], \"Retries\": 5}"));
    }

    @Test
    void whatCannotBeToldIsRefused() {
        String config = "{\"Env\": [\"A=1\"], \"Image\": \"web:2\"}";
        String says = "{\"Id\": \"%s\", \"Os\": \"linux\", \"Architecture\": \"%s\", \"Config\": %s}";
        Blueprint from = Blueprint.read(json("""
                {"Id": "c1", "Name": "/web", "Image": "sha256:2", "Config": %s}""".formatted(config)));
        BaseImage image = BaseImage.read(json(says.formatted("sha256:2", "amd64", "{\"Env\": [\"A=1\"]}")));

        assertThat(from.againstOn(image, BaseImage.read(json(says.formatted("sha256:1", "amd64", "{}"))))).isEmpty();
        assertThat(from.againstOn(image, BaseImage.read(json(says.formatted("sha256:1", "arm64", "{}")))))
                .hasValueSatisfying(why -> assertThat(why).contains("linux/amd64", "linux/arm64"));
        assertThat(from.againstOn(image, BaseImage.read(json(says.formatted("sha256:1", "amd64", "null")))))
                .hasValueSatisfying(why -> assertThat(why).contains("sha256:1", "does not say"));
        assertThat(from.againstOn(BaseImage.read(json("{\"Id\": \"sha256:2\"}")), image))
                .hasValueSatisfying(why -> assertThat(why).contains("sha256:2", "does not say"));
        assertThat(from.againstOn(BaseImage.read(json(says.formatted("sha256:2", "amd64", "{\"Env\": [\"B=1\"]}"))),
                image))
                .hasValueSatisfying(why -> assertThat(why).contains("variables"));
    }
}
