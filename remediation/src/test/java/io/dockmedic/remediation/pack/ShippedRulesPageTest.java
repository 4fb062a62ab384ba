package io.dockmedic.remediation.pack;

import static org.assertj.core.api.Assertions.assertThat;

import io.dockmedic.rules.pack.Pack;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

/** {@code docs/shipped-rules.md} is what the shipped files say. */
class ShippedRulesPageTest {
    private static final Path MADE = Path.of("target/shipped-rules.md");

    @Test
    void thePageIsTheFiles() throws IOException {
        String page = ShippedRulesPage.of(Pack.files(), Files.readString(Path.of("../docs/rules.md")));
        Files.writeString(MADE, page);
        assertThat(Path.of("../docs/shipped-rules.md"))
                .as("take what was made: cp remediation/target/shipped-rules.md docs/")
                .hasContent(page);
    }
}
