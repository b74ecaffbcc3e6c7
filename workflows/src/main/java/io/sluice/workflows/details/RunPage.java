package io.sluice.workflows.details;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.sluice.workflows.window.view.GateView;
import io.temporal.workflow.Workflow;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The live page of a run: current details in the UI, the same as data for the query {@code status}. */
public final class RunPage {
    private static final int STEPS = 50;
    private static final int MESSAGES = 10;
    private static final int MAX_INPUT = 2000;
    private static final JsonMapper INPUT = JsonMapper.builder()
            .serializationInclusion(JsonInclude.Include.NON_NULL)
            .build();

    private final String type;
    private final Deque<String> done = new ArrayDeque<>();
    private final Deque<IgnoredMessage> ignored = new ArrayDeque<>();
    private String input = "";
    private String phase = "starting";
    private String next = "";
    private boolean working;
    private List<GateView> gates = List.of();
    private @Nullable LaneView stream;

    public RunPage(String type) {
        this.type = type;
    }

    /** The input as it takes effect. */
    public void input(Record effective) {
        try {
            String json = INPUT.writeValueAsString(effective);
            input = json.length() <= MAX_INPUT ? json : json.substring(0, MAX_INPUT) + "…";
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("Cannot show input: " + type, e);
        }
    }

    /** What the run waits for or how it ended, and what happens next. */
    public void phase(String now, String then) {
        phase(now, then, false);
    }

    /** What the run's activities do now, and what happens next. */
    public void working(String now, String then) {
        phase(now, then, true);
    }

    private void phase(String now, String then, boolean activities) {
        phase = now;
        next = then;
        working = activities;
        show();
    }

    /** A step that is finished. */
    public void done(String step) {
        keep(done, step, STEPS);
        show();
    }

    /** A message that could not be taken. */
    public void ignored(String name, String why) {
        keep(ignored, new IgnoredMessage(name, why), MESSAGES);
        show();
    }

    /** The gates as they are now. */
    public void gates(List<GateView> now) {
        gates = List.copyOf(now);
        show();
    }

    /** The stream as it is now. */
    public void stream(LaneView now) {
        stream = now;
        show();
    }

    /** The page as data. */
    public RunStatus status() {
        return new RunStatus(type, phase, List.copyOf(done), next, gates, List.copyOf(ignored), stream);
    }

    private void show() {
        Workflow.setCurrentDetails(markdown(Workflow.getInfo().getWorkflowId()));
    }

    String markdown(String workflowId) {
        Markdown page = new Markdown();
        page.line("**%s**: %s".formatted(type, Markdown.escape(phase)));
        if (!next.isEmpty()) {
            page.line("").line("Next: " + Markdown.escape(next));
        }
        if (working) {
            // A workflow does not see that an activity of its own fails and is tried again; the server does.
            page.line("")
                    .line("Does it stand still? A failed activity is tried again until it succeeds: Pending Activities"
                            + " in the UI, or `temporal workflow describe --workflow-id %s`, says which and why"
                                    .formatted(Commands.quoted(workflowId)));
        }
        if (stream != null) {
            StreamSection.write(page, stream);
        }
        for (GateView gate : latestFirst(gates)) {
            // a stream has several gates, of which a lane would not know which one is meant
            boolean several = gate.dataset().startsWith("events.");
            GateSection.write(page, gate, several ? gate.gateId() : workflowId, phase);
        }
        if (!ignored.isEmpty()) {
            page.heading("Ignored messages");
            ignored.forEach(message -> page.line(
                    "- **%s**: %s".formatted(Markdown.escape(message.name()), Markdown.escape(message.why()))));
        }
        if (!done.isEmpty()) {
            page.heading("Progress");
            done.forEach(step -> page.line("- " + Markdown.escape(step)));
        }
        if (!input.isEmpty()) {
            page.heading("Effective input").code(List.of(input));
        }
        return page.toString();
    }

    private static List<GateView> latestFirst(List<GateView> gates) {
        List<GateView> reversed = new ArrayList<>();
        gates.forEach(gate -> reversed.add(0, gate));
        return reversed;
    }

    private static <T> void keep(Deque<T> queue, T item, int most) {
        queue.addLast(item);
        if (queue.size() > most) {
            queue.removeFirst();
        }
    }
}
