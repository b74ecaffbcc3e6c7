package io.sluice.quality.report.page;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Reads a page strictly: every tag is closed in its order, every attribute is quoted, no stray angle bracket. */
final class Markup {
    private static final Pattern TAG = Pattern.compile(
            "<(/?)([a-z][a-z0-9]*)((?: [a-zA-Z-]+(?:=\"[^\"<>]*\")?)*)(/?)>|<!DOCTYPE html>|<!-- /?people -->");
    private static final List<String> VOID = List.of("meta", "input");

    private Markup() {}

    /** What is wrong first; empty for a page that is well formed. */
    static String problem(String page) {
        int style = page.indexOf("<style>") + "<style>".length();
        String text = page.substring(0, style) + page.substring(page.indexOf("</style>"));
        Deque<String> open = new ArrayDeque<>();
        Matcher tags = TAG.matcher(text);
        int end = 0;
        while (tags.find()) {
            String between = text.substring(end, tags.start());
            if (between.contains("<") || between.contains(">")) {
                return "stray bracket in " + between;
            }
            end = tags.end();
            String name = tags.group(2);
            if (name == null || VOID.contains(name) || !tags.group(4).isEmpty()) {
                continue;
            } else if (tags.group(1).isEmpty()) {
                open.push(name);
            } else if (open.isEmpty() || !open.pop().equals(name)) {
                return "</" + name + "> at " + tags.start() + " closes nothing: "
                        + text.substring(Math.max(0, tags.start() - 200), tags.end());
            }
        }
        return open.isEmpty() ? "" : "never closed: " + open;
    }
}
