package io.likeness.standalone.command;

/** Why a command cannot be obeyed, as one line for whoever gave it. */
final class CommandFailure extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final int code;

    private CommandFailure(int code, String message) {
        super(message);
        this.code = code;
    }

    static CommandFailure failed(String message) {
        return new CommandFailure(Commands.FAILED, message);
    }

    static CommandFailure misused(String message) {
        return new CommandFailure(Commands.MISUSED, message);
    }

    static CommandFailure nothingRuns(String message) {
        return new CommandFailure(Commands.NOTHING_RUNS, message);
    }

    int code() {
        return code;
    }
}
