package org.concordat.returns;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeSet;
import org.concordat.config.WrongRequestException;
import org.concordat.platform.GateHeldException;
import org.concordat.platform.Json;
import org.jspecify.annotations.Nullable;

/**
 * What must hold of a version's files before anybody takes it further: every byte is as it was
 * made, and the disclosure check is clean.
 */
final class VersionCheck {

  private final String stem;
  private final SortedMap<String, byte[]> files;

  /**
   * @param stem start of the version's file names
   * @param files its public files
   */
  VersionCheck(String stem, SortedMap<String, byte[]> files) {
    this.stem = stem;
    this.files = files;
  }

  /**
   * Digest of the manifest.
   *
   * @throws WrongRequestException if the version has none
   */
  String manifestSha256() {
    return ReturnFiles.sha256(manifestBytes());
  }

  private byte[] manifestBytes() {
    byte[] manifest = files.get(stem + ReturnFiles.MANIFEST);
    if (manifest == null) {
      throw new WrongRequestException("There is no " + stem + ReturnFiles.MANIFEST);
    }
    return manifest;
  }

  /**
   * @param recorded digest of the manifest that earlier steps recorded; null before the first
   * @throws GateHeldException naming the files that are not as they were made
   */
  void requireUnchanged(@Nullable String recorded) {
    List<String> reasons = new ArrayList<>();
    String manifest = stem + ReturnFiles.MANIFEST;
    if (recorded != null && !recorded.equals(manifestSha256())) {
      reasons.add(manifest + " was changed since the step before");
    }
    SortedSet<String> unknown = new TreeSet<>(files.keySet());
    unknown.remove(manifest);
    for (ReturnManifest.Output output : outputs()) {
      byte[] bytes = files.get(output.file());
      if (bytes == null) {
        reasons.add(output.file() + " is missing");
      } else if (!ReturnFiles.sha256(bytes).equals(output.sha256())) {
        reasons.add(output.file() + " was changed after it was made");
      }
      unknown.remove(output.file());
    }
    unknown.forEach(file -> reasons.add(file + " is not in the manifest"));
    if (!reasons.isEmpty()) {
      throw new GateHeldException(stem, reasons);
    }
  }

  private List<ReturnManifest.Output> outputs() {
    try {
      return Json.mapper()
          .readValue(new String(manifestBytes(), StandardCharsets.UTF_8), ReturnManifest.class)
          .outputs();
    } catch (JsonProcessingException e) {
      throw new GateHeldException(stem, List.of(stem + ReturnFiles.MANIFEST + " is no manifest"));
    }
  }

  /**
   * D8: nothing is published without a clean disclosure check, and no check is not a clean one.
   *
   * @throws GateHeldException saying that it stays a draft
   */
  void requireDisclosureChecked() {
    String name = stem + ReturnFiles.DISCLOSURE_CHECK;
    byte[] check = files.get(name);
    if (check == null) {
      throw new GateHeldException(
          stem, List.of("it stays as it is, for there is no disclosure check " + name));
    }
    if (!isClean(check)) {
      throw new GateHeldException(
          stem, List.of("it stays as it is, for the disclosure check " + name + " is not clean"));
    }
  }

  private static boolean isClean(byte[] check) {
    try {
      JsonNode clean =
          Json.mapper().readTree(new String(check, StandardCharsets.UTF_8)).path(ReturnFiles.CLEAN);
      return clean.isBoolean() && clean.booleanValue();
    } catch (JsonProcessingException e) {
      return false;
    }
  }
}
