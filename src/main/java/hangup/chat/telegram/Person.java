package hangup.chat.telegram;

/**
 * Who wrote or pressed.
 *
 * @param name as the client shows it; data
 * @param anonymousAdmin an administrator who writes in the group's own name
 */
record Person(long id, String name, boolean anonymousAdmin) {}
