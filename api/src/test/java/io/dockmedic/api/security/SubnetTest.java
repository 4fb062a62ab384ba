package io.dockmedic.api.security;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.InetAddress;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class SubnetTest {
    @ParameterizedTest
    @CsvSource({"10.0.0.7, 10.0.0.7, true", "10.0.0.7, 10.0.0.8, false", "10.0.0.0/24, 10.0.0.255, true",
            "10.0.0.0/24, 10.0.1.0, false", "172.16.0.0/12, 172.31.255.255, true", "172.16.0.0/12, 172.32.0.0, false",
            "fd00::/64, fd00::1:2:3:4, true", "fd00::/64, fd00:0:0:1::, false", "fd00::1, fd00::1, true",
            "10.0.0.7, ::ffff:10.0.0.7, true", "0.0.0.0/1, ::1, false"})
    void anAddressIsOfItOrNot(String subnet, String address, boolean contains) {
        assertThat(Subnet.parse(subnet).orElseThrow().contains(InetAddress.ofLiteral(address))).isEqualTo(contains);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "*", "proxy", "proxy.lan", "localhost", "10.0.0", "10", "10.0.0.256", "10.0.0.1/33",
            "10.0.0.1/24", "10.0.0.0/", "fd00::/129", "fd00::1/64", "10.0.0.0/-1", "10.0.0.0/24/1", "10.0.0.*", ":",
            "1:2"})
    void whatIsNoneIsNone(String text) {
        assertThat(Subnet.parse(text)).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({"127.0.0.1, true", "127.0.0.0/8, true", "127.9.0.0/16, true", "::1, true", "::/64, true",
            "10.0.0.0/8, false", "fd00::1, false"})
    void whatEveryProcessHereCouldConnectFromIsKnown(String text, boolean loopback) {
        assertThat(Subnet.parse(text).orElseThrow().loopback()).isEqualTo(loopback);
    }

    @ParameterizedTest
    @CsvSource({"0.0.0.0/0, true", "::/0, true", "0.0.0.0/7, true", "10.0.0.0/8, false", "2000::/3, true",
            "fd00:1::/32, false"})
    void whatNamesNobodyIsTooWide(String text, boolean wide) {
        assertThat(Subnet.parse(text).orElseThrow().wide()).isEqualTo(wide);
    }
}
