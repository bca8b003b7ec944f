package io.eigencam.check.report;

/** Text of a page, put together piece by piece; what comes from outside is escaped. */
final class Html {
  private final StringBuilder text = new StringBuilder();

  /** Markup as it is. */
  Html raw(String markup) {
    text.append(markup).append('\n');
    return this;
  }

  /** An element with text that may hold anything. */
  Html element(String name, String cssClass, String content) {
    text.append('<').append(name);
    if (!cssClass.isEmpty()) {
      text.append(" class=\"").append(cssClass).append('"');
    }
    text.append('>').append(escaped(content)).append("</").append(name).append(">\n");
    return this;
  }

  Html image(String address, int width, int height, String caption) {
    text.append(
        "<figure><img src=\"%s\" width=\"%d\" height=\"%d\" alt=\"%s\"><figcaption>%s</figcaption></figure>%n"
            .formatted(address, width, height, escaped(caption), escaped(caption)));
    return this;
  }

  static String escaped(String content) {
    return content
        .replace("&", "&amp;")
        .replace("<", "&lt;")
        .replace(">", "&gt;")
        .replace("\"", "&quot;");
  }

  @Override
  public String toString() {
    return text.toString();
  }
}
