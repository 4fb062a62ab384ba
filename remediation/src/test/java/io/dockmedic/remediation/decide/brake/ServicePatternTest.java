package io.dockmedic.remediation.decide.brake;

import static org.assertj.core.api.Assertions.assertThat;

import io.dockmedic.collectors.event.Container;
import io.dockmedic.collectors.event.Service;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ServicePatternTest {
    @ParameterizedTest
    @CsvSource({"shop/web/1,true", "shop/web,true", "shop,true", "shop-web-1,true", "*,true", "shop/*,true",
            "sh*1,true", "s*-w*-*1,true", "sh**1,true", "***,true", "shop-web-1*,true", "shop-web-1*1,false",
            "s*hop/web/1/*1,false", "web,false", "shop/web/2,false", "sho,false", "shop.web.1,false", "*/db/*,false"})
    void aComposeServiceIsNamedAsAWholeOrByItsParts(String pattern, boolean matches) {
        Container container = new Container("a".repeat(64), "shop-web-1", "web:1", Map.of(),
                new Service("shop", "web", "1"), false);
        assertThat(new ServicePattern(pattern).matches(container)).isEqualTo(matches);
    }

    @Test
    @Timeout(10)
    void noPatternTakesLong() {
        Container container = new Container("a".repeat(64), "node-exporter-1", "web:1", Map.of(),
                new Service("monitoring", "node-exporter", "1"), false);
        assertThat(new ServicePattern("*".repeat(250) + "!").matches(container)).isFalse();
        assertThat(new ServicePattern("*e".repeat(240) + "!").matches(container)).isFalse();
        assertThat(new ServicePattern("*o*e*-*r*").matches(container)).isTrue();
    }

    @ParameterizedTest
    @CsvSource({"db,true", "d*,true", "*b,true", "d,false", "db/1,false"})
    void anyOtherContainerIsNamedByItsName(String pattern, boolean matches) {
        Container container = new Container("a".repeat(64), "db", "db:1", Map.of(), new Service("", "db", ""), false);
        assertThat(new ServicePattern(pattern).matches(container)).isEqualTo(matches);
    }
}
