package io.dockmedic.collectors.audit.secret;

import static org.assertj.core.api.Assertions.assertThat;

import io.dockmedic.collectors.audit.setup.Variable.Looks;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SecretLooksTest {
    @ParameterizedTest
    @CsvSource(delimiter = '|', value = {
            "DB_PASSWORD|hunter2|SECRET_BY_NAME",
            "MYSQL_ROOT_PASSWORD|x|SECRET_BY_NAME",
            "api-key|abc|SECRET_BY_NAME",
            "PGPASSWORD|abc|SECRET_BY_NAME",
            "DB_PASSWORD|''|PLAIN",
            "DB_PASSWORD_FILE|/run/secrets/db|PLAIN",
            "SECRET|/run/secrets/db|PLAIN",
            "REQUIRE_PASSWORD|true|PLAIN",
            "PWD|/srv/app|PLAIN",
            "TOKENIZER|fast|PLAIN",
            "PATH|/usr/local/sbin:/usr/local/bin:/usr/bin|PLAIN",
            "X|ghp_0123456789abcdefghijABCDEFGHIJ012345|KNOWN_TOKEN",
            "X|AKIAIOSFODNN7EXAMPLE|KNOWN_TOKEN",
            "DATABASE_URL|postgres://app:hunter2@db:5432/app|KNOWN_TOKEN",
            "DATABASE_URL|postgres://app@db:5432/app|PLAIN",
            "DATABASE_URL|postgres://app:@db:5432/app|PLAIN",
            "SALT|q8Zr2LkX0vNw7TbYp4HcMf1s|RANDOM",
            "SEED|9f86d081884c7d659a2feaa0c55ad015|RANDOM",
            "APP_SHA256|9f86d081884c7d659a2feaa0c55ad015|PLAIN",
            "NGINX_VERSION|1.29.0-1~bookworm|PLAIN",
            "JAVA_OPTS|-Xmx512m-XX:+UseSerialGC|PLAIN",
            "GREETING|the quick brown fox jumps over it|PLAIN",
            "NODE|backend-service-backend-service-01|PLAIN",
            "ZONE|app-server-production-eu-west-1|PLAIN",
            "LONG|aaaaaaaaaaaaaaaaaaaaaaaa1|PLAIN"})
    void aVariableIsJudgedByNameAndValue(String name, String value, Looks looks) {
        assertThat(SecretLooks.of(name, value)).isEqualTo(looks);
    }
}
