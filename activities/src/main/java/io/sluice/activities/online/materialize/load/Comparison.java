package io.sluice.activities.online.materialize.load;

/** How a stored slot compares with the release. */
enum Comparison {
    EQUAL,
    DIFFERENT
}
