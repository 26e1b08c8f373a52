package org.concordat.schemas;

/** The five families of partners; the code is the one in manifests and folder names. */
public enum Family {
  MH("mental-health-trust", "Mental health trust"),
  AM("ambulance", "Ambulance trust"),
  PF("police", "Police force"),
  ED("emergency-department", "Emergency department"),
  UC("nhs-111", "NHS 111 provider");

  private final String slug;
  private final String title;

  Family(String slug, String title) {
    this.slug = slug;
    this.title = title;
  }

  /** Lower-case name used in output paths, for example {@code mental-health-trust}. */
  public String slug() {
    return slug;
  }

  /** Words for a reader, for example {@code Mental health trust}. */
  public String title() {
    return title;
  }
}
