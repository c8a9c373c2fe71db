package hangup.reply;

import java.util.List;

/** A choice of further questions, shown as a select menu where the platform has one. */
public record Menu(String placeholder, List<Button> choices) {
  public Menu {
    choices = List.copyOf(choices);
  }
}
