package io.sluice.activities.notify;

import io.sluice.activities.notify.testing.InMemoryNotifier;
import java.util.List;

final class InMemoryNotifierTest extends NotifierContract {
    private final InMemoryNotifier notifier = new InMemoryNotifier();

    @Override
    Notifier notifier() {
        return notifier;
    }

    @Override
    List<String> arrived() {
        return notifier.notices().stream().map(Object::toString).toList();
    }
}
