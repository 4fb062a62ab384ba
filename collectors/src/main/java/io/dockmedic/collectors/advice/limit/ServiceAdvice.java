package io.dockmedic.collectors.advice.limit;

import io.dockmedic.collectors.advice.usage.ServiceUsage;
import io.dockmedic.collectors.event.Service;

/** What limits one service should have. Holds nothing of what was measured but a few numbers. */
public record ServiceAdvice(Service service, Advice advice) {
    /** From what was measured. */
    public static ServiceAdvice of(ServiceUsage usage) {
        return new ServiceAdvice(usage.service(), Advice.of(usage.week()));
    }
}
