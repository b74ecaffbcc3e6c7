package io.sluice.workers.doctor;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

final class TemporalCheckTest {
    @Test
    void printsTheCommandThatRegistersWhatIsMissing() {
        Map<String, String> found = registered();
        found.remove("SluiceView");
        found.remove("SluiceState");
        Finding finding = TemporalCheck.searchAttributes(found);
        assertThat(finding.state()).isEqualTo(Finding.State.WARNING);
        assertThat(finding.mend())
                .isEqualTo(
                        "temporal operator search-attribute create --type Keyword --name SluiceView --name SluiceState");
    }

    @Test
    void refusesAnAttributeOfAnotherType() {
        Map<String, String> found = registered();
        found.put("SluiceKind", "Text");
        assertThat(TemporalCheck.searchAttributes(found).state()).isEqualTo(Finding.State.FAILED);
    }

    @Test
    void isContentWhenAllAreThere() {
        assertThat(TemporalCheck.searchAttributes(registered()).state()).isEqualTo(Finding.State.OK);
    }

    private static Map<String, String> registered() {
        return TemporalCheck.SEARCH_ATTRIBUTES.stream().collect(Collectors.toMap(name -> name, name -> "Keyword"));
    }
}
