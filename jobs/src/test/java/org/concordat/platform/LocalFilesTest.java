package org.concordat.platform;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.permission.FsPermission;
import org.concordat.testing.SharedSpark;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LocalFilesTest {

  @TempDir Path folder;

  @Test
  void spark_sets_the_rights_of_files_through_it() throws IOException {
    FileSystem files =
        FileSystem.get(folder.toUri(), SharedSpark.session().sparkContext().hadoopConfiguration());
    assertThat(files).isInstanceOf(LocalFiles.class);
    Path file = Files.writeString(folder.resolve("rows"), "1");

    files.setPermission(new org.apache.hadoop.fs.Path(file.toUri()), new FsPermission("640"));

    assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
        .isEqualTo("rw-r-----");
  }
}
