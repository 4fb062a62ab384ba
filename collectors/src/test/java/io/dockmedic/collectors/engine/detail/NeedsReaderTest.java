package io.dockmedic.collectors.engine.detail;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.dockmedic.collectors.engine.detail.Needs.Need;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class NeedsReaderTest {
    private static final ObjectMapper JSON = new ObjectMapper();

    private static List<Need> of(String... variables) {
        return NeedsReader.read(JSON.valueToTree(Map.of("Config", Map.of("Env", List.of(variables))))).all();
    }

    @Test
    void anAddressGivesHostAndPortAndNothingOfItsPassword() {
        assertThat(of("DATABASE_URL=postgres://shop:s3cret@db:5432/shop?x=1"))
                .containsExactly(new Need("DATABASE_URL", "db", 5432, true, false));
        assertThat(of("URL=jdbc:postgresql://a:1,b:2/x", "R=redis://:pw@cache"))
                .containsExactly(new Need("URL", "a", 1, true, false), new Need("URL", "b", 2, true, false),
                        new Need("R", "cache", 0, true, false));
        assertThat(of("D=postgresql+asyncpg://shop:pw@db:5432/shop", "B=s3://bucket/x"))
                .containsExactly(new Need("D", "db", 5432, true, false));
    }

    @Test
    void whatMayBeAPieceOfAPasswordIsLeftAlone() {
        assertThat(
                of("A=postgres://user:123/45@db:5432/x", "B=postgres://user:pa/ss@db", "C=s3cret", "D=http://a b:1@c"))
                .noneMatch(need -> need.host().contains("user") || need.host().contains("s3cret"))
                .allMatch(need -> need.host().equals("db") || need.host().equals("c") || need.host().equals("a"));
        assertThat(of("A=postgres://user:123/45@db:5432/x")).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"postgres://app:Zx9Qv@db:5432/app", "redis://:Zx9Qv@cache/0", "amqp://Zx9Qv/5:Zx9Qv@mq",
            "postgres://app:Zx9Qv:1@db", "postgres://app:a/Zx9Qv:5@db:1", "mysql://Zx9Qv:5432?x=Zx9Qv@db", "Zx9Qv",
            "https://hooks.example.org/services/Zx9Qv", "{\"api_key\": \"Zx9Qv\"}", "http://x?token=Zx9Qv",
            "http://a#Zx9Qv:1@b", "pushover://shoutrrr:api@Zx9Qv", "slack://Zx9Qv/x", "pover://user@Zx9Qv",
            "jdbc:sqlserver://db:1433;user=sa;password=P@Zx9Qv", "jdbc:sqlserver://db:1433;user=sa;password=a,Zx9Qv",
            "-----BEGIN RSA PRIVATE KEY-----\nZx9Qv"})
    void noPasswordGetsOutOfAnyVariable(String value) {
        assertThat(of("A_URL=" + value, "DB_PASSWORD=" + value, "CONFIG=" + value)).asString().doesNotContain("Zx9Qv");
    }

    @Test
    void hostAndPortOfTheirOwnVariablesAndListsAreRead() {
        assertThat(of("DB_HOST=db", "DB_PORT=3306", "BROKERS=k1:9092,k2:9092")).containsExactly(
                new Need("DB_HOST", "db", 3306, true, false), new Need("BROKERS", "k1", 9092, false, false),
                new Need("BROKERS", "k2", 9092, false, false));
    }

    @Test
    void composeSaysWhatItDependsOnAndWhatItIsTold() throws JsonProcessingException {
        Needs needs = NeedsReader.read(JSON.readTree("""
                {"Config": {"Labels": {"com.docker.compose.depends_on":
                    "db:service_healthy:false,init:service_completed_successfully:false"}},
                 "HostConfig": {"ExtraHosts": ["Ldap:10.0.0.1"], "Links": ["/x:/web/cache"]}}"""));
        assertThat(needs.all()).containsExactly(new Need("depends_on", "db", 0, true, false),
                new Need("depends_on", "init", 0, true, true));
        assertThat(needs.known()).containsExactlyInAnyOrder("ldap", "cache");
    }
}
