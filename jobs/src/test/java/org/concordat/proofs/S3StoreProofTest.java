package org.concordat.proofs;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.concordat.config.Settings;
import org.concordat.platform.Digest;
import org.concordat.platform.objects.NewObject;
import org.concordat.platform.objects.ObjectStore;
import org.concordat.platform.objects.S3Store;
import org.concordat.platform.objects.StoreFault;
import org.concordat.platform.objects.StoredObject;
import org.concordat.testing.S3Bucket;
import org.concordat.testing.ServerProcess;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What the zones of the lake ask of a store, asked of a real S3 server. */
@Tag("proof")
class S3StoreProofTest {

  @TempDir private Path folder;

  @Test
  void a_real_server_keeps_the_promises_of_a_store() throws IOException {
    try (ServerProcess server = ServerProcess.s3Mock(folder.resolve("server"));
        S3Bucket bucket = S3Bucket.make(server.address(), "lake", "access", "secret");
        ObjectStore store =
            S3Store.of("lake", settings(server.address().toString()), words -> {})) {
      aPutIsNewOrTakesThePlaceOfWhatWasSeen(store, bucket);
      bytesThatAreNotThoseStatedNeverBecomeAFile(store, bucket);
      aLargeFileGoesInPartsAndItsConditionsHold(store);
      theStoreCopiesWhatItHas(store, bucket);
      aListingOfMoreThanOnePageIsWhole(store, bucket);
    }
  }

  private void aPutIsNewOrTakesThePlaceOfWhatWasSeen(ObjectStore store, S3Bucket bucket)
      throws IOException {
    String key = "zone/t=1/x.csv";
    NewObject one = file("one.csv", "a,b\n1,2\n");
    NewObject two = file("two.csv", "a,b\n3,4\n");
    String first = store.putNew(key, one);
    assertThat(store.putNew(key, one)).as("the same bytes again").isEqualTo(first);
    assertThatExceptionOfType(StoreFault.class)
        .isThrownBy(() -> store.putNew(key, two))
        .matches(fault -> fault.kind() == StoreFault.Kind.CHANGED);

    String second = store.putOver(key, two, first);
    NewObject three = file("three.csv", "a,b\n5,6\n");
    assertThatExceptionOfType(StoreFault.class)
        .isThrownBy(() -> store.putOver(key, three, first))
        .matches(fault -> fault.kind() == StoreFault.Kind.CHANGED);
    assertThat(bucket.text(key)).isEqualTo("a,b\n3,4\n");
    assertThat(bucket.contentType(key)).startsWith("text/csv");
    assertThat(store.head(key)).contains(new StoredObject(key, 8, second, two.sha256()));

    store.delete(key);
    store.delete(key);
    assertThat(store.head(key)).isEmpty();
  }

  private void bytesThatAreNotThoseStatedNeverBecomeAFile(ObjectStore store, S3Bucket bucket)
      throws IOException {
    bucket.putWithDigest("x", "changed".getBytes(StandardCharsets.UTF_8), Digest.ofText("stated"));
    StoredObject seen = store.list("x").get(0);
    Path to = folder.resolve("fetched");
    assertThatExceptionOfType(StoreFault.class)
        .isThrownBy(() -> store.get(seen, to))
        .matches(fault -> fault.kind() == StoreFault.Kind.DAMAGED);
    bucket.put("x", "another".getBytes(StandardCharsets.UTF_8));
    assertThatExceptionOfType(StoreFault.class)
        .isThrownBy(() -> store.get(seen, to))
        .matches(fault -> fault.kind() == StoreFault.Kind.CHANGED);
    assertThat(to).doesNotExist();
    store.get(store.list("x").get(0), to);
    assertThat(to).hasContent("another");
  }

  private void theStoreCopiesWhatItHas(ObjectStore store, S3Bucket bucket) throws IOException {
    NewObject one = file("copied.csv", "a,b\n7,8\n");
    NewObject two = file("other.csv", "a,b\n9,0\n");
    StoredObject seen =
        new StoredObject("copy/from.csv", 8, store.putNew("copy/from.csv", one), "");
    String tag = store.putCopy(seen, "copy/to.csv", one);
    assertThat(store.head("copy/to.csv"))
        .contains(new StoredObject("copy/to.csv", 8, tag, one.sha256()));
    assertThat(bucket.contentType("copy/to.csv")).startsWith("text/csv");
    assertThat(store.get(store.list("copy/to.csv").get(0), folder.resolve("copy")).sha256())
        .isEqualTo(one.sha256());

    store.putNew("copy/taken.csv", two);
    assertThatExceptionOfType(StoreFault.class)
        .isThrownBy(() -> store.putCopy(seen, "copy/taken.csv", one))
        .as("nothing of others is overwritten")
        .matches(fault -> fault.kind() == StoreFault.Kind.CHANGED);
    assertThat(bucket.text("copy/taken.csv")).isEqualTo("a,b\n9,0\n");

    store.putOver("copy/from.csv", two, seen.entityTag());
    store.putCopy(seen, "copy/late.csv", one);
    assertThat(bucket.text("copy/late.csv"))
        .as("what changed meanwhile is not copied: the bytes come from here")
        .isEqualTo("a,b\n7,8\n");
  }

  private void aLargeFileGoesInPartsAndItsConditionsHold(ObjectStore store) throws IOException {
    byte[] bytes = new byte[(64 << 20) + 12_345];
    for (int i = 0; i < bytes.length; i++) {
      bytes[i] = (byte) (i * 31 + (i >> 13));
    }
    NewObject large = NewObject.of(Files.write(folder.resolve("large.parquet"), bytes));
    String first = store.putNew("large.parquet", large);
    assertThat(first).as("entity tag of an object in five parts").contains("-5");
    Path back = folder.resolve("back");
    assertThat(store.get(store.list("large").get(0), back).sha256()).isEqualTo(large.sha256());
    assertThat(Files.mismatch(back, large.file())).isEqualTo(-1);

    bytes[7]++;
    NewObject other = NewObject.of(Files.write(folder.resolve("other.parquet"), bytes));
    store.putOver("large.parquet", other, first);
    assertThat(store.head("large.parquet").orElseThrow().sha256()).isEqualTo(other.sha256());
    assertThatExceptionOfType(StoreFault.class)
        .isThrownBy(() -> store.putNew("large.parquet", large))
        .matches(fault -> fault.kind() == StoreFault.Kind.CHANGED);
    assertThat(store.head("large.parquet").orElseThrow().sha256()).isEqualTo(other.sha256());
  }

  private static void aListingOfMoreThanOnePageIsWhole(ObjectStore store, S3Bucket bucket)
      throws IOException {
    List<String> keys = new ArrayList<>();
    for (int i = 1000; i < 2100; i++) {
      keys.add("many/" + i);
      bucket.put("many/" + i, new byte[] {1});
    }
    assertThat(store.list("many/")).extracting(StoredObject::key).isEqualTo(keys);
  }

  private NewObject file(String name, String text) throws IOException {
    return NewObject.of(Files.writeString(folder.resolve(name), text));
  }

  private Settings settings(String endpoint) throws IOException {
    return Settings.read(SampleStore.settings(folder, endpoint, "access", "secret", "sample"));
  }
}
