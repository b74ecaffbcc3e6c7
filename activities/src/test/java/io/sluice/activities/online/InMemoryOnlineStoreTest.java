package io.sluice.activities.online;

import io.sluice.activities.online.testing.InMemoryOnlineStore;

final class InMemoryOnlineStoreTest extends OnlineStoreContract {
    @Override
    OnlineStore emptyStore() {
        return new InMemoryOnlineStore();
    }
}
