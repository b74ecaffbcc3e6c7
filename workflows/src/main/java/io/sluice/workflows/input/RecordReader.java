package io.sluice.workflows.input;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.sluice.definitions.name.Nearest;
import java.lang.reflect.Constructor;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.RecordComponent;
import java.util.Arrays;
import java.util.Iterator;
import java.util.List;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** From a JSON object to a record, component by component. */
final class RecordReader {
    private RecordReader() {}

    /** @param path where the object stands, ending with a dot, or empty */
    static <T extends Record> T read(Class<T> type, ObjectNode object, String path) {
        List<RecordComponent> components = Arrays.asList(type.getRecordComponents());
        refuseUnknown(object, components, path);
        Object[] values = components.stream()
                .map(component -> value(component, object, path))
                .toArray();
        return create(type, values);
    }

    private static void refuseUnknown(ObjectNode object, List<RecordComponent> components, String path) {
        List<String> names = components.stream().map(RecordComponent::getName).toList();
        for (Iterator<String> fields = object.fieldNames(); fields.hasNext(); ) {
            String field = fields.next();
            if (!names.contains(field)) {
                throw new InvalidInputException("unknown field %s%s with value %s%s; the fields are %s"
                        .formatted(
                                path,
                                Json.shorten(field),
                                Json.show(object.get(field)),
                                Nearest.hint(Json.shorten(field), names),
                                describe(components)));
            }
        }
    }

    private static @Nullable Object value(RecordComponent component, ObjectNode object, String path) {
        String field = path + component.getName();
        @Nullable JsonNode node = object.get(component.getName());
        if (node == null || node.isNull()) {
            if (optional(component)) {
                return null;
            }
            throw new InvalidInputException("field %s is missing; the fields are %s"
                    .formatted(
                            field,
                            describe(
                                    Arrays.asList(component.getDeclaringRecord().getRecordComponents()))));
        }
        Object value = ValueReader.read(component.getGenericType(), node, field);
        refuseOthers(component.getAnnotation(OneOf.class), value, field);
        return value;
    }

    private static void refuseOthers(@Nullable OneOf choices, Object value, String field) {
        if (choices == null || Arrays.asList(choices.value()).contains(value)) {
            return;
        }
        List<String> valid = Arrays.asList(choices.value());
        throw new InvalidInputException("field %s must be one of %s, not \"%s\"%s"
                .formatted(
                        field,
                        String.join(", ", valid),
                        Json.shorten(value.toString()),
                        Nearest.hint(Json.shorten(value.toString()), valid)));
    }

    static boolean optional(RecordComponent component) {
        return component.getAnnotatedType().isAnnotationPresent(Nullable.class);
    }

    private static String describe(List<RecordComponent> components) {
        return components.stream()
                .map(component -> component.getName() + (optional(component) ? " (optional)" : ""))
                .collect(Collectors.joining(", "));
    }

    private static <T extends Record> T create(Class<T> type, Object[] values) {
        try {
            Class<?>[] parameters = Arrays.stream(type.getRecordComponents())
                    .map(RecordComponent::getType)
                    .toArray(Class<?>[]::new);
            Constructor<T> constructor = type.getDeclaredConstructor(parameters);
            return constructor.newInstance(values);
        } catch (InvocationTargetException e) {
            throw new InvalidInputException(
                    String.valueOf(e.getTargetException().getMessage()));
        } catch (ReflectiveOperationException e) {
            throw new IllegalStateException("Cannot create record: " + type.getName(), e);
        }
    }
}
