package io.dockmedic.api.http;

import static org.assertj.core.api.Assertions.assertThat;

import io.dockmedic.api.security.Caller;
import io.dockmedic.api.security.Caller.Way;
import java.util.Set;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Nobody is written down as somebody else, whatever they say. */
class WhoTest {
    @ParameterizedTest
    @CsvSource({"TOKEN, '', ops", "TOKEN, ops, ops", "TOKEN, ops on the page, ops on the page",
            "TOKEN, ann, ops (says ann)", "TOKEN, ops by certificate, ops (says ops by certificate)",
            "TOKEN, ops by proxy on the page, ops (says ops by proxy on the page)",
            "CERTIFICATE, ops on the page, ops by certificate on the page", "PROXY, '', ops by proxy",
            "PROXY, ops by certificate, ops by proxy (says ops by certificate)", "SOCKET, ann, ann"})
    void whomWeKnowThemForComesFirst(Way way, String said, String written) {
        assertThat(Who.of(new Caller("ops", way, Set.of()), said)).isEqualTo(written);
    }
}
