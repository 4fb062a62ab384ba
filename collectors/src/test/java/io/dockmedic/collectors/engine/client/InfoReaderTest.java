package io.dockmedic.collectors.engine.client;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import org.junit.jupiter.api.Test;

class InfoReaderTest {
    private static final ApiVersion VERSION = new ApiVersion(1, 41);

    @Test
    void dockerHasAnIdAndTellsRequests() throws JsonProcessingException {
        EngineInfo docker = InfoReader.fromInfo(json("{\"ID\":\"a\",\"Name\":\"host\"}"), VERSION);

        assertThat(docker.id()).isEqualTo("a");
        assertThat(docker.tellsRequests()).isTrue();
        assertThat(InfoReader.fromVersion(json("{\"Components\":[{\"Name\":\"Engine\"}]}"), VERSION).tellsRequests())
                .isTrue();
    }

    @Test
    void podmansIdIsAnotherInEachAnswerAndIsNotTaken() throws JsonProcessingException {
        EngineInfo podman = InfoReader.fromInfo(
                json("{\"ID\":\"random\",\"Name\":\"host\",\"BuildahVersion\":\"1.28.2\"}"), VERSION);

        assertThat(podman.id()).isEmpty();
        assertThat(podman.name()).isEqualTo("host");
        assertThat(podman.tellsRequests()).isFalse();
        assertThat(InfoReader.fromVersion(json("{\"Components\":[{\"Name\":\"Podman Engine\"}]}"), VERSION)
                .tellsRequests()).isFalse();
    }

    private static JsonNode json(String text) throws JsonProcessingException {
        return new ObjectMapper().readTree(text);
    }
}
