package io.sluice.workflows.payload;

import static org.assertj.core.api.Assertions.assertThat;

import io.sluice.workflows.WorkflowTypes;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.lang.reflect.RecordComponent;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** What the converter would write of a record, and then not read: the workflow whose payload it is would hang. */
final class PayloadRecordsTest {
    @Test
    void onlyComponentsArePropertiesOfRecords() {
        List<Class<?>> records = records();
        assertThat(records).hasSizeGreaterThan(100);
        assertThat(records.stream().flatMap(PayloadRecordsTest::properties))
                .as("name them otherwise, or make them less than public")
                .isEmpty();
    }

    private static Stream<String> properties(Class<?> type) {
        Set<String> components = Arrays.stream(type.getRecordComponents())
                .map(RecordComponent::getName)
                .collect(Collectors.toSet());
        return Arrays.stream(type.getDeclaredMethods())
                .filter(method -> Modifier.isPublic(method.getModifiers())
                        && !Modifier.isStatic(method.getModifiers())
                        && method.getParameterCount() == 0
                        && !components.contains(method.getName())
                        && isProperty(method))
                .map(method -> type.getName() + "." + method.getName());
    }

    private static boolean isProperty(Method method) {
        boolean flag = method.getReturnType() == boolean.class || method.getReturnType() == Boolean.class;
        return method.getName().matches("get.+") || flag && method.getName().matches("is.+");
    }

    /** All of the module: which of them are payloads, no list says. */
    private static List<Class<?>> records() {
        try {
            Path classes = Path.of(WorkflowTypes.class
                    .getProtectionDomain()
                    .getCodeSource()
                    .getLocation()
                    .toURI());
            try (Stream<Path> files = Files.walk(classes)) {
                return files.map(file -> classes.relativize(file).toString())
                        .filter(name -> name.startsWith("io/sluice/") && name.endsWith(".class"))
                        .map(name -> type(name.substring(0, name.length() - ".class".length())))
                        .filter(Class::isRecord)
                        .collect(Collectors.toList());
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (URISyntaxException e) {
            throw new IllegalStateException(e);
        }
    }

    private static Class<?> type(String path) {
        try {
            return Class.forName(path.replace('/', '.'), false, PayloadRecordsTest.class.getClassLoader());
        } catch (ClassNotFoundException e) {
            throw new IllegalStateException(e);
        }
    }
}
