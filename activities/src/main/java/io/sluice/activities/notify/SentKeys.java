package io.sluice.activities.notify;

import java.util.LinkedHashMap;
import java.util.Map;

/** The keys of the last notices that a notifier of this process has sent. */
public final class SentKeys {
    private static final int REMEMBERED = 10_000;

    private final Map<String, Boolean> keys = new LinkedHashMap<>() {
        private static final long serialVersionUID = 1;

        @Override
        protected boolean removeEldestEntry(Map.Entry<String, Boolean> eldest) {
            return size() > REMEMBERED;
        }
    };

    /** Sends unless this key was sent; a key is remembered only when sending ends well. */
    public synchronized void once(String key, Runnable send) {
        if (!keys.containsKey(key)) {
            send.run();
            keys.put(key, true);
        }
    }
}
