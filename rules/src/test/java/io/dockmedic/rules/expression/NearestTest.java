package io.dockmedic.rules.expression;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class NearestTest {
    private static final Set<String> NAMES = Set.of("exitCode", "oomKilled", "intent", "name");

    @ParameterizedTest
    @CsvSource({"exitcode,exitCode", "exit_code,exitCode", "exitCdoe,exitCode", "oomkiled,oomKilled", "nmae,name"})
    void findsWhatWasMeant(String typo, String meant) {
        assertThat(Nearest.find(typo, NAMES)).contains(meant);
    }

    @Test
    void doesNotGuessWildlyButNamesWhatThereIs() {
        assertThat(Nearest.find("restartPolicy", NAMES)).isEmpty();
        assertThat(Nearest.hint("restartPolicy", NAMES)).isEqualTo("known: exitCode, intent, name, oomKilled");
    }
}
