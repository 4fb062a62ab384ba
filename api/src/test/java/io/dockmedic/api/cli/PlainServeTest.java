package io.dockmedic.api.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PlainServeTest {
    @Test
    void whatAServiceManagerWritesIsUnderstood() {
        assertThat(PlainServe.of("serve")).contains(new PlainServe(Optional.empty()));
        assertThat(PlainServe.of("serve", "--config", "a.yml")).contains(new PlainServe(Optional.of(Path.of("a.yml"))));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "check a.yml", "serve --help", "serve --config", "serve --config --help", "serve a b",
            "serve --config a.yml --version", "--config a.yml serve"})
    void anythingElseIsForTheCommandLine(String line) {
        assertThat(PlainServe.of(line.isEmpty() ? new String[0] : line.split(" "))).isEmpty();
    }
}
