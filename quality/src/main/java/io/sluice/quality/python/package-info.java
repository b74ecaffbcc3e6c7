/**
 * What Python's standard library says about a text, said in Java: regular expressions, time formats, JSON. Suites are
 * written for Python, so its answers count. Start at {@link io.sluice.quality.python.PythonRegex}.
 */
@NullMarked
package io.sluice.quality.python;

import org.jspecify.annotations.NullMarked;
