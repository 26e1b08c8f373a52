package org.concordat.pull.mesh;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.http.HttpHeaders;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

class MeshMessageTest {

  @Test
  void reads_what_mesh_says_whatever_the_case_of_its_headers() throws Exception {
    MeshMessage message =
        message(
            "M1",
            Map.of(
                "mex-From", "X26ABC1",
                "Mex-WorkflowID", "CRISIS",
                "MEX-FILENAME", "a.csv",
                "mex-Chunk-Range", "1:3",
                "mex-Content-Compressed", "y",
                "mex-StatusTimestamp", "20261010093005"));

    assertThat(message.sender()).isEqualTo("X26ABC1");
    assertThat(message.workflowId()).isEqualTo("CRISIS");
    assertThat(message.fileName()).isEqualTo("a.csv");
    assertThat(message.subject()).isEmpty();
    assertThat(message.chunks()).isEqualTo(3);
    assertThat(message.isCompressed()).isTrue();
    assertThat(message.isData()).isTrue();
    assertThat(message.acceptedAt()).contains(Instant.parse("2026-10-10T09:30:05Z"));
  }

  @Test
  void without_a_time_of_its_own_the_id_tells_it_where_it_can() throws Exception {
    assertThat(message("20210311101813838554_1B8F53", Map.of()).acceptedAt())
        .contains(Instant.parse("2021-03-11T10:18:13Z"));
    assertThat(message("20219911101813838554_1B8F53", Map.of()).acceptedAt()).isEmpty();
    assertThat(message("5511807E16854EE8", Map.of()).acceptedAt()).isEmpty();
  }

  private static MeshMessage message(String id, Map<String, String> headers) throws Exception {
    return MeshMessage.of(
        id,
        HttpHeaders.of(
            headers.entrySet().stream()
                .collect(Collectors.toMap(Map.Entry::getKey, e -> List.of(e.getValue()))),
            (name, value) -> true));
  }
}
