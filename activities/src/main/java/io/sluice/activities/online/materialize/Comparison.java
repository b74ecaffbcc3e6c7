package io.sluice.activities.online.materialize;

/** How a stored slot compares with the release. */
enum Comparison {
    EQUAL,
    DIFFERENT
}
