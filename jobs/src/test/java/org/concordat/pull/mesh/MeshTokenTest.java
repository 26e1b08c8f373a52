package org.concordat.pull.mesh;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class MeshTokenTest {

  private static final MeshIdentity IDENTITY = new MeshIdentity("X26ABC1", "password", "TestKey");
  private static final String NONCE = "0f6c2d9e-1b7a-4c53-9a0e-5d2f7e8b4a11";

  /**
   * The form is that of the NHS MESH API specification; the digest was made with another program:
   * {@code printf '%s' 'X26ABC1:0f6c2d9e-1b7a-4c53-9a0e-5d2f7e8b4a11:1:password:202610101930' |
   * openssl dgst -sha256 -hmac TestKey}.
   */
  @Test
  void is_made_as_the_specification_says() {
    String token = MeshToken.of(IDENTITY, NONCE, 1, Instant.parse("2026-10-10T19:30:59Z"));

    assertThat(token)
        .isEqualTo(
            "NHSMESH X26ABC1:0f6c2d9e-1b7a-4c53-9a0e-5d2f7e8b4a11:1:202610101930:"
                + "6892ddaa3f5a1cc911a4c8dbaf19462ad96282fa0a3630899c6f1d2c178c357d");
  }

  @Test
  void another_nonce_count_minute_or_key_gives_another_digest() {
    Instant now = Instant.parse("2026-10-10T19:30:00Z");

    assertThat(
            Stream.of(
                    MeshToken.of(IDENTITY, NONCE, 1, now),
                    MeshToken.of(IDENTITY, NONCE, 2, now),
                    MeshToken.of(IDENTITY, "another", 1, now),
                    MeshToken.of(IDENTITY, NONCE, 1, now.plusSeconds(60)),
                    MeshToken.of(new MeshIdentity("X26ABC1", "password", "Other"), NONCE, 1, now),
                    MeshToken.of(new MeshIdentity("X26ABC1", "other", "TestKey"), NONCE, 1, now))
                .map(token -> token.substring(token.lastIndexOf(':') + 1)))
        .doesNotHaveDuplicates();
  }

  @Test
  void an_identity_as_text_shows_no_secret() {
    assertThat(IDENTITY.toString())
        .contains("X26ABC1")
        .doesNotContain("password")
        .doesNotContain("TestKey");
  }
}
