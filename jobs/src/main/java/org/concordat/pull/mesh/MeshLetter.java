package org.concordat.pull.mesh;

import java.util.LinkedHashMap;
import java.util.Map;
import org.concordat.config.WrongRequestException;

/**
 * What stands on a message to be sent.
 *
 * @param to the recipient's mailbox
 * @param workflowId the workflow it is sent under
 * @param localId our own id of it
 * @param fileName name of the file
 * @param subject one line about it
 * @param checksum hex SHA-256 of the content
 */
public record MeshLetter(
    String to,
    String workflowId,
    String localId,
    String fileName,
    String subject,
    String checksum) {

  public MeshLetter {
    for (String value : new String[] {to, workflowId, localId, fileName, subject, checksum}) {
      if (!value.matches("[\\x20-\\x7e]{0,300}")) {
        throw new WrongRequestException("A MESH header takes printable ASCII only");
      }
    }
  }

  /** As headers of the first part; those without a value are left out. */
  Map<String, String> headers() {
    Map<String, String> headers = new LinkedHashMap<>();
    headers.put("Content-Type", "application/octet-stream");
    headers.put("Mex-To", to);
    headers.put("Mex-WorkflowID", workflowId);
    headers.put("Mex-LocalID", localId);
    headers.put("Mex-FileName", fileName);
    headers.put("Mex-Subject", subject);
    headers.put("Mex-Content-Checksum", checksum);
    headers.values().removeIf(String::isEmpty);
    return headers;
  }
}
