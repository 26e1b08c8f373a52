package org.concordat.pull.sftp;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import org.apache.sshd.sftp.client.SftpClient;
import org.apache.sshd.sftp.client.SftpClient.OpenMode;
import org.apache.sshd.sftp.common.SftpException;
import org.concordat.pull.channel.Answer;

/** Puts receipts into a folder of an SFTP server, each once and never half. */
final class SftpReceipts {

  private final SftpClient files;
  private final String root;

  /**
   * @param root folder of receipts, without a slash at its end
   */
  SftpReceipts(SftpClient files, String root) {
    this.files = files;
    this.root = root;
  }

  /** Writes under a passing name and renames; what is there under the name already stays. */
  void put(Answer answer) throws IOException {
    String folder = root + "/" + answer.folder();
    String target = folder + "/" + answer.name();
    if (exists(target)) {
      return;
    }
    makeFolder(folder);
    String draft = folder + "/." + answer.name() + ".part";
    try (OutputStream out =
        files.write(draft, OpenMode.Write, OpenMode.Create, OpenMode.Truncate)) {
      out.write(answer.json().getBytes(StandardCharsets.UTF_8));
    }
    files.rename(draft, target);
  }

  private boolean exists(String path) throws IOException {
    try {
      files.lstat(path);
      return true;
    } catch (SftpException e) {
      if (SftpListing.isAbsent(e)) {
        return false;
      }
      throw e;
    }
  }

  /** Makes a folder and those above it that are not there. */
  private void makeFolder(String folder) throws IOException {
    if (exists(folder)) {
      return;
    }
    int slash = folder.lastIndexOf('/');
    if (slash > 0) {
      makeFolder(folder.substring(0, slash));
    }
    try {
      files.mkdir(folder);
    } catch (SftpException e) {
      if (!exists(folder)) { // else another pull was faster
        throw e;
      }
    }
  }
}
