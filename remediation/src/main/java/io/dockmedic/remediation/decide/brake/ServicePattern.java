package io.dockmedic.remediation.decide.brake;

import io.dockmedic.collectors.event.Container;
import io.dockmedic.collectors.event.Service;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Some services, as a person names them: {@code shop/web/1}, {@code shop/web} for all its containers, {@code shop} for the
 * whole project, or a container's name; {@code *} stands for any text.
 *
 * @param text as it was written
 */
public record ServicePattern(String text) {
    /** Every service. */
    public static final ServicePattern ALL = new ServicePattern("*");

    /** Whether it is one of them. */
    public boolean matches(Container container) {
        Service service = container.service();
        Stream<String> names = service.project().isEmpty()
                ? Stream.of(service.key(), container.name())
                : Stream.of(service.key(), service.project() + "/" + service.name(), service.project(),
                        container.name());
        Pattern pattern = Pattern.compile(Stream.of(text.split("\\*", -1))
                .map(Pattern::quote)
                .collect(Collectors.joining(".*")), Pattern.DOTALL);
        return names.anyMatch(name -> pattern.matcher(name).matches());
    }

    @Override
    public String toString() {
        return text;
    }
}
