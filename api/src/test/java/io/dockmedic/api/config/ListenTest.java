package io.dockmedic.api.config;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class ListenTest {
    @Test
    void onlyAnAddressOfThisHostAloneIsLoopback() {
        assertThat(new Listen("127.0.0.1", 1).loopback()).isTrue();
        assertThat(new Listen("::1", 1).loopback()).isTrue();
        assertThat(new Listen("localhost", 1).loopback()).isTrue();

        assertThat(new Listen("0.0.0.0", 1).loopback()).isFalse();
        assertThat(new Listen("::", 1).loopback()).isFalse();
        assertThat(new Listen("10.0.0.5", 1).loopback()).isFalse();
        assertThat(new Listen("medic.example", 1).loopback()).isFalse();
    }
}
